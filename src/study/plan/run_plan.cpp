#include "src/study/plan/run_plan.hpp"

#include <optional>
#include <utility>

#include "kernels/fleet/run_fleet_plan.hpp"
#include "src/core/scenario/input_files.hpp"
#include "src/study/montecarlo/compile_fleet_plan.hpp"
#include "src/study/plan/plan_facts.hpp"

namespace headroom::study {
namespace {

std::string scope_of(const PlanFacts& facts, std::size_t hall) {
    const std::string& name = facts.halls[hall].name;
    if (!name.empty())
        return "hall=" + name;
    return facts.halls.size() == 1 ? "" : "hall=(none)";
}

sim::Metrics columns_of(const PlanStudy& study) {
    const std::string& money = study.head.currency;
    sim::Metrics metrics{{"cost.tco", "", 0, money},
                         {"cost.npv", "", 0, money},
                         {"cost.capex", "", 0, money},
                         {"cost.opex", "", 0, money},
                         {"cost.unmet", "", 0, money},
                         {"energy.it_kwh", "", 0, "kWh"},
                         {"energy.facility_kwh", "", 0, "kWh"},
                         {"shortfall.gpu_h", "", 0, "GPUh"},
                         {"shortfall.any", "", 0, ""},
                         {"shortfall.first_step", "", 0, ""}};
    for (std::size_t hall = 0; hall < study.facts.halls.size(); ++hall)
        metrics.push_back({"power.peak_kw", scope_of(study.facts, hall), 0, "kW"});
    return metrics;
}

// A trial without a shortfall has no first step of one; steps count from 1.
TrialTable table_of(const PlanStudy& study, mc::FleetOutcome& outcome) {
    TrialTable table;
    table.first = outcome.first;
    table.trials = outcome.trials;
    table.metrics = columns_of(study);
    table.values = std::move(outcome.totals);
    table.reruns.resize(table.trials);
    for (std::size_t trial = 0; trial < table.trials; ++trial) {
        double* const row = table.values.data() + trial * table.metrics.size();
        row[kPlanFirstShortfall] =
            row[kPlanAnyShortfall] > 0 ? row[kPlanFirstShortfall] + 1 : kNoValue;
    }
    return table;
}

MonteCarloReport summarise_totals(const PlanStudy& study, TrialTable table, std::size_t asked) {
    MonteCarloReport report;
    report.head = study.head;
    report.run.asked = asked;
    report.run.end = table.trials < asked ? TrialEnd::kStopped : TrialEnd::kFinished;
    const TrialDesign design{table.first, report.head.is_antithetic};
    for (std::size_t column = 0; column < table.metrics.size(); ++column) {
        report.columns.push_back(column);
        const auto better =
            column == kPlanFirstShortfall ? sim::Better::kHigher : sim::Better::kLower;
        report.summaries.push_back(summarise(table.metric(column), design, better));
    }
    report.run.table = std::move(table);
    return report;
}

std::vector<PlanFan> name_fans(const PlanStudy& study) {
    std::vector<PlanFan> fans(mc::fan_count(*study.plan));
    const auto name = [&](std::size_t fan, std::string quantity, std::string unit) {
        fans[fan].quantity = std::move(quantity);
        fans[fan].unit = std::move(unit);
    };
    name(mc::kFanDemand, "demand.gpus", "GPU");
    name(mc::kFanCapacity, "capacity.gpus", "GPU");
    name(mc::kFanShortfall, "shortfall.gpu_h", "GPUh");
    name(mc::kFanCost, "cost.tco", study.head.currency);
    for (std::size_t hall = 0; hall < study.facts.halls.size(); ++hall) {
        const std::string scope = scope_of(study.facts, hall);
        name(mc::kFanPower_kw + hall,
             scope.empty() ? "power.mean_kw" : "power.mean_kw[" + scope + "]", "kW");
    }
    return fans;
}

// Until the trials are played again: the middle of the bin, 1.6 % wide.
double about(const mc::Histogram::Quantile& quantile) {
    return quantile.bin == mc::kZeroBin ? 0 : (quantile.low + quantile.high) / 2;
}

std::vector<mc::FanQuantile> wanted_percentiles(std::uint32_t rows) {
    std::vector<mc::FanQuantile> wanted;
    for (std::uint32_t row = 0; row < rows; ++row)
        for (const FanPercentile& percentile : kFanPercentiles)
            wanted.push_back({row, percentile.p});
    return wanted;
}

class FanBuilder {
public:
    FanBuilder(const PlanStudy& study, const mc::FleetOutcome& outcome, PlanReport& report)
        : steps_(study.plan->steps), outcome_(outcome), report_(report) {
        report_.fans = name_fans(study);
    }

    void build(mc::FleetRunner& runner, const PlanControl& control) {
        const std::vector<mc::FanQuantile> wanted = wanted_percentiles(outcome_.fans.rows);
        const auto on_block = [&](std::uint32_t done) {
            if (control.on_replayed)
                control.on_replayed(done);
        };
        std::optional<std::vector<double>> exact;
        if (!control.stop.stop_requested())
            exact = exact_quantiles(runner, outcome_, wanted, {control.stop, on_block});
        report_.has_exact_fans = exact.has_value();
        for (std::uint32_t row = 0; row < outcome_.fans.rows; ++row) {
            PlanFan& fan = report_.fans[row / steps_];
            fan.mean.push_back(outcome_.fans.mean(row));
            for (std::size_t i = 0; i < kFanPercentiles.size(); ++i) {
                const std::size_t place = row * kFanPercentiles.size() + i;
                fan.percentiles[i].push_back(
                    exact ? (*exact)[place]
                          : about(outcome_.fans.quantile(row, kFanPercentiles[i].p)));
            }
        }
        count_short();
    }

private:
    // A shortfall of less than 2^-40 GPU-hours is none.
    void count_short() {
        for (std::uint32_t step = 0; step < steps_; ++step) {
            const std::size_t row = std::size_t{mc::kFanShortfall} * steps_ + step;
            const std::uint32_t none =
                outcome_.fans.counts[row * mc::kHistogramBins + mc::kZeroBin];
            report_.short_share.push_back(1 - static_cast<double>(none) / outcome_.trials);
        }
    }

    std::uint32_t steps_;
    const mc::FleetOutcome& outcome_;
    PlanReport& report_;
};

}  // namespace

std::optional<std::size_t> PlanReport::first_short(double share) const {
    for (std::size_t step = 0; step < short_share.size(); ++step)
        if (short_share[step] >= share)
            return step;
    return std::nullopt;
}

expected<PlanStudy, LoadFailure> open_plan(const WhatIf& what_if) {
    using Cause = LoadFailure::Cause;
    auto scenario = what_if.scenario();
    if (!scenario)
        return unexpected(LoadFailure{Cause::kScenario, std::move(scenario.error())});
    auto plan = compile_fleet_plan(*scenario);
    if (!plan)
        return unexpected(LoadFailure{Cause::kScenario, std::move(plan.error())});
    PlanStudy study;
    study.head = describe_head(*scenario, what_if.options());
    study.facts = describe_plan(*scenario, *plan);
    study.plan = std::make_unique<const mc::FleetPlan>(*plan);
    study.input_files = scenario::input_files(*scenario);
    if (scenario->montecarlo.trials)
        study.usual_trials = static_cast<std::size_t>(*scenario->montecarlo.trials);
    study.asks_precision = !scenario->montecarlo.precision.empty();
    return study;
}

PlanReport run_plan(const PlanStudy& study,
                    PlanRunner& runner,
                    TrialRange trials,
                    const PlanControl& control) {
    PlanReport report;
    report.facts = study.facts;
    mc::FleetOutcome outcome;
    const auto on_block = [&](std::uint32_t done) {
        if (control.on_trials)
            control.on_trials({done, trials.count});
    };
    with_threads(runner.threads, [&] {
        outcome =
            run_fleet_plan(*runner.runner, trials.first, static_cast<std::uint32_t>(trials.count),
                           mc::Fans::kCounted, {control.stop, on_block});
        if (outcome.trials > 0)
            FanBuilder(study, outcome, report).build(*runner.runner, control);
    });
    report.study = summarise_totals(study, table_of(study, outcome), trials.count);
    report.study.device = runner.device;
    return report;
}

}  // namespace headroom::study
