// toml++ compiled as a library of its own, where Debian's shared one is not to be needed.
#define TOML_HEADER_ONLY 0
#define TOML_IMPLEMENTATION
#include <toml++/toml.h>
