#pragma once

// What a scenario asserts of its metrics: "wait.p95[partition=long]" = "<= 4 h". Knows the names
// and units of metrics and nothing of their values.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "src/core/scenario/problems.hpp"

namespace headroom::sim {
struct MetricDescription;
}

namespace headroom::scenario {

enum class Relation : std::uint8_t { kLess, kAtMost, kEqual, kNotEqual, kAtLeast, kGreater };

[[nodiscard]] std::string_view relation_text(Relation relation);  // "<="
[[nodiscard]] bool holds(double value, Relation relation, double limit);

// A metric as summaries name it.
struct MetricName {
    std::string name;       // "wait.p95_s"
    std::string scope;      // "partition=long"; empty: the whole run
    std::string statistic;  // over the trials of a study: "mean", "p90"; empty: none
    std::string unit;

    // "wait.p95_s[partition=long]@p90"
    [[nodiscard]] std::string full_name() const;
};

struct Condition {
    MetricName metric;
    Relation relation = Relation::kAtMost;
    double limit = 0;  // in the metric's unit
};

struct Probability {
    Relation relation = Relation::kAtMost;
    double share = 0;  // of the trials
};

// A condition on a value, or on how often it comes true.
struct Claim {
    Condition condition;
    std::optional<Probability> probability;

    // Whether only trials can tell.
    [[nodiscard]] bool needs_trials() const {
        return probability.has_value() || !condition.metric.statistic.empty();
    }
};

enum class AssertionLevel : std::uint8_t { kError, kWarning };

struct Assertion {
    std::string metric;  // as written: "prob(wait.p95 > 4 h)"
    std::string wanted;  // as written: "<= 5 %"
    Claim claim;
    AssertionLevel level = AssertionLevel::kError;
    std::string reason;  // why the author wants it
    SourcePlace place;
    PlaceRef written;  // the same, while the files are at hand
};

// "wait.p95" for "wait.p95_s".
[[nodiscard]] std::string_view bare_metric_name(const sim::MetricDescription& metric);

// `metric` and `wanted` as in the file; the unit's suffix may be left out of the name. The error
// says what is wrong, what is wanted and which name is near.
[[nodiscard]] expected<Claim, ProblemText> parse_claim(std::string_view metric,
                                                       std::string_view wanted);

// "wait.p95[partition=long]@p90" alone, as a command line names a metric.
[[nodiscard]] expected<MetricName, ProblemText> parse_metric_name(std::string_view text);

}  // namespace headroom::scenario
