#pragma once

// The tables of a comparison's page.

#include "src/study/compare/comparison_page.hpp"

namespace headroom::study {

// A row a metric, two columns an alternative: its value and the difference to the base.
[[nodiscard]] PageTable plain_table(const Comparison& comparison, const ComparisonView& view);

// A row a metric and alternative: mean, difference, how often better, what pairing gains.
[[nodiscard]] PageTable trials_table(const Comparison& comparison, const ComparisonView& view);

[[nodiscard]] PageTable regret_table(const Comparison& comparison, const ComparedMetric& metric);

// "a", "a and b", "a, b and c".
[[nodiscard]] std::string listed(const std::vector<std::string>& names);

}  // namespace headroom::study
