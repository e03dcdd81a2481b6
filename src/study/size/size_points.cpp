#include <cmath>

#include "src/core/table/write_table.hpp"
#include "src/study/size/size_outputs.hpp"

namespace headroom::study {
namespace {

class Points {
public:
    explicit Points(const std::string& variant) : variant_(variant) {}

    void begin(const SizeReport& report, std::int64_t point) {
        const std::vector<std::int64_t> places = report.plan.places(point);
        point_.clear();
        for (std::size_t i = 0; i < places.size(); ++i)
            point_ += (i == 0 ? "" : ";") + report.plan.paths[i].path + "=" +
                      report.plan.paths[i].range.text(places[i]);
    }

    void add(const std::string& metric,
             std::string_view statistic,
             double value,
             const std::string& unit) {
        if (std::isnan(value))
            return;
        variants_.push_back(variant_);
        points_.push_back(point_);
        metrics_.push_back(metric);
        statistics_.push_back(statistic);
        values_.push_back(value);
        units_.push_back(unit);
    }

    report::Table build() {
        return {"points",
                "Points",
                {variants_.build("variant"), points_.build("point"), metrics_.build("metric"),
                 statistics_.build("statistic"),
                 report::real_column("value", "", std::move(values_)), units_.build("unit")}};
    }

private:
    std::string variant_, point_;
    report::TextBuilder variants_, points_, metrics_, statistics_, units_;
    std::vector<double> values_;
};

}  // namespace

report::Table size_points(const SizeReport& report) {
    Points points(report.origin.variant);
    const auto names = statistic_names(report.plan);
    for (const TriedPoint& tried : report.tried) {
        points.begin(report, tried.point);
        points.add("holds", "value", tried.holds ? 1 : 0, "");
        if (tried.share) {
            points.add("holds", "share", tried.share->value(), "");
            points.add("holds", "share_low", tried.share->interval.low, "");
            points.add("holds", "share_high", tried.share->interval.high, "");
        }
        for (std::size_t m = 0; m < report.metrics.size(); ++m)
            for (std::size_t s = 0; s < names.size(); ++s)
                points.add(report.metrics[m].full_name(), names[s], tried.statistics[m][s],
                           report.metrics[m].unit);
    }
    return points.build();
}

expected<void, Diagnostics> write_size(report::OutputFolder& folder, const SizeReport& report) {
    auto written = folder.write(
        "points.csv", [&](const report::TextSink& sink) { write_csv(size_points(report), sink); });
    if (written)
        written = folder.write("size.json",
                               [&](const report::TextSink& sink) { sink(size_json(report)); });
    return written ? folder.commit() : written;
}

}  // namespace headroom::study
