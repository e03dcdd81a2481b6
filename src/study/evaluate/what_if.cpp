#include "src/study/evaluate/what_if.hpp"

#include <utility>

#include "sim/engine/simulation.hpp"
#include "src/core/catalog/catalog.hpp"
#include "src/core/result/describe_run.hpp"
#include "src/core/result/sha256.hpp"
#include "src/core/result/version.hpp"

namespace headroom::study {
namespace {

using Cause = LoadFailure::Cause;

LoadFailure failure(Cause cause, Diagnostics problems) {
    return {cause, std::move(problems)};
}

// What tells this program from any other that may give other numbers: its commit, or, of a build
// from changed or unknown sources, the program itself.
const std::string& program_identity() {
    static const std::string identity = [] {
        const std::string commit = report::program_commit();
        std::string text = report::program_version() + " " + commit;
        if (commit.ends_with("-dirty") || commit == "unknown")
            text += " " + report::sha256_of_file("/proc/self/exe").value_or("");
        return text;
    }();
    return identity;
}

}  // namespace

expected<Measurement, LoadFailure> measure_scenario(const scenario::Scenario& scenario,
                                                    trace::TraceStore& store,
                                                    std::stop_token stop,
                                                    scenario::EmptyWorld empty) {
    auto traces = scenario::load_workloads(scenario, &store);
    if (!traces)
        return unexpected(failure(Cause::kInput, std::move(traces.error())));
    auto compiled = scenario::compile_world(scenario, *traces, empty);
    if (!compiled)
        return unexpected(failure(Cause::kScenario, std::move(compiled.error())));
    sim::SimulateOptions options;
    options.record_placements = false;
    const sim::RunRecord record = sim::simulate(compiled->world, std::move(stop), options);
    Measurement measurement;
    measurement.metrics = sim::measure(compiled->world, record);
    measurement.is_complete = record.stop != sim::StopReason::kCancelled;
    measurement.warnings = report::reader_warnings(scenario, *traces, *compiled);
    return measurement;
}

expected<WhatIf, LoadFailure> WhatIf::open(std::string label,
                                           const std::string& file,
                                           scenario::ReadOptions options) {
    auto document = scenario::read_document(file);
    if (!document)
        return unexpected(failure(Cause::kScenario, std::move(document.error())));
    auto shared = std::make_shared<Shared>();
    shared->document = std::move(*document);
    WhatIf what_if(std::move(label), std::move(shared), std::move(options));
    if (auto scenario = what_if.scenario(); !scenario)
        return unexpected(failure(Cause::kScenario, std::move(scenario.error())));
    return what_if;
}

WhatIf WhatIf::with(std::string label, const std::vector<scenario::Override>& more) const {
    scenario::ReadOptions options = options_;
    options.overrides.insert(options.overrides.end(), more.begin(), more.end());
    return {std::move(label), shared_, std::move(options)};
}

WhatIf WhatIf::with_variant(std::string label, std::string variant) const {
    scenario::ReadOptions options = options_;
    options.variant = std::move(variant);
    return {std::move(label), shared_, std::move(options)};
}

WhatIf WhatIf::with_factor_at(const std::string& path, double quantile) const {
    scenario::ReadOptions options = options_;
    options.at_quantile.emplace_back(path, quantile);
    return {label_, shared_, std::move(options)};
}

expected<scenario::Scenario, Diagnostics> WhatIf::scenario(std::optional<Trial> trial) const {
    scenario::ReadOptions options = options_;
    options.trial = trial;
    return scenario::resolve_scenario(shared_->document, options);
}

expected<Measurement, LoadFailure> WhatIf::measure(std::optional<Trial> trial,
                                                   std::stop_token stop) const {
    auto resolved = scenario(trial);
    if (!resolved)
        return unexpected(failure(Cause::kScenario, std::move(resolved.error())));
    // That no job came is a fault of a file, and an outcome of a trial.
    return measure_scenario(
        *resolved, shared_->traces, std::move(stop),
        trial ? scenario::EmptyWorld::kAllowed : scenario::EmptyWorld::kRefused);
}

expected<LoadedRun, LoadFailure> WhatIf::load() const {
    scenario::ReadOptions options = options_;
    options.trial = std::nullopt;
    return load_run(shared_->document, options, &shared_->traces);
}

std::string WhatIf::checksum_of(const std::string& file) const {
    const std::lock_guard lock(shared_->mutex);
    std::string& checksum = shared_->checksums[file];
    if (checksum.empty())
        checksum = report::sha256_of_file(file).value_or("unreadable");
    return checksum;
}

expected<std::string, LoadFailure> WhatIf::key() const {
    auto resolved = scenario();
    if (!resolved)
        return unexpected(failure(Cause::kScenario, std::move(resolved.error())));
    std::string text = program_identity() + "\n" + resolved->catalog + " " +
                       catalog::shipped_sha256(resolved->catalog) + "\n";
    for (const auto& [name, workload] : resolved->workloads)
        if (!workload.trace.empty())
            text += checksum_of(workload.trace) + "\n";
    return report::sha256_of_text(text + scenario::canonical_text(shared_->document, options_));
}

}  // namespace headroom::study
