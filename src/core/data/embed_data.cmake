# headroom_embed_data(TARGET FOLDER): every file below FOLDER becomes a source of TARGET, and an index
# of them all another. Editing a file rebuilds only its own source; adding one configures again.
function(headroom_embed_data target folder)
    set(here ${CMAKE_CURRENT_FUNCTION_LIST_DIR})
    set(output_folder ${CMAKE_CURRENT_BINARY_DIR}/embedded)
    file(GLOB_RECURSE paths RELATIVE ${folder} CONFIGURE_DEPENDS ${folder}/*)
    list(SORT paths)  # by bytes, as the look-up expects
    set(declarations "")
    set(entries "")
    foreach(path IN LISTS paths)
        string(SHA256 hash ${path})
        string(SUBSTRING ${hash} 0 16 short_hash)
        set(name file_${short_hash})
        set(source ${output_folder}/${name}.cpp)
        add_custom_command(OUTPUT ${source}
            COMMAND ${CMAKE_COMMAND} -DFILE=${folder}/${path} -DNAME=${name} -DOUTPUT=${source}
                -P ${here}/embed_file.cmake
            DEPENDS ${folder}/${path} ${here}/embed_file.cmake
            COMMENT "Embedding ${path}" VERBATIM)
        target_sources(${target} PRIVATE ${source})
        string(APPEND declarations "extern const std::string_view ${name};\n")
        string(APPEND entries "        {\"${path}\", embedded::${name}},\n")
    endforeach()
    set(EMBEDDED_DECLARATIONS "${declarations}")
    set(EMBEDDED_ENTRIES "${entries}")
    configure_file(${here}/embedded_index.cpp.in ${output_folder}/embedded_index.cpp @ONLY)
    target_sources(${target} PRIVATE ${output_folder}/embedded_index.cpp)
endfunction()
