#include "src/core/store/default_store.hpp"

#include <cstdlib>

namespace headroom::store {
namespace {

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? "" : value;
}

}  // namespace

std::string store_file(const std::string& named) {
    if (!named.empty())
        return named;
    if (const std::string file = variable("HEADROOM_STORE"); !file.empty())
        return file;
    // The XDG base directory specification: a path that is not absolute is to be ignored.
    if (const std::string data = variable("XDG_DATA_HOME"); data.starts_with('/'))
        return data + "/headroom/runs.sqlite";
    const std::string home = variable("HOME");
    return home.empty() ? "" : home + "/.local/share/headroom/runs.sqlite";
}

}  // namespace headroom::store
