#pragma once

// What `headroom compare` found, as facts: each metric of each alternative, and against the base,
// which is the first. The formats (text, JSON, CSV, Markdown) are functions of this and of nothing
// else.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "src/core/scenario/describe_draws.hpp"
#include "src/study/compare/paired.hpp"
#include "src/study/evaluate/replicate.hpp"

namespace headroom::study {

struct ComparedAlternative {
    std::string label;
    std::string scenario;               // its name
    std::string folder;                 // of its result below the study's; empty: none was written
    bool is_measured = true;            // false: not begun when the study was stopped
    bool is_complete = true;            // false: stopped early, its metrics are of a part
    std::size_t growing = 0;            // runs or trials whose queue keeps growing
    std::vector<std::string> warnings;  // of the readers and the run
    report::Provenance origin;
};

// Of one alternative over the trials.
struct TrialFacts {
    Estimate estimate;
    std::optional<double> standard_error;
    std::vector<std::pair<std::string, double>> percentiles;  // "p5", …
    std::optional<PairedDifference> against_base;             // not of the base itself
};

struct ComparedMetric {
    std::string name;   // "wait.p95_s"
    std::string scope;  // "partition=long"; empty: the whole run
    std::string unit;
    sim::Better better = sim::Better::kNeither;
    std::vector<double> values;      // [alternative] of a plain run, else the mean; NaN: none
    std::vector<TrialFacts> trials;  // [alternative]; empty in a plain comparison
    std::optional<RegretTable> regret;

    [[nodiscard]] std::string full_name() const;
    // Of values[i] against the base; the second is none where the base is 0.
    [[nodiscard]] double difference(std::size_t i) const { return values[i] - values[0]; }
    [[nodiscard]] std::optional<double> relative(std::size_t i) const;
};

// What trials draw, and in which alternatives.
struct DrawnPart {
    scenario::Draw draw;
    std::vector<std::size_t> alternatives;
};

struct TrialSetup {
    std::size_t wanted = 0;  // 0: a plain comparison
    std::size_t done = 0;
    double level = 0.95;  // of every interval
};

struct Comparison {
    std::vector<ComparedAlternative> alternatives;
    std::vector<ComparedMetric> metrics;  // in the order in which they first came up
    TrialSetup trials;
    std::vector<DrawnPart> draws;
    bool is_complete = true;  // false: stopped early; what is there is valid

    [[nodiscard]] sim::Metrics metric_names() const;  // values are of the base
    // Whether any metric took two values over the trials.
    [[nodiscard]] bool varies() const;
};

// Of plain runs; a nullptr stands for one that was not begun. `labels` has one each.
[[nodiscard]] Comparison compare_summaries(const std::vector<std::string>& labels,
                                           const std::vector<const report::RunSummary*>& summaries);

// Of trials that all of them share. O(metrics × alternatives × trials).
[[nodiscard]] Comparison compare_replications(const std::vector<std::string>& labels,
                                              const std::vector<Replications>& replications,
                                              double level);

enum class Verdict : std::uint8_t { kSame, kBetter, kWorse, kDifferent };

// Of a difference to the base.
[[nodiscard]] Verdict judge(double difference, sim::Better better);
[[nodiscard]] std::string_view verdict_name(Verdict verdict);  // "better"; of kDifferent nothing

}  // namespace headroom::study
