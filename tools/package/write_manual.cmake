# Writes what the program says of itself: cmake -DHEADROOM=… -DGZIP=… -DPAGES=… -DCOMPLETIONS=… -P
file(REMOVE_RECURSE ${PAGES} ${COMPLETIONS})
file(MAKE_DIRECTORY ${COMPLETIONS})
execute_process(COMMAND ${HEADROOM} man -o ${PAGES} COMMAND_ERROR_IS_FATAL ANY)
foreach(shell bash zsh fish)
    execute_process(COMMAND ${HEADROOM} completion ${shell}
        OUTPUT_FILE ${COMPLETIONS}/headroom.${shell} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
file(GLOB written ${PAGES}/*.1)
execute_process(COMMAND ${GZIP} -9 -n ${written} COMMAND_ERROR_IS_FATAL ANY)
