#include "src/study/size/probe_points.hpp"

#include <algorithm>
#include <utility>

#include "src/study/evaluate/replicate.hpp"
#include "src/study/size/judge_point.hpp"

namespace headroom::study {
namespace {

// So many simulations are held at once, each as its few values.
constexpr std::size_t kMostTasks = 100'000;

// What a search of one path usually takes, for a bar that moves.
constexpr std::size_t kUsualProbes = 24;

}  // namespace

// The tasks of some points: every trial of each.
struct PointProber::Batch {
    struct Outcome {
        bool is_done = false;
        std::vector<double> values;  // [metric]
        std::optional<LoadFailure> failure;
        std::vector<std::string> warnings;
    };
    std::vector<std::int64_t> points;
    std::vector<WhatIf> what_ifs;   // [point]
    std::vector<Outcome> outcomes;  // [trial][point], so that the first trials of all come first
};

PointProber::PointProber(const WhatIf& base, const SizePlan& plan, const StudyControl& control)
    : base_(base), plan_(plan), control_(control), metrics_(metrics_of(plan)) {}

std::optional<std::vector<bool>> PointProber::probe(const std::vector<std::int64_t>& points) {
    std::vector<std::int64_t> fresh;
    for (const std::int64_t point : points)
        if (!tried_.contains(point))
            fresh.push_back(point);
    const std::size_t trials = std::max<std::size_t>(1, plan_.trials);
    const std::size_t width = std::max<std::size_t>(1, kMostTasks / trials);
    for (std::size_t first = 0; first < fresh.size(); first += width) {
        const auto begin = fresh.begin() + static_cast<std::ptrdiff_t>(first);
        const auto end =
            fresh.begin() + static_cast<std::ptrdiff_t>(std::min(first + width, fresh.size()));
        if (!probe_batch({begin, end}))
            return std::nullopt;
    }
    std::vector<bool> holds;
    for (const std::int64_t point : points)
        holds.push_back(tried_.at(point).holds);
    return holds;
}

bool PointProber::probe_batch(const std::vector<std::int64_t>& points) {
    Batch batch;
    batch.points = points;
    for (const std::int64_t point : points)
        batch.what_ifs.push_back(at_point(base_, plan_, point));
    const std::size_t trials = std::max<std::size_t>(1, plan_.trials);
    batch.outcomes.resize(points.size() * trials);
    const std::size_t before = tried_.size() * trials;
    const std::size_t usual =
        plan_.is_search ? std::max(before + batch.outcomes.size() + 1, kUsualProbes * trials)
                        : static_cast<std::size_t>(plan_.points()) * trials;
    StudyControl control = control_;
    control.on_progress = [&](const StudyProgress& done) {
        if (control_.on_progress)
            control_.on_progress({before + done.done, usual});
    };
    run_tasks(batch.outcomes.size(), control, [&](std::size_t task) {
        bool is_done = false;
        run_task(batch, task, is_done);
        return is_done;
    });
    keep(batch);
    return !failure_ && tried_.size() * trials == before + batch.outcomes.size();
}

void PointProber::run_task(Batch& batch, std::size_t task, bool& is_done) {
    const std::size_t width = batch.points.size();
    const auto trial =
        plan_.trials == 0 ? std::nullopt : std::optional(static_cast<Trial>(task / width));
    Batch::Outcome& outcome = batch.outcomes[task];
    auto measured = batch.what_ifs[task % width].measure(trial, control_.stop);
    if (!measured) {
        outcome.failure = std::move(measured.error());
        return;
    }
    if (!measured->is_complete)
        return;
    for (const scenario::MetricName& metric : metrics_)
        outcome.values.push_back(find_value(measured->metrics, metric).value_or(kNoValue));
    if (task < width)
        outcome.warnings = std::move(measured->warnings);
    outcome.is_done = is_done = true;
}

// Points of which every trial is there; the first failure in the order of the points.
void PointProber::keep(Batch& batch) {
    const std::size_t width = batch.points.size();
    for (std::size_t p = 0; p < width; ++p) {
        std::vector<std::vector<double>> values(metrics_.size());
        bool is_whole = true;
        for (std::size_t task = p; task < batch.outcomes.size(); task += width) {
            Batch::Outcome& outcome = batch.outcomes[task];
            if (outcome.failure && !failure_) {
                failure_ = std::move(outcome.failure);
                for (Diagnostic& problem : failure_->problems)
                    problem.problem += " (at " + batch.what_ifs[p].label() + ")";
            }
            is_whole = is_whole && outcome.is_done;
            for (std::size_t m = 0; m < outcome.values.size(); ++m)
                values[m].push_back(outcome.values[m]);
        }
        if (!is_whole)
            continue;
        if (tried_.empty())
            warnings_ = std::move(batch.outcomes[p].warnings);
        tried_.emplace(batch.points[p],
                       judge_point(plan_, metrics_, batch.points[p], std::move(values)));
    }
}

}  // namespace headroom::study
