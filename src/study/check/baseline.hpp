#pragma once

// A golden result: the metrics that a scenario had, and what they came from, as small JSON to be
// kept in a repository and reviewed like code. One file a scenario and variant.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/base/expected.hpp"
#include "src/study/check/check_report.hpp"

namespace headroom::study {

struct BaselineMetric {
    std::string name;  // "wait.p95_s[partition=long]@p90"
    double value = 0;  // NaN where there was none
    std::string unit;
    std::optional<double> standard_error;  // of a mean over trials
};

// How far metrics may be off, as a share: "wait.*" 0.02. Of several that match the first counts.
struct BaselineTolerance {
    std::string pattern;
    double relative = 0;
};

struct Baseline {
    std::string scenario;  // its name
    std::uint64_t trials = 0;
    report::Provenance origin;                  // without device, host and timing
    std::vector<BaselineTolerance> tolerances;  // written by a person; updates keep them
    std::vector<BaselineMetric> metrics;
};

// "gate.json", with a variant "gate@late.json". Of variants, letters that a file's name cannot hold
// are written as %2F.
[[nodiscard]] std::string baseline_name(const std::string& scenario_file,
                                        const std::string& variant);

[[nodiscard]] Baseline baseline_of(const CheckedScenario& measured);

// One metric a line, in the order of the run.
[[nodiscard]] std::string baseline_json(const Baseline& baseline);

// All problems of the file with their places: no JSON, unknown names, values of another kind, a
// newer schema.
[[nodiscard]] expected<Baseline, Diagnostics> read_baseline(const std::string& file);

// The files of a folder that an update touched.
struct BaselineUpdate {
    std::vector<std::string> written;
    std::vector<std::string> unchanged;  // but for the version of the program, which is no reason
};

// Writes what is measured as the new baselines, all or none. Scenarios that could not be run keep
// theirs. Refuses a check that was stopped early, two scenarios with one file's name, and to
// replace a file that is no baseline.
[[nodiscard]] expected<BaselineUpdate, Diagnostics> update_baselines(const std::string& folder,
                                                                     const CheckReport& report);

}  // namespace headroom::study
