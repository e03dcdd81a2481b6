#pragma once

// Which points a sweep has: every combination of the values of one to three paths. Measures
// nothing.

#include <string>
#include <vector>

#include "src/study/evaluate/what_if.hpp"

namespace headroom::study {

constexpr std::size_t kMostAxes = 3;
constexpr std::size_t kMostPoints = 100'000;

struct SweepAxis {
    std::string path;                 // "fleet.h100.nodes"
    std::vector<std::string> values;  // at least one, as a setting takes them
};

// Of "path=values" (value_list.hpp). All problems at once; `option` is their place.
[[nodiscard]] expected<std::vector<SweepAxis>, Diagnostics> parse_axes(
    const std::vector<std::string>& texts, const std::string& option);

// Points are numbered from 0, the last path changing fastest.
class SweepPlan {
public:
    SweepPlan(WhatIf base, std::vector<SweepAxis> axes)
        : base_(std::move(base)), axes_(std::move(axes)) {}

    [[nodiscard]] const WhatIf& base() const { return base_; }
    [[nodiscard]] const std::vector<SweepAxis>& axes() const { return axes_; }
    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] const std::string& value(std::size_t point, std::size_t axis) const;
    // "fleet.h100.nodes=64; demand.research.scale=0.5"
    [[nodiscard]] std::string label(std::size_t point) const;
    [[nodiscard]] WhatIf what_if(std::size_t point) const;

private:
    WhatIf base_;
    std::vector<SweepAxis> axes_;
};

// What is wrong with some of the points, each problem told once, with the first point that has it
// and how many more do. `failures` are pairs of a point and its failure, in the order of points.
[[nodiscard]] LoadFailure join_failures(
    const SweepPlan& plan, const std::vector<std::pair<std::size_t, LoadFailure>>& failures);

}  // namespace headroom::study
