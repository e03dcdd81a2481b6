#pragma once

// What `headroom size` is asked: which settings over which values, which targets, how sure. Made
// from the texts of a command line; simulates nothing.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "src/study/evaluate/what_if.hpp"
#include "src/study/headroom/targets.hpp"
#include "src/study/search/value_range.hpp"
#include "src/study/size/size_question.hpp"

namespace headroom::study {

constexpr std::int64_t kMostGridPoints = 10'000;

struct SizedPath {
    std::string path;
    ValueRange range;
};

// What is to be small: a path of the grid, or a metric (its mean over the trials).
struct Objective {
    std::string text;
    std::optional<std::size_t> path;
    scenario::MetricName metric;
};

struct SizePlan {
    std::vector<SizedPath> paths;
    Targets targets;
    std::vector<Objective> objectives;  // at least one
    std::size_t trials = 0;
    double confidence = 0.95;
    bool is_exhaustive = false;
    bool is_search = true;  // one path, minimised itself; else every point of the grid is tried
    std::size_t most_probes = 1000;
    std::vector<std::string> notes;  // which assertions of the scenario are left out, and why

    [[nodiscard]] std::int64_t points() const;
    // The place on each path of a point from 0 to points() - 1; the first path is the slowest.
    [[nodiscard]] std::vector<std::int64_t> places(std::int64_t point) const;
};

// Every problem at once. The values at both ends of each range are tried on the scenario.
[[nodiscard]] expected<SizePlan, Diagnostics> plan_size(const SizeQuestion& question,
                                                        const WhatIf& base);

// The what-if of a point of the grid.
[[nodiscard]] WhatIf at_point(const WhatIf& base, const SizePlan& plan, std::int64_t point);

// "wait.p95 <= 4 h", "prob(wait.p95 > 4 h) <= 5 %" as a target.
[[nodiscard]] expected<scenario::Assertion, Diagnostics> parse_target(const std::string& text);

}  // namespace headroom::study
