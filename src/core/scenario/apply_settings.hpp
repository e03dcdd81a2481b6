#pragma once

// Overrides: `path = value` pairs from a variant, the command line or a form, put into the tree of
// a scenario before it is read.

#include <string>

#include "src/core/scenario/problems.hpp"
#include "src/core/scenario/scenario.hpp"
#include "src/core/scenario/value.hpp"

namespace headroom::scenario {

// Applies [variant.NAME] of the document.
void apply_variant(Value& root, const std::string& name, SourceFiles& files, Problems& problems);

// Applies settings from outside, in order.
void apply_overrides(Value& root,
                     const std::vector<Override>& overrides,
                     SourceFiles& files,
                     Problems& problems);

// Checks the variants that are not applied: paths that lead nowhere, values that their field
// refuses.
void check_variants(const Value& root,
                    const std::string& applied,
                    const SourceFiles& files,
                    Problems& problems);

}  // namespace headroom::scenario
