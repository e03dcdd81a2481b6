#include "src/study/headroom/measure_headroom.hpp"

#include <algorithm>
#include <array>

#include "src/core/scenario/trace_alignment.hpp"
#include "src/core/table/number_text.hpp"
#include "src/study/headroom/power_headroom.hpp"

namespace headroom::study {
namespace {

constexpr std::array<const char*, 6> kLimits{"gpus",    "quota",  "power",
                                             "cooling", "fabric", "money"};

void report_binding(const std::string& binding, sim::Metrics& metrics) {
    for (const char* limit : kLimits)
        metrics.push_back(
            {"headroom.binding", std::string("limit=") + limit, binding == limit ? 1.0 : 0.0, ""});
}

std::string describe(const LoadHeadroom& found) {
    const std::string load = report::fixed_text(found.load, 2) + " × this demand";
    if (!found.missed)
        return "more than " + load + ": no target fails";
    return (found.load < 1 ? "none: only " : "") + load + "; with more, " + *found.missed +
           " fails" + (found.binding.empty() ? "" : " (" + found.binding + ")");
}

bool grows(const scenario::Scenario& scenario) {
    for (const auto& [name, demand] : scenario.demands) {
        const auto& growth = demand.growth;
        for (const scenario::Growth* part : {&growth.arrivals, &growth.size, &growth.runtime})
            if (part->yearly.value != 0 || !part->monthly.empty())
                return true;
    }
    return false;
}

// The calendar time of 0, where scenario or traces have dates.
std::optional<Instant> start_of(const scenario::Scenario& scenario, trace::TraceStore& store) {
    const auto traces = scenario::load_workloads(scenario, &store);
    return traces ? scenario::find_start(scenario, *traces) : scenario.start;
}

class Measuring {
public:
    Measuring(const scenario::Scenario& scenario,
              trace::TraceStore& store,
              const StudyControl& control)
        : scenario_(scenario), store_(store), control_(control), targets_(find_targets(scenario)) {}

    expected<std::optional<Headroom>, LoadFailure> measure() {
        if (!targets_.empty()) {
            for (const auto step : {&Measuring::add_load, &Measuring::add_date}) {
                const auto went_on = (this->*step)();
                if (!went_on)
                    return unexpected(went_on.error());
                if (!*went_on)
                    return std::nullopt;
            }
        }
        PowerHeadroom power = measure_power_headroom(scenario_);
        append(headroom_.metrics, power.metrics);
        append(headroom_.warnings, power.notes);
        return headroom_;
    }

private:
    template <class T>
    static void append(std::vector<T>& all, const std::vector<T>& more) {
        all.insert(all.end(), more.begin(), more.end());
    }

    // Both: false where it was stopped.
    expected<bool, LoadFailure> add_load() {
        const auto found = measure_load_headroom(scenario_, targets_, store_, control_);
        if (!found)
            return unexpected(found.error());
        if (!*found)
            return false;
        if ((*found)->unmeasured) {
            headroom_.warnings.push_back("no headroom.load: nothing is measured of the target " +
                                         *(*found)->unmeasured);
            is_unmeasured_ = true;
            return true;
        }
        headroom_.metrics.push_back({"headroom.load", "", (*found)->load, ""});
        report_binding((*found)->binding, headroom_.metrics);
        headroom_.sentence = describe(**found);
        return true;
    }

    expected<bool, LoadFailure> add_date() {
        if (!grows(scenario_) || is_unmeasured_)
            return true;
        const std::optional<Instant> start = start_of(scenario_, store_);
        if (!start)
            return true;
        const auto found = find_month_missed(scenario_, targets_, store_, control_);
        if (!found)
            return unexpected(found.error());
        if (!*found)
            return false;
        const MonthMissed& missed = **found;
        if (!missed.month) {
            headroom_.sentence += "; enough for the growth of " + std::to_string(missed.searched) +
                                  " months, no more were tried";
            return true;
        }
        const Instant date = add_span(*start, {static_cast<std::int32_t>(*missed.month), 0});
        headroom_.metrics.push_back(
            {"headroom.date", "", static_cast<double>(date.unix_us / 1'000'000), "date"});
        headroom_.sentence += *missed.month == 0
                                  ? "; not enough from the start"
                                  : "; enough until " + format_instant(date).substr(0, 10);
        return true;
    }

    const scenario::Scenario& scenario_;
    trace::TraceStore& store_;
    const StudyControl& control_;
    Targets targets_;
    Headroom headroom_;
    bool is_unmeasured_ = false;
};

}  // namespace

bool has_headroom(const scenario::Scenario& scenario) {
    return !find_targets(scenario).empty() ||
           std::any_of(scenario.halls.begin(), scenario.halls.end(),
                       [](const auto& hall) { return hall.second.power_limit_w.has_value(); });
}

expected<std::optional<Headroom>, LoadFailure> measure_headroom(const scenario::Scenario& scenario,
                                                                trace::TraceStore& store,
                                                                const StudyControl& control) {
    return Measuring(scenario, store, control).measure();
}

expected<bool, LoadFailure> add_headroom(const scenario::Scenario& scenario,
                                         trace::TraceStore& store,
                                         const StudyControl& control,
                                         report::RunSummary& summary) {
    auto found = measure_headroom(scenario, store, control);
    if (!found)
        return unexpected(std::move(found.error()));
    if (!*found) {
        summary.warnings.emplace_back("the search for headroom.load was stopped");
        return false;
    }
    summary.headroom = (*found)->sentence;
    summary.metrics.insert(summary.metrics.end(), (*found)->metrics.begin(),
                           (*found)->metrics.end());
    summary.warnings.insert(summary.warnings.end(), (*found)->warnings.begin(),
                            (*found)->warnings.end());
    return true;
}

}  // namespace headroom::study
