#include "src/study/montecarlo/sensitivity.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace headroom::study {
namespace {

constexpr double kLowQuantile = 0.1;
constexpr double kHighQuantile = 0.9;

// From 1; equal values share the mean of their ranks; NaN has none.
std::vector<double> ranks_of(std::span<const double> values) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!std::isnan(values[i]))
            order.push_back(i);
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> ranks(values.size(), kNoValue);
    for (std::size_t begin = 0; begin < order.size();) {
        std::size_t end = begin + 1;
        while (end < order.size() && values[order[end]] == values[order[begin]])
            ++end;
        for (std::size_t i = begin; i < end; ++i)
            ranks[order[i]] = static_cast<double>(begin + 1 + end) / 2;
        begin = end;
    }
    return ranks;
}

// Of pairs without NaN.
double pearson(std::span<const double> a, std::span<const double> b) {
    double n = 0, mean_a = 0, mean_b = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (std::isnan(a[i]) || std::isnan(b[i]))
            continue;
        n += 1;
        mean_a += (a[i] - mean_a) / n;
        mean_b += (b[i] - mean_b) / n;
    }
    double products = 0, squares_a = 0, squares_b = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (std::isnan(a[i]) || std::isnan(b[i]))
            continue;
        products += (a[i] - mean_a) * (b[i] - mean_b);
        squares_a += (a[i] - mean_a) * (a[i] - mean_a);
        squares_b += (b[i] - mean_b) * (b[i] - mean_b);
    }
    return squares_a > 0 && squares_b > 0 ? products / std::sqrt(squares_a * squares_b) : kNoValue;
}

bool has_gap(std::span<const double> values) {
    return std::any_of(values.begin(), values.end(),
                       [](double value) { return std::isnan(value); });
}

double value_in(const sim::Metrics& metrics, const sim::Metric& wanted) {
    for (const sim::Metric& metric : metrics)
        if (metric.name == wanted.name && metric.scope == wanted.scope)
            return metric.value;
    return kNoValue;
}

double factor_in(const WhatIf& what_if, const std::string& path) {
    const auto scenario = what_if.scenario();
    if (scenario)
        for (const auto& [name, value] : scenario->factors)
            if (name == path)
                return value;
    return kNoValue;
}

std::vector<double> values_of(const sim::Metrics& base, const sim::Metrics& metrics) {
    std::vector<double> values;
    for (const sim::Metric& metric : base)
        values.push_back(value_in(metrics, metric));
    return values;
}

}  // namespace

double rank_correlation(std::span<const double> a, std::span<const double> b) {
    if (!has_gap(a) && !has_gap(b))
        return pearson(ranks_of(a), ranks_of(b));
    // Ranks are those among the pairs that are whole.
    std::vector<double> whole_a, whole_b;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (std::isnan(a[i]) || std::isnan(b[i]))
            continue;
        whole_a.push_back(a[i]);
        whole_b.push_back(b[i]);
    }
    return pearson(ranks_of(whole_a), ranks_of(whole_b));
}

std::vector<std::vector<double>> rank_correlations(const TrialTable& trials) {
    std::vector<std::vector<double>> columns, ranks, result;
    for (std::size_t m = 0; m < trials.metrics.size(); ++m) {
        columns.push_back(trials.metric(m));
        ranks.push_back(ranks_of(columns.back()));
    }
    for (std::size_t f = 0; f < trials.factors.size(); ++f) {
        const std::vector<double> factor = trials.factor(f);
        const std::vector<double> factor_ranks = ranks_of(factor);
        std::vector<double>& row = result.emplace_back();
        for (std::size_t m = 0; m < columns.size(); ++m)
            row.push_back(has_gap(columns[m]) || has_gap(factor)
                              ? rank_correlation(factor, columns[m])
                              : pearson(factor_ranks, ranks[m]));
    }
    return result;
}

expected<Tornado, LoadFailure> run_tornado(const WhatIf& what_if, const StudyControl& control) {
    const auto scenario = what_if.scenario();
    if (!scenario)
        return unexpected(LoadFailure{LoadFailure::Cause::kScenario, scenario.error()});
    std::vector<WhatIf> runs{what_if};
    for (const auto& [path, value] : scenario->factors)
        for (const double quantile : {kLowQuantile, kHighQuantile})
            runs.push_back(what_if.with_factor_at(path, quantile));
    std::vector<std::optional<expected<Measurement, LoadFailure>>> found(runs.size());
    run_tasks(runs.size(), control, [&](std::size_t i) {
        found[i] = runs[i].measure(std::nullopt, control.stop);
        return found[i]->has_value() && (*found[i])->is_complete;
    });
    Tornado tornado;
    for (const auto& one : found) {
        if (one && !one->has_value())
            return unexpected(one->error());
        tornado.is_complete = tornado.is_complete && one && (*one)->is_complete;
    }
    if (!tornado.is_complete)
        return tornado;
    tornado.base = (*found[0])->metrics;
    for (std::size_t f = 0; f < scenario->factors.size(); ++f) {
        const std::string& path = scenario->factors[f].first;
        const std::size_t low = 1 + 2 * f, high = low + 1;
        tornado.bars.push_back({path, factor_in(runs[low], path), factor_in(runs[high], path),
                                values_of(tornado.base, (*found[low])->metrics),
                                values_of(tornado.base, (*found[high])->metrics)});
    }
    return tornado;
}

}  // namespace headroom::study
