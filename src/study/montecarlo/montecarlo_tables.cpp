#include <cmath>
#include <utility>

#include "src/study/evaluate/points_builder.hpp"
#include "src/study/montecarlo/montecarlo_outputs.hpp"

namespace headroom::study {
namespace {

constexpr const char* kSummary = "summary.json";
constexpr const char* kPoints = "points.csv";
constexpr const char* kTrials = "trials.csv";
constexpr const char* kCorrelations = "correlations.csv";
constexpr const char* kTornado = "tornado.csv";

}  // namespace

report::Table montecarlo_points(const MonteCarloReport& report) {
    PointsBuilder points;
    points.begin(report.head.origin.variant, "");
    for (std::size_t i = 0; i < report.summaries.size(); ++i)
        for (const NamedStatistic& one : list_statistics(report.summaries[i]))
            points.add(report.metric(i).full_name(), one.name, one.value, report.metric(i).unit);
    return points.build();
}

report::Table trials_table(const MonteCarloReport& report) {
    const TrialTable& trials = report.run.table;
    report::Table table{"trials", "Trials", {}};
    std::vector<std::int64_t> numbers;
    for (std::size_t i = 0; i < trials.trials; ++i)
        numbers.push_back(static_cast<std::int64_t>(trials.first + i));
    table.columns.push_back(report::integer_column("trial", "", std::move(numbers)));
    for (std::size_t i = 0; i < trials.factors.size(); ++i)
        table.columns.push_back(report::real_column(trials.factors[i], "", trials.factor(i)));
    for (std::size_t i = 0; i < report.columns.size(); ++i)
        table.columns.push_back(report::real_column(
            report.metric(i).full_name(), report.metric(i).unit, trials.metric(report.columns[i])));
    return table;
}

report::Table correlations_table(const MonteCarloReport& report) {
    std::vector<std::string> factors, metrics;
    std::vector<double> values;
    for (std::size_t f = 0; f < report.run.table.factors.size(); ++f) {
        for (std::size_t i = 0; i < report.columns.size(); ++i) {
            const double value = report.rank_correlations[f][report.columns[i]];
            if (std::isnan(value))
                continue;
            factors.push_back(report.run.table.factors[f]);
            metrics.push_back(report.metric(i).full_name());
            values.push_back(value);
        }
    }
    return {"correlations",
            "Rank correlations",
            {report::text_column("factor", factors), report::text_column("metric", metrics),
             report::real_column("rank_correlation", "", std::move(values))}};
}

report::Table tornado_table(const Tornado& tornado, const MetricChoice& choice) {
    std::vector<std::string> factors, metrics, units;
    std::vector<double> low, high, base, at_low, at_high;
    const std::vector<std::size_t> chosen = choice.select(tornado.base);
    for (const TornadoBar& bar : tornado.bars) {
        for (const std::size_t i : chosen) {
            factors.push_back(bar.factor);
            metrics.push_back(tornado.base[i].full_name());
            units.push_back(tornado.base[i].unit);
            low.push_back(bar.low);
            high.push_back(bar.high);
            base.push_back(tornado.base[i].value);
            at_low.push_back(bar.at_low[i]);
            at_high.push_back(bar.at_high[i]);
        }
    }
    return {
        "tornado",
        "Tornado",
        {report::text_column("factor", factors), report::real_column("p10", "", std::move(low)),
         report::real_column("p90", "", std::move(high)), report::text_column("metric", metrics),
         report::real_column("at_means", "", std::move(base)),
         report::real_column("at_p10", "", std::move(at_low)),
         report::real_column("at_p90", "", std::move(at_high)),
         report::text_column("unit", units)}};
}

expected<void, Diagnostics> write_montecarlo(report::OutputFolder& folder,
                                             const MonteCarloReport& report,
                                             const MetricChoice& choice) {
    std::vector<std::string> outdated;
    const auto write_table = [&](const char* name, const report::Table& table) {
        return folder.write(name,
                            [&](const report::TextSink& sink) { report::write_csv(table, sink); });
    };
    auto written = folder.write(
        kSummary, [&](const report::TextSink& sink) { sink(montecarlo_json(report)); });
    if (written)
        written = write_table(kPoints, montecarlo_points(report));
    if (written)
        written = write_table(kTrials, trials_table(report));
    if (report.run.table.factors.empty())
        outdated.emplace_back(kCorrelations);
    else if (written)
        written = write_table(kCorrelations, correlations_table(report));
    if (!report.tornado)
        outdated.emplace_back(kTornado);
    else if (written)
        written = write_table(kTornado, tornado_table(*report.tornado, choice));
    return written ? folder.commit(outdated) : written;
}

const std::vector<std::string>& montecarlo_files() {
    static const std::vector<std::string> names{kSummary, kPoints, kTrials, kCorrelations,
                                                kTornado};
    return names;
}

}  // namespace headroom::study
