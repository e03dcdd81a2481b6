#include <limits>
#include <string_view>
#include <utility>

#include "src/core/run/run_scenario.hpp"
#include "src/study/validate/model_check.hpp"

namespace headroom::embedded {
extern const std::string_view frontier_scenario;
}

namespace headroom::study {
namespace {

constexpr const char* kSource =
    "ExaDigiT/RAPS 6c142bf, raps/power.py (2026), its formulas evaluated for the whole machine";

// The shipped machine with one job on all its GPUs in the second hour; its metrics.
sim::Metrics play_machine() {
    scenario::ReadOptions options;
    for (const auto& [path, value] : {std::pair{"workload.science.generate.jobs", "1"},
                                      std::pair{"workload.science.generate.gpus", "37888"},
                                      std::pair{"workload.science.generate.runtime", "1 h"},
                                      std::pair{"workload.science.generate.interarrival", "1 h"}})
        options.overrides.push_back({path, value, {}});
    const auto document =
        scenario::parse_document("scenarios/frontier.toml", embedded::frontier_scenario);
    if (!document)
        return {};
    const auto run = load_run(*document, options);
    return run ? run_loaded(*run).summary.metrics : sim::Metrics{};
}

double value_of(const sim::Metrics& metrics, std::string_view name) {
    for (const sim::Metric& metric : metrics)
        if (metric.name == name && metric.scope.empty())
            return metric.value;
    return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

std::vector<ModelCheck> machine_checks() {
    constexpr double kHours = 7 * 24;
    constexpr double kIdle_mw = 7.306524;
    constexpr double kFull_mw = 28.227884;
    const sim::Metrics metrics = play_machine();
    const auto row = [&](const char* subject, const char* unit, double reference, double ours,
                         double tolerance) {
        return ModelCheck{"whole machine",    subject, unit, reference, ours, tolerance, true,
                          Evidence::kDerived, kSource, ""};
    };
    // What the week draws beyond an hour of full load is idle.
    const double idle_mwh = value_of(metrics, "energy.facility_kwh") / 1e3 - kFull_mw;
    return {row("Frontier, idle, scenarios/frontier.toml simulated", "MW", kIdle_mw,
                idle_mwh / (kHours - 1), 1e-6),
            row("Frontier, full, scenarios/frontier.toml simulated", "MW", kFull_mw,
                value_of(metrics, "power.peak_kw") / 1e3, 1e-6)};
}

}  // namespace headroom::study
