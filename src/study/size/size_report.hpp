#pragma once

// What `headroom size` found, as facts. Text, JSON and CSV are functions of this alone.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "src/core/result/result.hpp"
#include "src/study/evaluate/sample.hpp"
#include "src/study/size/size_plan.hpp"

namespace headroom::study {

// A target at a point. With trials, `found` is of a target that each trial can tell the value that
// the wanted share of them keep: the worst of the best 95 %.
struct JudgedTarget {
    bool holds = false;
    std::optional<double> found;  // none: not measured
    std::size_t missed = 0;       // in how many trials; of @ and prob() 0
};

struct TriedPoint {
    std::int64_t point = 0;
    bool holds = false;
    std::optional<Share> share;         // of the trials in which all targets of a trial hold
    std::vector<JudgedTarget> targets;  // [target]
    std::vector<double> objectives;     // [objective]
    std::vector<std::vector<double>> statistics;  // [metric][statistic], kNoValue where none

    // Whether more trials may say otherwise.
    [[nodiscard]] bool is_within_noise(double confidence) const;
};

struct SizeReport {
    SizePlan plan;
    std::string scenario;
    std::vector<scenario::MetricName> metrics;  // of targets and objectives, without statistics
    std::vector<TriedPoint> tried;              // in the order of the points
    std::optional<std::size_t> answer;          // of a search, in `tried`; none: nothing holds
    std::vector<std::size_t> front;             // in `tried`: those that hold and nothing beats
    bool is_monotone = true;
    bool is_cut = false;      // by most_probes
    bool is_complete = true;  // false: it was stopped
    std::vector<std::string> warnings;
    report::Provenance origin;

    [[nodiscard]] const TriedPoint* find(std::int64_t point) const;
    // "fleet.h100.nodes = 112, horizon = 2 y"
    [[nodiscard]] std::string point_text(std::int64_t point) const;
};

// The names of TriedPoint::statistics: "value" of a plain run.
[[nodiscard]] std::vector<std::string_view> statistic_names(const SizePlan& plan);

}  // namespace headroom::study
