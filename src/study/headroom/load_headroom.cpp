#include "src/study/headroom/load_headroom.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include "src/core/workload/growth_curve.hpp"
#include "src/study/search/bracket.hpp"

namespace headroom::study {
namespace {

using MakeScenario = std::function<scenario::Scenario(std::int64_t place)>;

// Simulates places of a grid, each once, and remembers which targets they miss.
class Prober {
public:
    Prober(MakeScenario make,
           const Targets& targets,
           trace::TraceStore& store,
           const StudyControl& control)
        : make_(std::move(make)), targets_(targets), store_(store), control_(control) {}

    // Nothing where it was stopped or the first place cannot be simulated; see failure().
    std::optional<std::vector<bool>> operator()(const std::vector<std::int64_t>& places) {
        std::vector<std::int64_t> fresh;
        std::copy_if(places.begin(), places.end(), std::back_inserter(fresh),
                     [&](std::int64_t place) { return !missed_.contains(place); });
        std::vector<std::optional<expected<Measurement, LoadFailure>>> measured(fresh.size());
        StudyControl quiet = control_;
        quiet.on_progress = nullptr;
        run_tasks(fresh.size(), quiet, [&](std::size_t i) {
            measured[i] = measure_scenario(make_(fresh[i]), store_, control_.stop,
                                           scenario::EmptyWorld::kAllowed);
            return true;
        });
        for (std::size_t i = 0; i < fresh.size(); ++i)
            if (!keep(fresh[i], measured[i]))
                return std::nullopt;
        report_progress();
        std::vector<bool> holds;
        for (const std::int64_t place : places)
            holds.push_back(missed_.at(place) == nullptr);
        return holds;
    }

    std::optional<bool> holds(std::int64_t place) {
        const auto answer = (*this)({place});
        return answer ? std::optional<bool>(answer->front()) : std::nullopt;
    }

    [[nodiscard]] const std::optional<LoadFailure>& failure() const { return failure_; }
    [[nodiscard]] const scenario::Assertion* missed(std::int64_t place) const {
        return missed_.at(place);
    }
    [[nodiscard]] std::size_t simulations() const { return missed_.size(); }
    [[nodiscard]] double jobs() const { return jobs_; }  // of the first place, as the next
    [[nodiscard]] const scenario::Assertion* unmeasured() const { return unmeasured_; }

private:
    bool keep(std::int64_t place, const std::optional<expected<Measurement, LoadFailure>>& one) {
        if (!one)
            return false;
        if (!one->has_value())
            return keep_failure(place, one->error());
        if (!(*one)->is_complete)
            return false;
        if (missed_.empty()) {
            first_ = place;
            unmeasured_ = find_unmeasured(targets_, (*one)->metrics);
            jobs_ = find_value((*one)->metrics, {"jobs.submitted", "", "", ""}).value_or(0);
        }
        const bool is_empty =
            find_value((*one)->metrics, {"jobs.submitted", "", "", ""}).value_or(0) == 0;
        missed_[place] = is_empty ? nullptr : find_missed(targets_, (*one)->metrics);
        return true;
    }

    // What could be simulated at first and cannot with more demand has more jobs than can be held.
    bool keep_failure(std::int64_t place, const LoadFailure& failure) {
        static const scenario::Assertion kTooManyJobs = [] {
            scenario::Assertion assertion;
            assertion.metric = "jobs";
            assertion.wanted = "few enough to simulate";
            return assertion;
        }();
        if (missed_.empty() || place < first_) {
            failure_ = failure;
            return false;
        }
        missed_[place] = &kTooManyJobs;
        return true;
    }

    void report_progress() const {
        constexpr std::size_t kUsual = 12;
        if (control_.on_progress)
            control_.on_progress({missed_.size(), std::max(kUsual, missed_.size() + 1)});
    }

    MakeScenario make_;
    const Targets& targets_;
    trace::TraceStore& store_;
    const StudyControl& control_;
    std::map<std::int64_t, const scenario::Assertion*> missed_;
    std::optional<LoadFailure> failure_;
    std::int64_t first_ = 0;
    const scenario::Assertion* unmeasured_ = nullptr;
    double jobs_ = 0;
};

// From a place that holds, away by doubling the distance until one fails or `limit` holds too.
std::optional<Bracket> find_failing(std::int64_t from, std::int64_t limit, Prober& prober) {
    Bracket bracket{from, from};
    for (std::int64_t next = std::max<std::int64_t>(2 * from, 1); bracket.fails == bracket.holds;
         next *= 2) {
        next = std::min(next, limit);
        const auto holds = prober.holds(next);
        if (!holds)
            return std::nullopt;
        (*holds ? bracket.holds : bracket.fails) = next;
        if (*holds)
            bracket.fails = next;
        if (next == limit)
            break;
    }
    return bracket;
}

// From a place that fails, towards 0 by halving until one holds.
std::optional<Bracket> find_holding(std::int64_t from, Prober& prober) {
    Bracket bracket{from, from};
    while (bracket.fails > 0) {
        bracket.holds = bracket.fails / 2;
        const auto holds = prober.holds(bracket.holds);
        if (!holds)
            return std::nullopt;
        if (*holds)
            return bracket;
        bracket.fails = bracket.holds;
    }
    return bracket;
}

// Twice the demand is always tried; more only as far as it stays below some ten million jobs.
std::int64_t most_load(double jobs) {
    constexpr double kMostJobs = 1e7;
    const double most = jobs > 0 ? kMostJobs / jobs : 0;
    return static_cast<std::int64_t>(std::clamp(most, 2.0, static_cast<double>(kMostLoad)));
}

// Both places the same: nothing fails up to `limit`, or everything does down to 0.
std::optional<Bracket> search(std::int64_t from, std::int64_t limit, Prober& prober) {
    const auto holds = prober.holds(from);
    if (!holds)
        return std::nullopt;
    const auto found = *holds ? find_failing(from, limit, prober) : find_holding(from, prober);
    return found && found->holds != found->fails ? narrow(*found, std::ref(prober)) : found;
}

}  // namespace

scenario::Scenario scale_demand(const scenario::Scenario& scenario, double factor) {
    scenario::Scenario scaled = scenario;
    for (const auto& [name, workload] : scaled.workloads) {
        auto demand = std::find_if(scaled.demands.begin(), scaled.demands.end(),
                                   [&](const auto& one) { return one.first == name; });
        if (demand == scaled.demands.end())
            demand = scaled.demands.insert(demand, {name, scenario::Demand{}});
        demand->second.scale.value *= factor;
    }
    return scaled;
}

scenario::Scenario freeze_demand(const scenario::Scenario& scenario, std::size_t month) {
    scenario::Scenario frozen = scenario;
    for (auto& [name, demand] : frozen.demands) {
        auto& growth = demand.growth;
        for (scenario::Growth* part : {&growth.arrivals, &growth.size, &growth.runtime})
            *part = {{}, {workload::GrowthCurve(*part).factor(month)}};
    }
    return frozen;
}

expected<std::optional<LoadHeadroom>, LoadFailure> measure_load_headroom(
    const scenario::Scenario& scenario,
    const Targets& targets,
    trace::TraceStore& store,
    const StudyControl& control) {
    const auto make = [&](std::int64_t place) {
        return scale_demand(scenario,
                            static_cast<double>(place) / static_cast<double>(kLoadStepsInOne));
    };
    Prober prober(make, targets, store, control);
    const auto at_one = prober.holds(kLoadStepsInOne);
    if (at_one && prober.unmeasured() != nullptr) {
        LoadHeadroom none;
        none.unmeasured = prober.unmeasured()->metric;
        return none;
    }
    const auto found =
        at_one ? search(kLoadStepsInOne, most_load(prober.jobs()) * kLoadStepsInOne, prober)
               : std::nullopt;
    if (prober.failure())
        return unexpected(*prober.failure());
    if (!found)
        return std::nullopt;
    LoadHeadroom headroom;
    headroom.load = static_cast<double>(found->holds) / static_cast<double>(kLoadStepsInOne);
    headroom.simulations = prober.simulations();
    if (const scenario::Assertion* missed = prober.missed(found->fails)) {
        headroom.missed = missed->metric + " " + missed->wanted;
        headroom.binding = limit_behind(missed->claim.condition.metric.name);
    }
    return headroom;
}

namespace {

// As many months as the arrivals stay below some ten million jobs, or twice what they are.
std::int64_t last_month(const scenario::Scenario& scenario, double jobs) {
    const auto most = static_cast<double>(most_load(jobs));
    for (std::int64_t month = 1; month <= kMostMonths; ++month)
        for (const auto& [name, demand] : scenario.demands) {
            const workload::GrowthCurve curve(demand.growth.arrivals);
            if (curve.factor(static_cast<std::size_t>(month)) > most * curve.factor(0))
                return month - 1;
        }
    return kMostMonths;
}

}  // namespace

expected<std::optional<MonthMissed>, LoadFailure> find_month_missed(
    const scenario::Scenario& scenario,
    const Targets& targets,
    trace::TraceStore& store,
    const StudyControl& control) {
    const auto make = [&](std::int64_t month) {
        return freeze_demand(scenario, static_cast<std::size_t>(month));
    };
    Prober prober(make, targets, store, control);
    const auto now = prober.holds(0);
    if (now && !*now)
        return MonthMissed{0, 0};
    const std::int64_t last = last_month(scenario, prober.jobs());
    if (now && last == 0)
        return MonthMissed{std::nullopt, 0};
    const auto found = now ? search(0, last, prober) : std::nullopt;
    if (prober.failure())
        return unexpected(*prober.failure());
    if (!found)
        return std::nullopt;
    return found->fails == found->holds ? MonthMissed{std::nullopt, last}
                                        : MonthMissed{found->fails, last};
}

}  // namespace headroom::study
