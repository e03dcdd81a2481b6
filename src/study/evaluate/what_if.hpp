#pragma once

// A scenario file with settings, measured again and again: what compare, sweep, size and check are
// made of. Files are read once, however often it is measured.

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "sim/model/metrics.hpp"
#include "src/core/run/run_scenario.hpp"
#include "src/core/scenario/document.hpp"
#include "src/core/trace/trace_store.hpp"

namespace headroom::study {

using Trial = std::uint32_t;

// What one simulation gave.
struct Measurement {
    sim::Metrics metrics;
    bool is_complete = true;            // false: stopped early, the metrics are of a part
    std::vector<std::string> warnings;  // of the readers and the compiler
};

// Loads the workloads of a scenario, compiles, simulates and measures it. `store` keeps the traces.
[[nodiscard]] expected<Measurement, LoadFailure> measure_scenario(
    const scenario::Scenario& scenario,
    trace::TraceStore& store,
    std::stop_token stop = {},
    scenario::EmptyWorld empty = scenario::EmptyWorld::kRefused);

// Cheap to copy. Every const member is safe to call from several threads.
class WhatIf {
public:
    // Fails where the file cannot be read or its variant and settings are wrong. `label` is what
    // outputs call it.
    [[nodiscard]] static expected<WhatIf, LoadFailure> open(std::string label,
                                                            const std::string& file,
                                                            scenario::ReadOptions options);

    // The same file with further settings, or with another variant beneath the same settings. What
    // is wrong with them shows when it is measured.
    [[nodiscard]] WhatIf with(std::string label, const std::vector<scenario::Override>& more) const;
    [[nodiscard]] WhatIf with_variant(std::string label, std::string variant) const;

    // One factor at this quantile of its distribution, 0 < quantile < 1.
    [[nodiscard]] WhatIf with_factor_at(const std::string& path, double quantile) const;

    [[nodiscard]] const std::string& label() const { return label_; }
    [[nodiscard]] const scenario::ReadOptions& options() const { return options_; }
    [[nodiscard]] const std::string& file() const { return shared_->document.file; }
    [[nodiscard]] trace::TraceStore& traces() const { return shared_->traces; }

    // Of a trial with its draws, else with factors at their means.
    [[nodiscard]] expected<scenario::Scenario, Diagnostics> scenario(
        std::optional<Trial> trial = std::nullopt) const;

    [[nodiscard]] expected<Measurement, LoadFailure> measure(std::optional<Trial> trial,
                                                             std::stop_token stop = {}) const;

    // Ready to be run with all that it leaves behind, factors at their means.
    [[nodiscard]] expected<LoadedRun, LoadFailure> load() const;

    // SHA-256 of all that decides its metrics, given the trial: settings, traces, catalog, version
    // of the program. Reads each trace once more for its checksum, the first time.
    [[nodiscard]] expected<std::string, LoadFailure> key() const;

private:
    struct Shared {
        scenario::Document document;
        mutable trace::TraceStore traces;
        mutable std::mutex mutex;
        mutable std::map<std::string, std::string> checksums;  // by file
    };
    WhatIf(std::string label, std::shared_ptr<const Shared> shared, scenario::ReadOptions options)
        : label_(std::move(label)), shared_(std::move(shared)), options_(std::move(options)) {}
    [[nodiscard]] std::string checksum_of(const std::string& file) const;

    std::string label_;
    std::shared_ptr<const Shared> shared_;
    scenario::ReadOptions options_;
};

}  // namespace headroom::study
