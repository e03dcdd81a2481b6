#pragma once

// Where the store of runs is if the user names none.

#include <string>

namespace headroom::store {

// `named`, else $HEADROOM_STORE, else headroom/runs.sqlite in $XDG_DATA_HOME or ~/.local/share.
// Empty where not even a home is known.
[[nodiscard]] std::string store_file(const std::string& named);

}  // namespace headroom::store
