#pragma once

// The table [assert] of a scenario.

#include <vector>

#include "src/core/scenario/claim.hpp"
#include "src/core/scenario/problems.hpp"
#include "src/core/scenario/value.hpp"

namespace headroom::scenario {

// Each entry is a limit as text, or a table { is, level, reason }. What is wrong with one is told
// and the others are read; false only where it is no table at all.
bool read_assertions(const Value& table,
                     const SourceFiles& files,
                     Problems& problems,
                     std::vector<Assertion>& assertions);

}  // namespace headroom::scenario
