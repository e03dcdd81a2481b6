#include <numeric>

#include "src/study/compare/comparison_view.hpp"
#include "src/study/evaluate/points_builder.hpp"

namespace headroom::study {
namespace {

// The points of one metric of one alternative.
class Points {
public:
    Points(PointsBuilder& all, const ComparedMetric& metric)
        : all_(all), metric_(metric.full_name()), unit_(metric.unit) {}

    void add(std::string_view statistic, double value) {
        all_.add(metric_, statistic, value, unit_);
    }
    void add_pure(std::string_view statistic, double value) {
        all_.add(metric_, statistic, value, "");
    }

private:
    PointsBuilder& all_;
    std::string metric_, unit_;
};

void add_difference(Points& points, const PairedDifference& paired) {
    const Interval interval = paired.difference.interval();
    points.add("difference", paired.difference.mean);
    points.add("difference_low", interval.low);
    points.add("difference_high", interval.high);
    if (const auto narrowing = paired.narrowing())
        points.add_pure("narrowing", *narrowing);
    if (!paired.better || paired.better->n == 0)
        return;
    points.add_pure("p_better", paired.better->share);
    points.add_pure("p_better_low", paired.better->interval.low);
    points.add_pure("p_better_high", paired.better->interval.high);
}

void add_trials(Points& points, const ComparedMetric& metric, std::size_t i) {
    const TrialFacts& facts = metric.trials[i];
    if (facts.estimate.n == 0)
        return;
    points.add("mean", facts.estimate.mean);
    points.add("mean_low", facts.estimate.interval().low);
    points.add("mean_high", facts.estimate.interval().high);
    points.add("stderr", facts.standard_error.value_or(kNoValue));
    for (const auto& [name, value] : facts.percentiles)
        points.add(name, value);
    if (facts.against_base && facts.against_base->difference.n > 0)
        add_difference(points, *facts.against_base);
    if (!metric.regret)
        return;
    points.add("regret_mean", metric.regret->regrets[i].expected);
    points.add("regret_p95", metric.regret->regrets[i].p95);
    points.add("regret_worst", metric.regret->regrets[i].worst);
}

void add_plain(Points& points, const ComparedMetric& metric, std::size_t i) {
    points.add("value", metric.values[i]);
    if (i == 0)
        return;
    points.add("difference", metric.difference(i));
    points.add_pure("relative", metric.relative(i).value_or(kNoValue));
}

}  // namespace

ComparisonView view_all(const Comparison& comparison, std::string objective) {
    ComparisonView view;
    view.metrics.resize(comparison.metrics.size());
    std::iota(view.metrics.begin(), view.metrics.end(), std::size_t{0});
    view.objective = std::move(objective);
    return view;
}

report::Table points_table(const Comparison& comparison, const ComparisonView& view) {
    PointsBuilder all;
    for (std::size_t i = 0; i < comparison.alternatives.size(); ++i) {
        all.begin(comparison.alternatives[i].label, "");
        for (const std::size_t place : view.metrics) {
            const ComparedMetric& metric = comparison.metrics[place];
            Points points(all, metric);
            metric.trials.empty() ? add_plain(points, metric, i) : add_trials(points, metric, i);
        }
    }
    return all.build();
}

}  // namespace headroom::study
