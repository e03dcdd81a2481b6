#pragma once

// A complete, runnable scenario from the records of a site, as text for a person to go on with.
// Every value says where it is from; every value that no file told begins its comment with
// "guessed:" and says why it is so.

#include <string>

#include "src/core/init/site_records.hpp"

namespace headroom::init {

struct Draft {
    std::string text;
    std::int64_t guesses = 0;  // lines marked "guessed:"
};

// `folder` is where the scenario will lie: paths in it are relative to that. Pure but for the
// working folder.
[[nodiscard]] Draft draft_scenario(const SiteRecords& site, const std::string& folder);

}  // namespace headroom::init
