#pragma once

// Factors: numbers of a scenario that are distributions and are drawn once a trial.

#include <string>
#include <utility>
#include <vector>

#include "src/core/scenario/factor_draws.hpp"
#include "src/core/scenario/field_table.hpp"

namespace headroom::scenario {

// Where the field is a factor and the value a distribution: puts what is drawn into it, rounded and
// kept in the field's range, or leaves the mean where nothing is; notes path and value.
void draw_factors(const Field& field,
                  const std::string& path,
                  const FactorDraws& draws,
                  FieldValue& value,
                  std::vector<std::pair<std::string, double>>& factors);

}  // namespace headroom::scenario
