# Included before the libraries are looked for, with HEADROOM_STATIC_LIBRARIES: the small ones become
# part of the program, so that it runs where only libc6, libstdc++6 and libgcc-s1 are. TBB cannot be
# linked statically (its scheduler must exist once in a process); CMakeLists.txt of this folder ships
# it. The C++ runtime stays shared too: TBB needs the shared one, and there must not be two.
set(CMAKE_FIND_LIBRARY_SUFFIXES .a .so)  # for those that CMake or pkg-config finds by file name

# These three bring CMake files that name the shared library; find_package() reads ours first.
file(WRITE ${CMAKE_FIND_PACKAGE_REDIRECTS_DIR}/fmt-config.cmake [[
    add_library(fmt::fmt INTERFACE IMPORTED)
    target_compile_definitions(fmt::fmt INTERFACE FMT_HEADER_ONLY=1)
]])
file(WRITE ${CMAKE_FIND_PACKAGE_REDIRECTS_DIR}/tomlplusplus-config.cmake "
    add_library(headroom_toml STATIC ${CMAKE_CURRENT_LIST_DIR}/toml_library.cpp)
    target_compile_options(headroom_toml PRIVATE -ffp-contract=off)
    add_library(tomlplusplus::tomlplusplus ALIAS headroom_toml)
")
find_library(HEADROOM_YAML_CPP yaml-cpp REQUIRED)
file(WRITE ${CMAKE_FIND_PACKAGE_REDIRECTS_DIR}/yaml-cpp-config.cmake [[
    add_library(yaml-cpp STATIC IMPORTED)
    set_target_properties(yaml-cpp PROPERTIES IMPORTED_LOCATION ${HEADROOM_YAML_CPP})
]])
