#pragma once

// `preset = "philly"` in a table [workload.NAME.generate]: the fragment data/presets/philly.toml,
// which is built into the program, lies beneath what the scenario itself says there.

#include <string>
#include <vector>

#include "src/core/scenario/source_files.hpp"
#include "src/core/scenario/value.hpp"

namespace headroom::scenario {

// The presets there are, sorted.
[[nodiscard]] const std::vector<std::string>& preset_names();

// Merges each workload's preset beneath its own keys; what a preset merged before and no longer
// named left there goes. A name that is no preset is left to its field to refuse.
void merge_presets(Value& root, SourceFiles& files);

// A key of a generate table that is not of the preset holds for the preset's classes too: with
// `gpus = 8` in the scenario, the classes' own `gpus` go.
void let_own_keys_win(Value& root, const SourceFiles& files);

}  // namespace headroom::scenario
