#pragma once

// { dist = "lognormal", median = "8 h", sigma = 1.1, truncate = ["1 h", "9 d"] } to a Distribution
// in SI units.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "src/core/scenario/field_table.hpp"
#include "src/core/scenario/problems.hpp"
#include "src/core/scenario/value.hpp"

namespace headroom::scenario {

// One way to write a distribution. Parameters carry the field's unit; `bare` ones are plain
// numbers.
struct DistributionForm {
    std::string_view name;
    DistributionKind kind = DistributionKind::kConstant;
    std::vector<std::string_view> parameters;
    std::vector<std::string_view> bare;
};

[[nodiscard]] const std::vector<DistributionForm>& distribution_forms();

// `value` is a table with the key "dist". None, and a problem at its place, where it is not a
// distribution that the field can take.
[[nodiscard]] std::optional<Distribution> read_distribution(const Value& value,
                                                            const Field& field,
                                                            const std::string& path,
                                                            Problems& problems);

}  // namespace headroom::scenario
