# Run at each build: writes version.cpp from its template; the file changes only when the commit does.
#   cmake -DSOURCE=… -DTEMPLATE=… -DOUTPUT=… -DHEADROOM_VERSION=… -P write_version.cmake
set(HEADROOM_COMMIT "unknown")
find_program(git git)
if(git)
    execute_process(
        COMMAND ${git} -C ${SOURCE} describe --always --dirty --abbrev=12 --exclude=*
        OUTPUT_VARIABLE described OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
    if(NOT failed)
        set(HEADROOM_COMMIT ${described})
    endif()
endif()
configure_file(${TEMPLATE} ${OUTPUT} @ONLY)
