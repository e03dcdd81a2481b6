#include "src/study/check/compare_baseline.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <optional>

#include "sim/base/statistics.hpp"
#include "src/core/table/number_text.hpp"
#include "src/core/text/glob.hpp"
#include "src/study/check/value_text.hpp"

namespace headroom::study {
namespace {

// Whether two values are the same by the rule of their metric, and what the rule is.
struct Judgement {
    bool is_same = true;
    std::string rule;
};

bool are_equal(double a, double b) {
    return a == b || (std::isnan(a) && std::isnan(b));
}

Judgement judge_relative(double value, double golden, double tolerance) {
    const double size = std::max(std::fabs(value), std::fabs(golden));
    const bool is_near = std::isfinite(size) && std::fabs(value - golden) <= tolerance * size;
    std::string share;
    report::append_shortest(share, tolerance);
    return {are_equal(value, golden) || is_near, "tolerance " + share + " of the value"};
}

// The degrees of freedom of Welch and Satterthwaite, held where the t-distribution is the normal.
double welch_freedom(double variance, double trials, double other_variance, double other_trials) {
    constexpr double kAsNormal = 1e6;
    if (trials < 2 || other_trials < 2)
        return kAsNormal;
    const double sum = variance + other_variance;
    const double freedom =
        sum * sum /
        (variance * variance / (trials - 1) + other_variance * other_variance / (other_trials - 1));
    return std::clamp(freedom, 1.0, kAsNormal);
}

struct Comparison {
    const Baseline& baseline;
    const CheckedScenario& measured;
    const BaselineLimits& limits;

    [[nodiscard]] Judgement judge(const BaselineMetric& golden, const MeasuredMetric& metric) const;
    [[nodiscard]] CheckedClaim claim_of(const BaselineMetric& golden,
                                        const MeasuredMetric& metric) const;
    [[nodiscard]] CheckedClaim gone(const BaselineMetric& golden) const;
    [[nodiscard]] CheckedClaim appeared(const MeasuredMetric& metric) const;

private:
    [[nodiscard]] std::optional<double> stated_tolerance(const std::string& name) const;
    [[nodiscard]] Judgement judge_sampled(const BaselineMetric& golden,
                                          const MeasuredMetric& metric) const;
    [[nodiscard]] CheckedClaim new_claim(const std::string& metric, const std::string& unit) const;
};

std::optional<double> Comparison::stated_tolerance(const std::string& name) const {
    for (const BaselineTolerance& tolerance : baseline.tolerances)
        if (matches_glob(tolerance.pattern, name))
            return tolerance.relative;
    return std::nullopt;
}

Judgement Comparison::judge_sampled(const BaselineMetric& golden,
                                    const MeasuredMetric& metric) const {
    const double golden_variance = *golden.standard_error * *golden.standard_error;
    const double variance = *metric.standard_error * *metric.standard_error;
    const double error = std::sqrt(golden_variance + variance);
    const double freedom = welch_freedom(golden_variance, static_cast<double>(baseline.trials),
                                         variance, static_cast<double>(measured.trials));
    const double limit = student_t_quantile(1 - limits.significance / 2, freedom);
    const double distance = std::fabs(metric.value - golden.value) / error;
    return {distance <= limit, report::fixed_text(distance, 1) +
                                   " standard errors of the difference, limit " +
                                   report::fixed_text(limit, 1)};
}

Judgement Comparison::judge(const BaselineMetric& golden, const MeasuredMetric& metric) const {
    if (const auto tolerance = stated_tolerance(golden.name))
        return judge_relative(metric.value, golden.value, *tolerance);
    const double error = golden.standard_error.value_or(0) + metric.standard_error.value_or(0);
    if (golden.standard_error && metric.standard_error && error > 0)
        return judge_sampled(golden, metric);
    if (is_counter(metric.name))
        return {are_equal(metric.value, golden.value), "a count is the same or not"};
    return judge_relative(metric.value, golden.value, limits.relative);
}

CheckedClaim Comparison::new_claim(const std::string& metric, const std::string& unit) const {
    CheckedClaim claim;
    claim.kind = ClaimKind::kBaseline;
    claim.metric = metric;
    claim.place = {measured.file, 0, 0};
    claim.unit = unit;
    return claim;
}

CheckedClaim Comparison::claim_of(const BaselineMetric& golden,
                                  const MeasuredMetric& metric) const {
    CheckedClaim claim = new_claim(golden.name, metric.unit);
    std::tie(claim.wanted, claim.found) = distinct_texts(golden.value, metric.value, metric.unit);
    claim.limit = golden.value;
    claim.value = metric.value;
    if (golden.unit != metric.unit) {
        claim.outcome = ClaimOutcome::kFails;
        claim.detail = "its unit was '" + golden.unit + "'; " + changes_since(baseline, measured);
        return claim;
    }
    const Judgement judgement = judge(golden, metric);
    if (judgement.is_same)
        return claim;
    claim.outcome = ClaimOutcome::kFails;
    claim.detail = distance_text(metric.value, golden.value, metric.unit) + " (" + judgement.rule +
                   "); " + changes_since(baseline, measured);
    return claim;
}

CheckedClaim Comparison::gone(const BaselineMetric& golden) const {
    CheckedClaim claim = new_claim(golden.name, golden.unit);
    claim.outcome = ClaimOutcome::kNotMeasured;
    claim.wanted = value_text(golden.value, golden.unit);
    claim.limit = golden.value;
    claim.detail = "the run no longer has this metric; " + changes_since(baseline, measured);
    return claim;
}

CheckedClaim Comparison::appeared(const MeasuredMetric& metric) const {
    CheckedClaim claim = new_claim(metric.full_name(), metric.unit);
    claim.level = ClaimLevel::kWarning;
    claim.outcome = ClaimOutcome::kFails;
    claim.found = value_text(metric.value, metric.unit);
    claim.value = metric.value;
    claim.detail = "is not in the baseline; --update-baseline takes it in";
    return claim;
}

CheckedClaim missing_baseline(const CheckedScenario& measured, const std::string& file) {
    CheckedClaim claim;
    claim.kind = ClaimKind::kBaseline;
    claim.outcome = ClaimOutcome::kFails;
    claim.metric = "every metric";
    claim.found = "no baseline";
    claim.detail = "there is no " + file + "; --update-baseline writes it";
    claim.place = {measured.file, 0, 0};
    return claim;
}

}  // namespace

bool is_counter(std::string_view metric) {
    const sim::MetricDescription* const known = sim::find_description(metric);
    return known != nullptr && known->kind == sim::MetricKind::kCount;
}

std::vector<CheckedClaim> compare_baseline(const Baseline& baseline,
                                           const CheckedScenario& measured,
                                           const BaselineLimits& limits) {
    const Comparison comparison{baseline, measured, limits};
    std::map<std::string, const BaselineMetric*> golden;
    for (const BaselineMetric& metric : baseline.metrics)
        golden.emplace(metric.name, &metric);
    std::vector<CheckedClaim> claims;
    for (const MeasuredMetric& metric : measured.metrics) {
        const auto at = golden.find(metric.full_name());
        if (at == golden.end()) {
            claims.push_back(comparison.appeared(metric));
            continue;
        }
        claims.push_back(comparison.claim_of(*at->second, metric));
        golden.erase(at);
    }
    for (const BaselineMetric& metric : baseline.metrics)
        if (golden.contains(metric.name))
            claims.push_back(comparison.gone(metric));
    return claims;
}

expected<std::vector<CheckedClaim>, Diagnostics> check_baseline(const std::string& folder,
                                                                const CheckedScenario& measured,
                                                                const BaselineLimits& limits) {
    if (has_error(measured.problems))
        return std::vector<CheckedClaim>{};
    const std::filesystem::path file =
        std::filesystem::path(folder) / baseline_name(measured.file, measured.variant);
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored))
        return std::vector<CheckedClaim>{missing_baseline(measured, file.string())};
    const auto baseline = read_baseline(file.string());
    if (!baseline)
        return unexpected(baseline.error());
    return compare_baseline(*baseline, measured, limits);
}

}  // namespace headroom::study
