#include "src/study/check/check_claims.hpp"

#include <algorithm>
#include <cmath>

#include "src/core/table/number_text.hpp"
#include "src/study/check/value_text.hpp"
#include "src/study/evaluate/sample.hpp"
#include "src/study/headroom/targets.hpp"

namespace headroom::study {
namespace {

using scenario::Assertion;
using scenario::MetricName;

// Trials in which nothing was measured: every job was rejected, or there was none.
std::size_t unmeasured_trials(const std::vector<double>& values, const Evidence& evidence) {
    return evidence.trials == nullptr ? 0 : evidence.trials->trials - values.size();
}

// The values of the trials that have one.
std::vector<double> values_of(const MetricName& metric, const Evidence& evidence) {
    const std::vector<double>* all =
        evidence.trials == nullptr ? nullptr : evidence.trials->find(metric.name, metric.scope);
    std::vector<double> values;
    if (all != nullptr)
        std::copy_if(all->begin(), all->end(), std::back_inserter(values),
                     [](double value) { return !std::isnan(value); });
    return values;
}

std::string trials_text(std::size_t trials) {
    return report::group_thousands(static_cast<std::int64_t>(trials)) +
           (trials == 1 ? " trial" : " trials");
}

bool is_in_percent(const CheckedClaim& claim) {
    return claim.unit.empty() && claim.wanted.ends_with('%');
}

class Checking {
public:
    explicit Checking(const Evidence& evidence) : evidence_(evidence) {}

    CheckedClaim check(const Assertion& assertion) const {
        CheckedClaim claim;
        claim.level = assertion.level == scenario::AssertionLevel::kError ? ClaimLevel::kError
                                                                          : ClaimLevel::kWarning;
        claim.metric = assertion.metric;
        claim.wanted = assertion.wanted;
        claim.reason = assertion.reason;
        claim.place = assertion.place;
        if (assertion.claim.probability)
            check_probability(assertion.claim, claim);
        else
            check_value(assertion.claim.condition, claim);
        return claim;
    }

private:
    void check_value(const scenario::Condition& condition, CheckedClaim& claim) const {
        const MetricName& metric = condition.metric;
        claim.unit = metric.unit;
        claim.limit = condition.limit;
        if (!metric.statistic.empty() && lacks_trials(metric, claim))
            return;
        claim.value = metric.statistic.empty()
                          ? find_value(evidence_.metrics, metric)
                          : statistic(values_of(metric, evidence_), metric.statistic);
        if (!claim.value)
            return not_measured(metric, claim);
        decide(*claim.value, condition.relation, condition.limit, claim);
        // A share is shown as its author writes it.
        claim.found = is_in_percent(claim) ? report::percent_text(*claim.value)
                                           : value_text(*claim.value, claim.unit);
        claim.detail = claim.outcome == ClaimOutcome::kHolds
                           ? ""
                           : distance_text(*claim.value, condition.limit, claim.unit);
        if (!metric.statistic.empty())
            add_detail(trials_detail(metric), claim);
    }

    void check_probability(const scenario::Claim& wanted, CheckedClaim& claim) const {
        const scenario::Condition& condition = wanted.condition;
        const std::vector<double> values = values_of(condition.metric, evidence_);
        claim.limit = wanted.probability->share;
        if (values.empty())
            return not_measured(condition.metric, claim);
        if (lacks_trials(condition.metric, claim))
            return;
        const auto successes =
            static_cast<std::size_t>(std::count_if(values.begin(), values.end(), [&](double value) {
                return scenario::holds(value, condition.relation, condition.limit);
            }));
        const Share share = make_share(successes, values.size());
        claim.value = share.value();
        decide(share.value(), wanted.probability->relation, wanted.probability->share, claim);
        claim.found = report::percent_text(share.value());
        claim.detail = report::group_thousands(static_cast<std::int64_t>(successes)) + " of " +
                       trials_text(values.size()) + "; with 95 % confidence between " +
                       report::percent_text(share.interval.low) + " and " +
                       report::percent_text(share.interval.high);
    }

    // What was left out could be the worst of them, so nothing is said of the others.
    bool lacks_trials(const MetricName& metric, CheckedClaim& claim) const {
        const std::vector<double> values = values_of(metric, evidence_);
        const std::size_t missing = unmeasured_trials(values, evidence_);
        if (values.empty() || missing == 0)
            return false;
        claim.outcome = ClaimOutcome::kNotMeasured;
        claim.detail = "in " + report::group_thousands(static_cast<std::int64_t>(missing)) +
                       " of " + trials_text(evidence_.trials->trials) + " there is no " +
                       metric.name;
        return true;
    }

    static void decide(double value,
                       scenario::Relation relation,
                       double limit,
                       CheckedClaim& claim) {
        claim.outcome =
            scenario::holds(value, relation, limit) ? ClaimOutcome::kHolds : ClaimOutcome::kFails;
    }

    static void add_detail(const std::string& text, CheckedClaim& claim) {
        claim.detail += (claim.detail.empty() ? "" : "; ") + text;
    }

    [[nodiscard]] std::string trials_detail(const MetricName& metric) const {
        const std::vector<double> values = values_of(metric, evidence_);
        const double error = statistic(values, "stderr").value_or(0);
        const bool is_mean = metric.statistic == "mean" && values.size() > 1;
        return trials_text(values.size()) +
               (is_mean ? ", standard error " + value_text(error, metric.unit) : "");
    }

    // Trials that were asked for and not run are a choice of the user's; else the name is wrong.
    void not_measured(const MetricName& metric, CheckedClaim& claim) const {
        claim.outcome = ClaimOutcome::kNotMeasured;
        const bool has_name = std::any_of(evidence_.metrics.begin(), evidence_.metrics.end(),
                                          [&](const auto& one) { return one.name == metric.name; });
        if (has_name && !metric.scope.empty())
            claim.detail = "nothing was measured of [" + metric.scope + "]";
        else
            claim.detail = "this scenario has no " + metric.name;
    }

    const Evidence& evidence_;
};

}  // namespace

std::vector<CheckedClaim> check_claims(const std::vector<Assertion>& assertions,
                                       const Evidence& evidence) {
    const Checking checking(evidence);
    std::vector<CheckedClaim> claims;
    for (const Assertion& assertion : assertions)
        claims.push_back(checking.check(assertion));
    return claims;
}

std::vector<MeasuredMetric> list_measured(const std::vector<Assertion>& assertions,
                                          const Evidence& evidence) {
    std::vector<MeasuredMetric> measured;
    for (const sim::Metric& metric : evidence.metrics)
        measured.push_back({metric.name, metric.scope, "", metric.value, metric.unit, {}});
    for (const Assertion& assertion : assertions) {
        const MetricName& metric = assertion.claim.condition.metric;
        const std::vector<double> values = values_of(metric, evidence);
        const std::string name = metric.statistic.empty() ? "mean" : metric.statistic;
        const auto value = statistic(values, name);
        if (!assertion.claim.needs_trials() || !value)
            continue;
        MeasuredMetric one{metric.name, metric.scope, name, *value, metric.unit, {}};
        if (name == "mean" && values.size() > 1)
            one.standard_error = statistic(values, "stderr");
        const bool is_known = std::any_of(measured.begin(), measured.end(), [&](const auto& other) {
            return other.full_name() == one.full_name();
        });
        if (!is_known)
            measured.push_back(std::move(one));
    }
    return measured;
}

}  // namespace headroom::study
