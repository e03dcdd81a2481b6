#include "src/core/store/metric_trend.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

#include "src/core/store/tabulate_runs.hpp"

namespace headroom::store {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

std::string question_of(const StoredRun& run, const std::string& unit) {
    const std::string& variant = run.summary.provenance.variant;
    const std::string settings = run.settings();
    std::string text = run.summary.scenario;
    text += variant.empty() ? "" : ", variant " + variant;
    text += settings.empty() ? "" : ", " + settings;
    return unit.empty() ? text : text + ", in " + unit;
}

const sim::Metric* find_metric(const StoredRun& run, const std::string& full_name) {
    for (const sim::Metric& metric : run.summary.metrics)
        if (full_name.starts_with(metric.name) && metric.full_name() == full_name)
            return &metric;
    return nullptr;
}

class TrendBuilder {
public:
    void add(const StoredRun& run, const sim::Metric& metric) {
        std::vector<double>& before = values_before(question_of(run, metric.unit));
        const double last = before.empty() ? kNone : before.back();
        const double difference = metric.value - last;
        values_.push_back(metric.value);
        differences_.push_back(difference);
        relatives_.push_back(last == 0 ? kNone : difference / std::abs(last));
        units_.push_back(metric.unit);
        runs_.push_back(run);
        before.push_back(metric.value);
    }
    MetricTrend build() {
        report::Table table{"trend", "Trend", {}};
        const report::Table facts = runs_table(runs_);
        for (const char* name :
             {"run", "started", "scenario", "variant", "set", "version", "label"})
            table.columns.push_back(*facts.find(name));
        table.columns.push_back(report::real_column("value", "", std::move(values_)));
        table.columns.push_back(units_.build("unit"));
        table.columns.push_back(report::real_column("difference", "", std::move(differences_)));
        table.columns.push_back(report::real_column("relative", "", std::move(relatives_)));
        return {std::move(table), std::move(lines_)};
    }

private:
    std::vector<double>& values_before(const std::string& question) {
        const auto [line, is_new] = line_of_.emplace(question, lines_.size());
        if (is_new)
            lines_.push_back({question, {}});
        return lines_[line->second].values;
    }

    std::vector<StoredRun> runs_;
    std::vector<double> values_, differences_, relatives_;
    report::TextBuilder units_;
    std::vector<TrendLine> lines_;
    std::map<std::string, std::size_t> line_of_;
};

}  // namespace

MetricTrend trend_of(const std::vector<StoredRun>& runs, const std::string& metric) {
    TrendBuilder trend;
    for (const StoredRun& run : runs)
        if (const sim::Metric* measured = find_metric(run, metric))
            trend.add(run, *measured);
    return trend.build();
}

std::string sparkline(const std::vector<double>& values) {
    constexpr std::array kBars{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const double value : values) {
        if (!std::isfinite(value))
            continue;
        low = std::min(low, value);
        high = std::max(high, value);
    }
    std::string text;
    for (const double value : values) {
        if (!std::isfinite(value)) {
            text += "·";
            continue;
        }
        // Halved, as the range of two large numbers need not be one.
        const double share = high > low ? (value / 2 - low / 2) / (high / 2 - low / 2) : 0.5;
        text += kBars[std::min(static_cast<std::size_t>(share * kBars.size()), kBars.size() - 1)];
    }
    return text;
}

}  // namespace headroom::store
