# The licences of the libraries that are inside the program, and the changelog that Debian wants.
set(notices "Headroom contains or uses these libraries, each under its own licence.\n")
foreach(package libfmt-dev libtomlplusplus-dev nlohmann-json3-dev libcli11-dev libexpected-dev libssl-dev
        libsqlite3-dev libzstd-dev zlib1g-dev libyaml-cpp-dev libtbb-dev libthrust-dev)
    set(file /usr/share/doc/${package}/copyright)
    if(EXISTS ${file})
        file(READ ${file} text)
        string(APPEND notices "\n==== ${package} ====\n\n${text}")
    else()
        message(STATUS "Headroom: no ${file}; a package made here lacks the notice of this library")
    endif()
endforeach()
file(CONFIGURE OUTPUT third-party-notices CONTENT "@notices@" @ONLY)

# The date is the commit's, so that the same source gives the same file.
execute_process(COMMAND git -C ${PROJECT_SOURCE_DIR} log -1 --format=%cD
    OUTPUT_VARIABLE date OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
if(NOT date)
    set(date "Thu, 01 Jan 1970 00:00:00 +0000")
endif()
file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/changelog "headroom (${PROJECT_VERSION}) stable; urgency=medium

  * Version ${PROJECT_VERSION}.

 -- ${HEADROOM_MAINTAINER}  ${date}
")
execute_process(COMMAND ${HEADROOM_GZIP} -9 -n -f changelog
    WORKING_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR} COMMAND_ERROR_IS_FATAL ANY)
