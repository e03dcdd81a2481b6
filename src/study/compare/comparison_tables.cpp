#include "src/study/compare/comparison_tables.hpp"

#include <cmath>

#include "sim/base/units.hpp"
#include "src/core/table/number_text.hpp"
#include "src/study/check/value_text.hpp"

namespace headroom::study {
namespace {

constexpr const char* kNothing = "-";

constexpr const char* kDate = "date";  // seconds since 1970

std::string text_of(double value, const std::string& unit) {
    if (unit == kDate && std::isfinite(value))
        return format_instant(Instant{std::llround(value * 1e6)}).substr(0, 10);
    return std::isfinite(value) ? value_text(value, unit) : kNothing;
}

std::string signed_text(double value, const std::string& unit) {
    if (!std::isfinite(value))
        return kNothing;
    if (unit == kDate)
        return signed_text(value, "s");
    return value == 0 ? value_text(0, unit)
                      : (value < 0 ? "-" : "+") + value_text(std::fabs(value), unit);
}

// "+23 %", "× 12.5" where percents would be thousands.
std::string relative_text(double relative) {
    if (relative >= 10)
        return "× " + report::fixed_text(1 + relative, 1);
    const double percent = 100 * relative;
    const int digits = std::fabs(percent) >= 10 ? 0 : 1;
    return (relative < 0 ? "" : "+") + report::fixed_text(percent, digits) + " %";
}

std::string with_half_width(const std::string& text, double half_width, const std::string& unit) {
    return std::isfinite(half_width) && half_width > 0 ? text + " ± " + value_text(half_width, unit)
                                                       : text;
}

PageCell plain_difference(const ComparedMetric& metric, std::size_t i) {
    const double difference = metric.difference(i);
    if (std::isnan(difference))
        return {kNothing};
    const Verdict verdict = judge(difference, metric.better);
    if (verdict == Verdict::kSame)
        return {"same"};
    std::string text = signed_text(difference, metric.unit);
    if (const auto relative = metric.relative(i); relative && metric.unit != kDate)
        text += ", " + relative_text(*relative);
    const std::string_view name = verdict_name(verdict);
    return {name.empty() ? text : text + ", " + std::string(name), verdict};
}

// Better or worse only where the interval leaves no doubt.
PageCell paired_difference(const PairedDifference& paired, const ComparedMetric& metric) {
    const Estimate& difference = paired.difference;
    if (difference.n == 0)
        return {kNothing};
    if (difference.mean == 0 && difference.half_width == 0)
        return {"same"};
    std::string text = with_half_width(signed_text(difference.mean, metric.unit),
                                       difference.half_width, metric.unit);
    const Verdict verdict = judge(difference.mean, metric.better);
    const bool is_sure = std::fabs(difference.mean) > difference.half_width;
    if (verdict == Verdict::kDifferent)
        return {text};
    if (!is_sure)
        return {text + ", unclear"};
    return {text + ", " + std::string(verdict_name(verdict)), verdict};
}

std::string better_text(const PairedDifference& paired) {
    if (!paired.better || paired.better->ties == paired.better->n)
        return kNothing;
    const auto percent = [](double share) {
        return report::fixed_text(100 * share, 0);
    };
    const BetterShare& better = *paired.better;
    return percent(better.share) + " % (" + percent(better.interval.low) + "-" +
           percent(better.interval.high) + ")";
}

std::string narrowing_text(const PairedDifference& paired) {
    const auto narrowing = paired.narrowing();
    if (!narrowing)
        return kNothing;
    return std::isfinite(*narrowing) ? report::fixed_text(*narrowing, 1) + " ×" : "exact";
}

}  // namespace

std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i)
        text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
    return text;
}

PageTable plain_table(const Comparison& comparison, const ComparisonView& view) {
    PageTable table{{"Metric"}, {}, 1, 2, 2};
    for (std::size_t i = 0; i < comparison.alternatives.size(); ++i) {
        table.heading.push_back(comparison.alternatives[i].label);
        if (i > 0)
            table.heading.emplace_back("difference");
    }
    for (const std::size_t place : view.metrics) {
        const ComparedMetric& metric = comparison.metrics[place];
        std::vector<PageCell> row{{metric.full_name()}};
        for (std::size_t i = 0; i < comparison.alternatives.size(); ++i) {
            row.push_back({text_of(metric.values[i], metric.unit)});
            if (i > 0)
                row.push_back(plain_difference(metric, i));
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

PageTable trials_table(const Comparison& comparison, const ComparisonView& view) {
    PageTable table{{"Metric", "", "mean", "difference", "P(better)", "pairing"}, {}, 2, 6, 1};
    for (const std::size_t place : view.metrics) {
        const ComparedMetric& metric = comparison.metrics[place];
        for (std::size_t i = 0; i < comparison.alternatives.size(); ++i) {
            const TrialFacts& facts = metric.trials[i];
            std::vector<PageCell> row{{i == 0 ? metric.full_name() : ""},
                                      {comparison.alternatives[i].label}};
            row.push_back({facts.estimate.n == 0
                               ? kNothing
                               : with_half_width(value_text(facts.estimate.mean, metric.unit),
                                                 facts.estimate.half_width, metric.unit)});
            if (facts.against_base) {
                row.push_back(paired_difference(*facts.against_base, metric));
                row.push_back({better_text(*facts.against_base)});
                row.push_back({narrowing_text(*facts.against_base)});
            }
            row.resize(table.heading.size());
            table.rows.push_back(std::move(row));
        }
    }
    return table;
}

PageTable regret_table(const Comparison& comparison, const ComparedMetric& metric) {
    PageTable table{{"Regret", "expected", "95 %", "worst"}, {}, 1, 4, 1};
    for (std::size_t i = 0; i < comparison.alternatives.size(); ++i) {
        const Regret& regret = metric.regret->regrets[i];
        table.rows.push_back({{comparison.alternatives[i].label},
                              {value_text(regret.expected, metric.unit)},
                              {value_text(regret.p95, metric.unit)},
                              {value_text(regret.worst, metric.unit)}});
    }
    return table;
}

}  // namespace headroom::study
