# Run at build time, once a changed file: writes FILE's bytes as a C++ string literal.
#   cmake -DFILE=… -DNAME=… -DOUTPUT=… -P embed_file.cmake
file(SIZE "${FILE}" size)
file(READ "${FILE}" hex HEX)
string(REGEX REPLACE "(..)" "\\\\x\\1" bytes "${hex}")
# Lines of 16 bytes: a literal in parts compiles as fast and can be looked at.
string(REGEX REPLACE
    "(\\\\x..\\\\x..\\\\x..\\\\x..\\\\x..\\\\x..\\\\x..\\\\x..\\\\x..\\\\x..\\\\x..\\\\x..\\\\x..\\\\x..\\\\x..\\\\x..)"
    "\\1\"\n    \"" lines "${bytes}")
file(WRITE "${OUTPUT}" "// Generated from a file of data/.
#include <string_view>
namespace headroom::embedded {
extern const std::string_view ${NAME};
const std::string_view ${NAME}(
    \"${lines}\",
    ${size});
}  // namespace headroom::embedded
")
