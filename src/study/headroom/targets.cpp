#include "src/study/headroom/targets.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

namespace headroom::study {

namespace {

bool wants_more_demand(const scenario::Condition& condition) {
    const bool is_lower_bound = condition.relation == scenario::Relation::kAtLeast ||
                                condition.relation == scenario::Relation::kGreater;
    const sim::MetricDescription* metric = sim::find_description(condition.metric.name);
    const bool is_service = metric != nullptr && metric->better == sim::Better::kHigher &&
                            metric->kind == sim::MetricKind::kLevel;
    return is_lower_bound && !is_service;
}

}  // namespace

Targets find_targets(const scenario::Scenario& scenario) {
    Targets targets;
    std::copy_if(scenario.assertions.begin(), scenario.assertions.end(),
                 std::back_inserter(targets), [](const scenario::Assertion& assertion) {
                     return assertion.level == scenario::AssertionLevel::kError &&
                            !assertion.claim.needs_trials() &&
                            !wants_more_demand(assertion.claim.condition) &&
                            !assertion.claim.condition.metric.name.starts_with("headroom.");
                 });
    return targets;
}

std::optional<double> find_value(const sim::Metrics& metrics, const scenario::MetricName& metric) {
    const auto found = std::find_if(metrics.begin(), metrics.end(), [&](const sim::Metric& one) {
        return one.name == metric.name && one.scope == metric.scope;
    });
    return found == metrics.end() ? std::nullopt : std::optional(found->value);
}

const scenario::Assertion* find_missed(const Targets& targets, const sim::Metrics& metrics) {
    const auto missed = std::find_if(targets.begin(), targets.end(), [&](const auto& target) {
        const scenario::Condition& condition = target.claim.condition;
        const auto value = find_value(metrics, condition.metric);
        return !value || !scenario::holds(*value, condition.relation, condition.limit);
    });
    return missed == targets.end() ? nullptr : &*missed;
}

const scenario::Assertion* find_unmeasured(const Targets& targets, const sim::Metrics& metrics) {
    const auto found = std::find_if(targets.begin(), targets.end(), [&](const auto& target) {
        return !find_value(metrics, target.claim.condition.metric);
    });
    return found == targets.end() ? nullptr : &*found;
}

std::string limit_behind(const std::string& metric) {
    struct Family {
        std::string_view prefix;
        std::string_view limit;
    };
    static constexpr std::array<Family, 5> kFamilies{{
        {"power.", "power"},
        {"energy.", "power"},
        {"carbon.", "power"},
        {"water.", "cooling"},
        {"cost.", "money"},
    }};
    for (const Family& family : kFamilies)
        if (metric.starts_with(family.prefix))
            return std::string(family.limit);
    return "gpus";
}

}  // namespace headroom::study
