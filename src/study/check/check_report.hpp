#pragma once

// What `headroom check` found, as facts: every claim of every scenario and what became of it. The
// formats (text, JSON, JUnit, annotations, Markdown, OpenMetrics) are functions of this and of
// nothing else, so that they agree and are the same bytes every time.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/model/metrics.hpp"
#include "src/core/result/result.hpp"
#include "src/core/text/diagnostic.hpp"

namespace headroom::study {

enum class ClaimLevel : std::uint8_t { kError, kWarning };

enum class ClaimOutcome : std::uint8_t {
    kHolds,
    kFails,
    kNotMeasured,  // the run has no such metric: counts as failed
};

enum class ClaimKind : std::uint8_t { kAssertion, kBaseline };

// One claim: an assertion of the scenario, or that a metric is as in the baseline.
struct CheckedClaim {
    ClaimKind kind = ClaimKind::kAssertion;
    ClaimLevel level = ClaimLevel::kError;
    ClaimOutcome outcome = ClaimOutcome::kHolds;
    std::string metric;           // as written: "wait.p95[partition=long]", "prob(wait.p95 > 4 h)"
    std::string wanted;           // "<= 4 h"; of a baseline "3 h 58 min"
    std::string found;            // "5 h 12 min"; empty where not measured
    std::string detail;           // one sentence: by how much, how sure, or why there is no value
    std::string reason;           // why the author wants it; may be empty
    SourcePlace place;            // of the assertion; of a baseline the scenario's file
    std::optional<double> value;  // in the metric's unit
    std::optional<double> limit;
    std::string unit;
};

// A metric of a scenario; of several trials it is a mean with its standard error.
struct MeasuredMetric {
    std::string name;       // "wait.p95_s"
    std::string scope;      // "partition=long"; empty: the whole run
    std::string statistic;  // "mean", "p90"; empty: of a plain run
    double value = 0;
    std::string unit;
    std::optional<double> standard_error;

    // "wait.p95_s[partition=long]@p90"
    [[nodiscard]] std::string full_name() const;
};

struct CheckedScenario {
    std::string file;                  // as the user wrote it
    std::string name;                  // of the scenario
    std::string variant;               // empty: none
    Diagnostics problems;              // why it could not be read or simulated; no claims then
    bool has_bad_input = false;        // they are of a trace or a baseline, not of the scenario
    std::vector<CheckedClaim> claims;  // assertions in the order of the file, then the baseline's
    std::vector<MeasuredMetric> metrics;
    std::vector<std::string> warnings;  // of the readers and the run
    std::uint64_t trials = 0;           // 0: one plain run
    report::Provenance provenance;
    report::RunSummary summary;  // of the plain run, for a store of runs; no format shows it

    [[nodiscard]] bool passes() const;  // no problem, and no claim of level error fails
};

struct CheckReport {
    std::vector<CheckedScenario> scenarios;
    bool is_complete = true;  // false: stopped early; what is there is valid

    [[nodiscard]] bool passes() const;
};

}  // namespace headroom::study
