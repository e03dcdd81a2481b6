#pragma once

// A plan in time steps, played in trials: what it comes to, step by step and in all. All outputs
// are functions of it. No job waits in it: waits come from simulations.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "src/study/montecarlo/montecarlo_report.hpp"

namespace headroom::study {

struct FanPercentile {
    const char* name;
    double p;
};
constexpr std::array<FanPercentile, 5> kFanPercentiles{
    {{"p5", 0.05}, {"p25", 0.25}, {"p50", 0.5}, {"p75", 0.75}, {"p95", 0.95}}};

// How one quantity spreads over the trials at each step.
struct PlanFan {
    std::string quantity;  // "demand.gpus", "power.mean_kw[hall=a]"
    std::string unit;
    std::vector<double> mean;                                             // [step]
    std::array<std::vector<double>, kFanPercentiles.size()> percentiles;  // [percentile][step]
};

struct PlanHallPower {
    std::string name;  // empty: of fleets that stand in no hall
    std::optional<double> limit_kw;
    std::size_t column = 0;  // its highest power, in the table of trials
};

// What a trial draws, or holds fixed and why.
struct PlanDraw {
    std::string name;  // "fleet.h100.nodes"
    std::string what;  // "factor"; of what is held, the reason
};

// What is known of a plan before its first trial.
struct PlanFacts {
    bool is_monthly = true;
    std::size_t steps = 0;
    std::vector<std::string> dates;  // [step] "2027-01-01", on which it begins; empty: no calendar
    std::size_t fleets = 0;
    std::size_t purchases = 0;
    std::vector<PlanHallPower> halls;
    std::vector<PlanDraw> varied;
    std::vector<PlanDraw> held;
    bool has_assertions = false;  // of simulations; the plan judges none
};

struct PlanReport {
    MonteCarloReport study;  // totals by trial; its head names no draws
    PlanFacts facts;
    std::vector<PlanFan> fans;        // none where no trial was played
    bool has_exact_fans = true;       // else their percentiles are off by 0.8 % at most
    std::vector<double> short_share;  // [step] of trials with a shortfall in it

    // The first step in which so large a share of trials has a shortfall.
    [[nodiscard]] std::optional<std::size_t> first_short(double share) const;
};

// Columns of the table of trials; the power of the halls follows.
enum PlanColumn : std::size_t {
    kPlanTco,
    kPlanNpv,
    kPlanCapex,
    kPlanOpex,
    kPlanUnmet,
    kPlanItEnergy,
    kPlanFacilityEnergy,
    kPlanShortfall,
    kPlanAnyShortfall,
    kPlanFirstShortfall,
    kPlanPower,
};

}  // namespace headroom::study
