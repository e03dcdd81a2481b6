#include <optional>

#include "src/study/evaluate/points_builder.hpp"
#include "src/study/evaluate/replicate.hpp"
#include "src/study/search/decimal.hpp"
#include "src/study/sweep/sweep_outputs.hpp"

namespace headroom::study {
namespace {

// The values of a path as numbers, where all have the same unit.
struct AxisNumbers {
    std::vector<double> values;
    std::string unit;
};

std::optional<AxisNumbers> numbers_of(const SweepAxis& axis) {
    AxisNumbers numbers;
    for (const std::string& text : axis.values) {
        const auto number = parse_decimal(text);
        if (!number || (!numbers.values.empty() && number->unit != numbers.unit))
            return std::nullopt;
        numbers.unit = number->unit;
        numbers.values.push_back(number->value());
    }
    return numbers;
}

std::vector<std::size_t> measured_points(const SweepResult& result) {
    std::vector<std::size_t> points;
    for (std::size_t point = 0; point < result.values.size(); ++point)
        if (!result.values[point].empty())
            points.push_back(point);
    return points;
}

report::Column axis_column(const SweepPlan& plan,
                           std::size_t axis,
                           const std::vector<std::size_t>& points) {
    const std::string& path = plan.axes()[axis].path;
    const auto numbers = numbers_of(plan.axes()[axis]);
    if (!numbers) {
        report::TextBuilder texts;
        for (const std::size_t point : points)
            texts.push_back(trim_quotes(plan.value(point, axis)));
        return texts.build(path);
    }
    std::vector<double> values;
    for (const std::size_t point : points)
        values.push_back(parse_decimal(plan.value(point, axis))->value());
    const std::string unit = numbers->unit.empty() ? "" : " (" + numbers->unit + ")";
    return report::real_column(path + unit, numbers->unit, std::move(values));
}

}  // namespace

report::Table points_table(const SweepPlan& plan, const SweepResult& result) {
    PointsBuilder points;
    const std::size_t width = result.statistics.size();
    for (const std::size_t point : measured_points(result)) {
        points.begin(plan.base().options().variant, plan.label(point));
        for (std::size_t i = 0; i < result.values[point].size(); ++i) {
            const sim::Metric& metric = result.metrics[i / width];
            points.add(metric.full_name(), result.statistics[i % width], result.values[point][i],
                       metric.unit);
        }
    }
    return points.build();
}

report::Table sweep_table(const SweepPlan& plan, const SweepResult& result) {
    const std::vector<std::size_t> points = measured_points(result);
    report::Table table{"sweep", "Sweep", {}};
    for (std::size_t axis = 0; axis < plan.axes().size(); ++axis)
        table.columns.push_back(axis_column(plan, axis, points));
    const std::size_t width = result.statistics.size();
    for (std::size_t i = 0; i < result.metrics.size() * width; ++i) {
        std::vector<double> values;
        for (const std::size_t point : points)
            values.push_back(result.values[point][i]);
        const sim::Metric& metric = result.metrics[i / width];
        const std::string after = result.trials == 0 ? "" : "@" + result.statistics[i % width];
        table.columns.push_back(
            report::real_column(metric.full_name() + after, metric.unit, std::move(values)));
    }
    return table;
}

}  // namespace headroom::study
