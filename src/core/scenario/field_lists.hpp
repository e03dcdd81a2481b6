#pragma once

// The field table in parts, in its order. Only field_table.cpp puts them together.

#include <vector>

#include "src/core/scenario/field_table.hpp"

namespace headroom::scenario {

// The scenario itself and what it is made of; workloads and their demand; power, cooling and
// carbon; the years to come; what studies make of it.
[[nodiscard]] std::vector<Field> site_fields();
[[nodiscard]] std::vector<Field> workload_fields();
[[nodiscard]] std::vector<Field> facility_fields();
[[nodiscard]] std::vector<Field> plan_fields();
[[nodiscard]] std::vector<Field> study_fields();

}  // namespace headroom::scenario
