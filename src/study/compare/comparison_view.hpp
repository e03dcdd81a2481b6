#pragma once

// A comparison for programs: the tidy table of points and one JSON document.

#include <string>
#include <vector>

#include "src/core/table/table.hpp"
#include "src/study/compare/comparison.hpp"

namespace headroom::study {

// Which of a comparison's metrics to show, and by which one regret decides.
struct ComparisonView {
    std::vector<std::size_t> metrics;  // indices, in the order to show them
    std::string objective;             // its full name; empty: none
};

[[nodiscard]] ComparisonView view_all(const Comparison& comparison, std::string objective);

// variant, point, metric, statistic, value, unit. `point` is empty: an alternative is one point.
[[nodiscard]] report::Table points_table(const Comparison& comparison, const ComparisonView& view);

// Numbers that do not exist are null; an interval without bounds has null bounds.
[[nodiscard]] std::string comparison_json(const Comparison& comparison, const ComparisonView& view);

}  // namespace headroom::study
