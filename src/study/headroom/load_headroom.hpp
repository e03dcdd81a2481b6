#pragma once

// How much more demand a fleet could take before a target of its scenario fails, and until when it
// can take what is expected.

#include <optional>
#include <string>
#include <vector>

#include "src/study/evaluate/parallel.hpp"
#include "src/study/evaluate/what_if.hpp"
#include "src/study/headroom/targets.hpp"

namespace headroom::study {

// Factors of demand are tried in these steps, up to that many times the demand of the scenario.
constexpr std::int64_t kLoadStepsInOne = 100;
constexpr std::int64_t kMostLoad = 64;

struct LoadHeadroom {
    double load = 0;                        // the largest factor tried at which all targets hold
    std::optional<std::string> unmeasured;  // a target of which nothing is measured: no answer
    std::optional<std::string> missed;  // "wait.p95 <= 4 h", at the next step; none: nothing fails
    std::string binding;                // what runs out first; empty: nothing
    std::size_t simulations = 0;
};

// Every demand.NAME.scale multiplied by k / kLoadStepsInOne with the same random numbers: the
// largest k at which all targets hold while they fail at k + 1, found by doubling or halving from 1
// and narrowing. A target that fails, holds and fails again with more demand can be passed over.
// None where it was stopped.
[[nodiscard]] expected<std::optional<LoadHeadroom>, LoadFailure> measure_load_headroom(
    const scenario::Scenario& scenario,
    const Targets& targets,
    trace::TraceStore& store,
    const StudyControl& control = {});

// The scenario with every workload's arrivals multiplied.
[[nodiscard]] scenario::Scenario scale_demand(const scenario::Scenario& scenario, double factor);

// The scenario with its demand held at what it is in one month after the start.
[[nodiscard]] scenario::Scenario freeze_demand(const scenario::Scenario& scenario,
                                               std::size_t month);

// The first month (counted from 0) whose demand, held for the whole run, misses a target.
struct MonthMissed {
    std::optional<std::int64_t> month;  // none: not in the months that were searched
    std::int64_t searched = 0;          // up to kMostMonths, fewer where the jobs would be too many
};
constexpr std::int64_t kMostMonths = 120;

// By the same search over months.
[[nodiscard]] expected<std::optional<MonthMissed>, LoadFailure> find_month_missed(
    const scenario::Scenario& scenario,
    const Targets& targets,
    trace::TraceStore& store,
    const StudyControl& control = {});

}  // namespace headroom::study
