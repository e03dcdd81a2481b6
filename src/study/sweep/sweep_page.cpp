#include "src/study/sweep/sweep_page.hpp"

#include <algorithm>
#include <cmath>

#include "src/core/table/number_text.hpp"
#include "src/study/check/value_text.hpp"
#include "src/study/search/decimal.hpp"

namespace headroom::study {
namespace {

std::string count(std::size_t number) {
    return report::group_thousands(static_cast<std::int64_t>(number));
}

std::string text_of(double value, const std::string& unit) {
    return std::isfinite(value) ? value_text(value, unit) : "-";
}

double statistic_of(const SweepResult& result,
                    std::size_t point,
                    std::size_t metric,
                    std::string_view name) {
    const auto found = std::find(result.statistics.begin(), result.statistics.end(), name);
    const auto place = static_cast<std::size_t>(found - result.statistics.begin());
    return result.values[point][metric * result.statistics.size() + place];
}

std::string cell_text(const SweepResult& result, std::size_t point, std::size_t metric) {
    const std::string& unit = result.metrics[metric].unit;
    if (result.trials == 0)
        return text_of(statistic_of(result, point, metric, "value"), unit);
    const double low = statistic_of(result, point, metric, "p5");
    const double high = statistic_of(result, point, metric, "p95");
    const std::string mean = text_of(statistic_of(result, point, metric, "mean"), unit);
    return low == high || std::isnan(low)
               ? mean
               : mean + " (" + text_of(low, unit) + " - " + text_of(high, unit) + ")";
}

PageTable table_of(const SweepPlan& plan, const SweepResult& result, const MetricChoice& choice) {
    PageTable table;
    for (const SweepAxis& axis : plan.axes())
        table.heading.push_back(axis.path);
    const std::vector<std::size_t> metrics = choice.select(result.metrics);
    for (const std::size_t metric : metrics)
        table.heading.push_back(result.metrics[metric].full_name());
    table.left = 0;
    table.repeat = plan.axes().size();
    for (std::size_t point = 0; point < plan.size(); ++point) {
        if (result.values[point].empty())
            continue;
        std::vector<PageCell> row;
        for (std::size_t axis = 0; axis < plan.axes().size(); ++axis)
            row.push_back({std::string(trim_quotes(plan.value(point, axis)))});
        for (const std::size_t metric : metrics)
            row.push_back({cell_text(result, point, metric)});
        table.rows.push_back(std::move(row));
    }
    return table;
}

}  // namespace

MetricChoice page_metrics() {
    return *MetricChoice::parse(
        {"wait.mean_s", "wait.p95_s", "gpu.allocated", "gpu.stranded_gpu_h", "queue.growing",
         "power.capped_gpu_h", "energy.facility_kwh", "pue", "power.peak_kw"},
        "--metric");
}

ComparisonPage sweep_page(const SweepPlan& plan,
                          const SweepResult& result,
                          const MetricChoice& choice) {
    ComparisonPage page;
    page.title = plan.base().label();
    if (result.growing > 0)
        page.loud.push_back("the queue keeps growing at " + count(result.growing) + " of " +
                            count(result.done) +
                            " points: what waits there is a lower bound of what jobs would wait");
    std::string points = count(plan.size());
    if (!result.is_complete())
        points = count(result.done) + " of " + points + ", stopped early";
    if (result.cached > 0)
        points += ", of which " + count(result.cached) + " were measured before";
    page.facts.emplace_back("points", points);
    if (result.trials > 0)
        page.facts.emplace_back(
            "trials",
            count(result.trials) + " at each point, with the same random numbers: mean (p5 - p95)");
    page.metrics = table_of(plan, result, choice);
    return page;
}

}  // namespace headroom::study
