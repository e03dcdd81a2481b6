#include "src/study/size/run_size.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "src/core/result/describe_run.hpp"
#include "src/study/evaluate/replicate.hpp"
#include "src/study/size/pareto.hpp"
#include "src/study/size/probe_points.hpp"
#include "src/study/size/search_smallest.hpp"

namespace headroom::study {
namespace {

// Places of the one path are points of the grid.
void search(const SizePlan& plan, PointProber& prober, SizeReport& report) {
    const SmallestSetup setup{plan.points(), plan.is_exhaustive, plan.most_probes};
    const Smallest found =
        find_smallest(setup, [&](const auto& places) { return prober.probe(places); });
    report.is_monotone = found.is_monotone;
    report.is_cut = found.is_cut;
    report.is_complete = found.is_complete;
}

void try_all(const SizePlan& plan, PointProber& prober, SizeReport& report) {
    std::vector<std::int64_t> points(static_cast<std::size_t>(plan.points()));
    std::iota(points.begin(), points.end(), std::int64_t{0});
    report.is_complete = prober.probe(points).has_value();
}

// The points that hold and that no other one that holds beats.
std::vector<std::size_t> find_front(const std::vector<TriedPoint>& tried) {
    std::vector<std::size_t> holding;
    std::vector<std::vector<double>> costs;
    for (std::size_t i = 0; i < tried.size(); ++i) {
        if (!tried[i].holds)
            continue;
        holding.push_back(i);
        costs.push_back(tried[i].objectives);
    }
    std::vector<std::size_t> front;
    for (const std::size_t i : pareto_front(costs))
        front.push_back(holding[i]);
    return front;
}

// A target that no point could tell is mostly a scope that is not there.
void warn_of_unmeasured(SizeReport& report) {
    for (std::size_t t = 0; t < report.plan.targets.size(); ++t) {
        const bool is_measured = std::any_of(
            report.tried.begin(), report.tried.end(),
            [&](const TriedPoint& point) { return point.targets[t].found.has_value(); });
        if (is_measured || report.tried.empty())
            continue;
        const scenario::Assertion& target = report.plan.targets[t];
        report.warnings.push_back(target.metric + " " + target.wanted +
                                  " was measured nowhere, so it holds nowhere: this scenario has "
                                  "no " +
                                  target.claim.condition.metric.full_name());
    }
}

}  // namespace

expected<SizeReport, LoadFailure> run_size(const WhatIf& base,
                                           const SizePlan& plan,
                                           const StudyControl& control) {
    const auto scenario = base.scenario();
    if (!scenario)
        return unexpected(LoadFailure{LoadFailure::Cause::kScenario, scenario.error()});
    SizeReport report;
    report.plan = plan;
    report.scenario = scenario->name;
    report.origin = report::describe_origin(*scenario, base.options());
    PointProber prober(base, plan, control);
    plan.is_search ? search(plan, prober, report) : try_all(plan, prober, report);
    if (prober.failure())
        return unexpected(*prober.failure());
    report.metrics = prober.metrics();
    for (const auto& [point, tried] : prober.tried())
        report.tried.push_back(tried);
    report.front = find_front(report.tried);
    if (plan.is_search && !report.front.empty())
        report.answer = report.front.front();
    report.warnings = plan.notes;
    report.warnings.insert(report.warnings.end(), prober.warnings().begin(),
                           prober.warnings().end());
    warn_of_unmeasured(report);
    return report;
}

const TriedPoint* SizeReport::find(std::int64_t point) const {
    const auto found = std::find_if(tried.begin(), tried.end(),
                                    [&](const TriedPoint& one) { return one.point == point; });
    return found == tried.end() ? nullptr : &*found;
}

std::string SizeReport::point_text(std::int64_t point) const {
    const std::vector<std::int64_t> places = plan.places(point);
    std::string text;
    for (std::size_t i = 0; i < places.size(); ++i)
        text +=
            (i == 0 ? "" : ", ") + plan.paths[i].path + " = " + plan.paths[i].range.text(places[i]);
    return text;
}

std::vector<std::string_view> statistic_names(const SizePlan& plan) {
    if (plan.trials == 0)
        return {"value"};
    const auto names = statistic_names();
    return {names.begin(), names.end()};
}

}  // namespace headroom::study
