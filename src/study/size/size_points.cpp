#include "src/core/table/write_table.hpp"
#include "src/study/evaluate/points_builder.hpp"
#include "src/study/size/size_outputs.hpp"

namespace headroom::study {
namespace {

std::string point_text(const SizeReport& report, std::int64_t point) {
    const std::vector<std::int64_t> places = report.plan.places(point);
    std::string text;
    for (std::size_t i = 0; i < places.size(); ++i)
        text += (i == 0 ? "" : ";") + report.plan.paths[i].path + "=" +
                report.plan.paths[i].range.text(places[i]);
    return text;
}

}  // namespace

report::Table size_points(const SizeReport& report) {
    PointsBuilder points;
    const auto names = statistic_names(report.plan);
    for (const TriedPoint& tried : report.tried) {
        points.begin(report.origin.variant, point_text(report, tried.point));
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
