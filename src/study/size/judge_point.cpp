#include "src/study/size/judge_point.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "src/study/check/check_claims.hpp"
#include "src/study/evaluate/replicate.hpp"

namespace headroom::study {
namespace {

using scenario::Condition;
using scenario::MetricName;
using scenario::Relation;

bool is_same(const MetricName& a, const MetricName& b) {
    return a.name == b.name && a.scope == b.scope;
}

// How far beyond the limit: the larger the worse; what is not measured is the worst.
double excess(double value, const Condition& condition) {
    if (std::isnan(value))
        return std::numeric_limits<double>::infinity();
    switch (condition.relation) {
        case Relation::kLess:
        case Relation::kAtMost:
            return value - condition.limit;
        case Relation::kAtLeast:
        case Relation::kGreater:
            return condition.limit - value;
        case Relation::kEqual:
            return std::fabs(value - condition.limit);
        case Relation::kNotEqual:
            return value == condition.limit ? 1 : 0;
    }
    return 0;
}

// The fewest trials that are this share of them.
std::size_t least_trials(double share, std::size_t trials) {
    const double least = std::ceil(share * static_cast<double>(trials) - 1e-9);
    return std::min(trials, static_cast<std::size_t>(std::max(1.0, least)));
}

class Judge {
public:
    Judge(const SizePlan& plan,
          const std::vector<MetricName>& metrics,
          const std::vector<std::vector<double>>& values)
        : plan_(plan), metrics_(metrics), values_(values), good_(values.front().size(), true) {}

    void judge(TriedPoint& point) {
        point.holds = true;
        bool has_trial_targets = false;
        for (const scenario::Assertion& target : plan_.targets) {
            const bool needs_trials = target.claim.needs_trials();
            has_trial_targets = has_trial_targets || !needs_trials;
            point.targets.push_back(needs_trials ? judge_sample(target) : judge_trials(target));
            point.holds = point.holds && (!needs_trials || point.targets.back().holds);
        }
        const auto successes =
            static_cast<std::size_t>(std::count(good_.begin(), good_.end(), true));
        const std::size_t wanted =
            plan_.trials == 0 ? 1 : least_trials(plan_.confidence, good_.size());
        if (has_trial_targets)
            point.holds = point.holds && successes >= wanted;
        if (has_trial_targets && plan_.trials > 0)
            point.share = make_share(successes, good_.size());
    }

private:
    [[nodiscard]] const std::vector<double>& values_of(const MetricName& metric) const {
        const auto found =
            std::find_if(metrics_.begin(), metrics_.end(),
                         [&](const MetricName& one) { return is_same(one, metric); });
        return values_[static_cast<std::size_t>(found - metrics_.begin())];
    }

    // A target that each trial can tell.
    JudgedTarget judge_trials(const scenario::Assertion& target) {
        const Condition& condition = target.claim.condition;
        const std::vector<double>& values = values_of(condition.metric);
        JudgedTarget judged;
        for (std::size_t trial = 0; trial < values.size(); ++trial) {
            const bool holds = scenario::holds(values[trial], condition.relation, condition.limit);
            judged.missed += holds && !std::isnan(values[trial]) ? 0 : 1;
            good_[trial] = good_[trial] && holds && !std::isnan(values[trial]);
        }
        std::vector<double> sorted = values;
        std::stable_sort(sorted.begin(), sorted.end(), [&](double a, double b) {
            return excess(a, condition) < excess(b, condition);
        });
        const std::size_t wanted =
            plan_.trials == 0 ? 1 : least_trials(plan_.confidence, values.size());
        judged.holds = values.size() - judged.missed >= wanted;
        if (!std::isnan(sorted[wanted - 1]))
            judged.found = sorted[wanted - 1];
        return judged;
    }

    // A target that only all trials together can tell, judged as `check` does.
    [[nodiscard]] JudgedTarget judge_sample(const scenario::Assertion& target) const {
        const MetricName& metric = target.claim.condition.metric;
        Replications trials;
        trials.trials = good_.size();
        trials.metrics.push_back({metric.name, metric.scope, 0, metric.unit});
        trials.values.push_back(values_of(metric));
        const CheckedClaim claim = check_claims({target}, {{}, &trials}).front();
        return {claim.outcome == ClaimOutcome::kHolds, claim.value, 0};
    }

    const SizePlan& plan_;
    const std::vector<MetricName>& metrics_;
    const std::vector<std::vector<double>>& values_;
    std::vector<bool> good_;  // [trial]: every target that a trial can tell holds
};

double objective_value(const Objective& objective,
                       const SizePlan& plan,
                       const TriedPoint& point,
                       const std::vector<MetricName>& metrics,
                       const std::vector<std::vector<double>>& values) {
    if (objective.path)
        return plan.paths[*objective.path].range.value(plan.places(point.point)[*objective.path]);
    const std::string& name = objective.metric.statistic;
    for (std::size_t i = 0; i < metrics.size(); ++i)
        if (is_same(metrics[i], objective.metric))
            return statistic(values[i], name.empty() ? "mean" : name).value_or(kNoValue);
    return kNoValue;
}

}  // namespace

std::vector<MetricName> metrics_of(const SizePlan& plan) {
    std::vector<MetricName> metrics;
    const auto add = [&](MetricName metric) {
        metric.statistic.clear();
        if (std::none_of(metrics.begin(), metrics.end(),
                         [&](const MetricName& one) { return is_same(one, metric); }))
            metrics.push_back(std::move(metric));
    };
    for (const scenario::Assertion& target : plan.targets)
        add(target.claim.condition.metric);
    for (const Objective& objective : plan.objectives)
        if (!objective.path)
            add(objective.metric);
    return metrics;
}

TriedPoint judge_point(const SizePlan& plan,
                       const std::vector<MetricName>& metrics,
                       std::int64_t point,
                       std::vector<std::vector<double>> values) {
    TriedPoint tried;
    tried.point = point;
    Judge(plan, metrics, values).judge(tried);
    for (const Objective& objective : plan.objectives)
        tried.objectives.push_back(objective_value(objective, plan, tried, metrics, values));
    for (const std::vector<double>& one : values) {
        tried.statistics.emplace_back();
        for (const std::string_view name : statistic_names(plan))
            tried.statistics.back().push_back(
                name == "value" ? one.front() : statistic(one, name).value_or(kNoValue));
    }
    return tried;
}

bool TriedPoint::is_within_noise(double confidence) const {
    return share && share->interval.low < confidence && confidence < share->interval.high;
}

}  // namespace headroom::study
