#include "src/core/scenario/compile_facility.hpp"

#include <cmath>

#include "src/core/records/cap_calendar.hpp"
#include "src/core/scenario/describe_problem.hpp"
#include "src/core/scenario/facility_facts.hpp"
#include "src/core/scenario/facility_parts.hpp"
#include "src/core/scenario/place_problem.hpp"

namespace headroom::scenario {
namespace {

// What nodes draw where only the catalog says it; without a facility they stay unknown.
void fill_node_power(const FacilityContext& context) {
    std::vector<std::string> planned;
    for (std::size_t f = 0; f < context.scenario.fleets.size(); ++f) {
        const auto& [name, fleet] = context.scenario.fleets[f];
        const std::optional<NodeWatts> watts = find_node_watts(context.scenario, fleet);
        if (!watts || !watts->is_planned) {
            continue;
        }
        const double gpus = static_cast<double>(fleet.gpus_per_node);
        context.world().fleets[f].power = {whole_uw(watts->idle_w),
                                           whole_uw((watts->busy_w - watts->idle_w) / gpus), true};
        planned.push_back(name);
    }
    if (planned.empty()) {
        return;
    }
    Diagnostic warning = place_problem(
        context.scenario, "",
        (planned.size() == 1 ? "fleet " : "fleets ") + list_names(quote_names(planned), "and") +
            ": power of the nodes from the highest in the catalog and the limit of its GPUs, a "
            "planning default",
        "idle_power and busy_power as measured");
    warning.severity = Severity::kWarning;
    context.compiled.warnings.push_back(std::move(warning));
}

void take_calendar(const FacilityContext& context,
                   const records::CapCalendar& calendar,
                   sim::PowerCap& cap) {
    for (const std::optional<double>& cap_w : calendar.weekly_w) {
        cap.weekly_uw.push_back(cap_w ? whole_uw(*cap_w) : sim::kNoLimit);
    }
    const std::int64_t start_us = context.start->unix_us;
    for (const records::CapSpan& span : calendar.spans) {
        cap.events.push_back(
            {span.from_us - start_us, span.to_us - start_us, whole_uw(span.cap_w)});
    }
}

}  // namespace

std::int64_t whole_uw(double power_w) {
    return std::llround(power_w * 1e6);
}

sim::PowerCap compile_cap(const FacilityContext& context,
                          const CapSettings& settings,
                          const std::string& path,
                          double utc_offset_s) {
    sim::PowerCap cap;
    cap.policy = static_cast<sim::CapPolicy>(settings.policy.value_or(CapPolicy::kUniform));
    cap.east_of_utc_us = std::llround(utc_offset_s * 1e6);
    if (settings.cap_w) {
        cap.always_uw = whole_uw(*settings.cap_w);
    }
    if (settings.calendar.empty()) {
        return cap;
    }
    if (!context.start) {
        context.problems.push_back(place_problem(
            context.scenario, path + ".cap_calendar",
            "has hours or dates, but the scenario has no calendar", "start = 2027-01-01"));
        return cap;
    }
    const auto calendar = records::read_cap_calendar(settings.calendar);
    if (!calendar) {
        context.problems.insert(context.problems.end(), calendar.error().begin(),
                                calendar.error().end());
        return cap;
    }
    const Diagnostics& warnings = calendar->report.warnings;
    context.compiled.warnings.insert(context.compiled.warnings.end(), warnings.begin(),
                                     warnings.end());
    take_calendar(context, *calendar, cap);
    return cap;
}

void compile_facility(const Scenario& scenario,
                      std::optional<Instant> start,
                      CompiledWorld& compiled,
                      Diagnostics& problems) {
    if (!scenario_has_facility(scenario)) {
        return;
    }
    const FacilityContext context{scenario, start, compiled, problems};
    context.facility().is_on = true;
    const bool has_heat =
        std::any_of(scenario.halls.begin(), scenario.halls.end(),
                    [](const auto& hall) { return hall.second.facility.thermal.has_value(); });
    const double default_step_s = has_heat ? 60 : 3600;
    context.facility().step_us =
        std::llround(scenario.facility.step_s.value_or(default_step_s) * 1e6);
    fill_node_power(context);
    compile_sites(context);
    compile_halls(context);
    compile_load_kinds(context);
    if (problems.empty()) {
        compile_releases(context);
    }
}

}  // namespace headroom::scenario
