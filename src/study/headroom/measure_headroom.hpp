#pragma once

// headroom.*: the numbers the program is named after, for every summary whose scenario has targets
// or a limit of power.

#include <optional>
#include <string>
#include <vector>

#include "sim/model/metrics.hpp"
#include "src/study/headroom/load_headroom.hpp"

namespace headroom::study {

struct Headroom {
    sim::Metrics metrics;
    std::vector<std::string> warnings;  // what could not be said, and why
    std::string sentence;  // "1.37 × this demand; then wait.p95 <= 4 h fails for want of GPUs"
};

// Whether there is anything to measure: a target, or a limit of power.
[[nodiscard]] bool has_headroom(const scenario::Scenario& scenario);

// headroom.load, .binding and, with a calendar and growing demand, .date by some tens of
// simulations; .power_kw and .racks from the scenario alone. Empty without targets and limits.
// None where it was stopped.
[[nodiscard]] expected<std::optional<Headroom>, LoadFailure> measure_headroom(
    const scenario::Scenario& scenario, trace::TraceStore& store, const StudyControl& control = {});

// Puts it into the summary of a whole run; where the search was stopped, the summary says so.
// False where it was stopped; a warning then says so.
[[nodiscard]] expected<bool, LoadFailure> add_headroom(const scenario::Scenario& scenario,
                                                       trace::TraceStore& store,
                                                       const StudyControl& control,
                                                       report::RunSummary& summary);

}  // namespace headroom::study
