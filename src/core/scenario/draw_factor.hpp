#pragma once

// Factors: numbers of a scenario that are distributions and are drawn once a trial.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "src/core/scenario/field_table.hpp"

namespace headroom::scenario {

struct TrialSeed {
    std::uint64_t seed = 1;
    std::uint32_t trial = 0;
};

// Where the field is a factor and the value a distribution: puts the draw of this trial into it,
// rounded and kept in the field's range, or leaves the mean where there is no trial; notes path and
// value. The draw depends on (seed, path, trial) alone, so that two scenarios share it.
void draw_factors(const Field& field,
                  const std::string& path,
                  std::optional<TrialSeed> trial,
                  FieldValue& value,
                  std::vector<std::pair<std::string, double>>& factors);

}  // namespace headroom::scenario
