#include "src/study/plan/plan_outputs.hpp"

#include <algorithm>
#include <cmath>

#include "src/core/result/provenance_json.hpp"
#include "src/study/evaluate/points_builder.hpp"
#include "src/study/montecarlo/report_json.hpp"

namespace headroom::study {
namespace {

using report::JsonWriter;

constexpr const char* kSummary = "summary.json";
constexpr const char* kPoints = "points.csv";
constexpr const char* kFans = "fans.csv";

void write_first_short(JsonWriter& json, const PlanReport& report, double share) {
    const std::optional<std::size_t> step = report.first_short(share);
    json.begin_object().key("share").number(share);
    json.key("step");
    if (step)
        json.unsigned_integer(*step + 1);
    else
        json.null();
    if (step && !report.facts.dates.empty())
        json.key("date").text(report.facts.dates[*step]);
    json.end_object();
}

void write_halls(JsonWriter& json, const PlanReport& report) {
    json.key("halls").begin_array();
    for (const PlanHallPower& hall : report.facts.halls) {
        json.begin_object().key("hall").text(hall.name);
        if (hall.limit_kw) {
            json.key("power_limit_kw").number(*hall.limit_kw);
            json.key("trials_above").unsigned_integer(count_above_limit(report, hall));
        }
        json.end_object();
    }
    json.end_array();
}

void write_plan_facts(JsonWriter& json, const PlanReport& report) {
    json.key("plan").begin_object();
    json.key("step").text(report.facts.is_monthly ? "1 mo" : "1 week");
    json.key("steps").unsigned_integer(report.facts.steps);
    if (!report.facts.dates.empty())
        json.key("start").text(report.facts.dates.front());
    json.key("fan_percentiles").text(report.has_exact_fans ? "exact" : "within 0.8 %");
    json.key("first_shortfall").begin_array();
    for (const double share : {0.05, 0.5})
        write_first_short(json, report, share);
    json.end_array();
    write_halls(json, report);
    json.end_object();
}

void write_draws(JsonWriter& json, const PlanFacts& facts) {
    json.key("varied").begin_array();
    for (const PlanDraw& draw : facts.varied)
        json.begin_object().key("name").text(draw.name).key("what").text(draw.what).end_object();
    json.end_array().key("held").begin_array();
    for (const PlanDraw& draw : facts.held)
        json.begin_object().key("name").text(draw.name).key("reason").text(draw.what).end_object();
    json.end_array();
}

}  // namespace

std::vector<std::string> warnings_of(const PlanReport& report) {
    std::vector<std::string> warnings = warnings_of(report.study);
    if (!report.has_exact_fans)
        warnings.emplace_back(
            "percentiles of steps are off by 0.8 % at most: it was stopped before "
            "they were found");
    return warnings;
}

std::size_t count_above_limit(const PlanReport& report, const PlanHallPower& hall) {
    const std::vector<double> peaks = report.study.run.table.metric(hall.column);
    return static_cast<std::size_t>(std::count_if(peaks.begin(), peaks.end(), [&](double kw) {
        return hall.limit_kw && kw > *hall.limit_kw;
    }));
}

std::string plan_json(const PlanReport& report) {
    JsonWriter json;
    json.begin_object();
    json.key("schema").integer(1).key("study").text("plan");
    json.key("scenario").text(report.study.head.scenario);
    json.key("currency").text(report.study.head.currency);
    write_trials(json, report.study);
    write_metrics(json, report.study);
    write_plan_facts(json, report);
    write_draws(json, report.facts);
    json.key("warnings").begin_array();
    for (const std::string& text : warnings_of(report))
        json.text(text);
    json.end_array().key("provenance").begin_object();
    report::write_origin(json, report.study.head.origin);
    json.key("device").begin_object();
    json.key("trials").text(report.study.device);
    json.end_object().end_object().end_object();
    return json.take();
}

report::Table plan_points(const PlanReport& report) {
    PointsBuilder points;
    points.begin(report.study.head.origin.variant, "");
    for (std::size_t i = 0; i < report.study.summaries.size(); ++i)
        for (const NamedStatistic& one : list_statistics(report.study.summaries[i]))
            points.add(report.study.metric(i).full_name(), one.name, one.value,
                       report.study.metric(i).unit);
    return points.build();
}

report::Table plan_fans(const PlanReport& report) {
    std::vector<std::int64_t> steps;
    std::vector<double> values;
    report::TextBuilder dates, quantities, statistics, units;
    const auto add = [&](std::size_t step, const PlanFan& fan, const char* name, double value) {
        steps.push_back(static_cast<std::int64_t>(step) + 1);
        dates.push_back(report.facts.dates.empty() ? "" : report.facts.dates[step]);
        quantities.push_back(fan.quantity);
        statistics.push_back(name);
        values.push_back(value);
        units.push_back(fan.unit);
    };
    for (const PlanFan& fan : report.fans)
        for (std::size_t step = 0; step < fan.mean.size(); ++step) {
            add(step, fan, "mean", fan.mean[step]);
            for (std::size_t i = 0; i < kFanPercentiles.size(); ++i)
                add(step, fan, kFanPercentiles[i].name, fan.percentiles[i][step]);
        }
    const PlanFan any_shortfall{"shortfall.any", "", {}, {}};
    for (std::size_t step = 0; step < report.short_share.size(); ++step)
        add(step, any_shortfall, "mean", report.short_share[step]);
    return {"fans",
            "By step",
            {report::integer_column("step", "", std::move(steps)), dates.build("date"),
             quantities.build("quantity"), statistics.build("statistic"),
             report::real_column("value", "", std::move(values)), units.build("unit")}};
}

const std::vector<std::string>& plan_files() {
    static const std::vector<std::string> names{kSummary, kPoints, kFans};
    return names;
}

expected<void, Diagnostics> write_plan(report::OutputFolder& folder, const PlanReport& report) {
    const auto write_table = [&](const char* name, const report::Table& table) {
        return folder.write(name,
                            [&](const report::TextSink& sink) { report::write_csv(table, sink); });
    };
    auto written =
        folder.write(kSummary, [&](const report::TextSink& sink) { sink(plan_json(report)); });
    if (written)
        written = write_table(kPoints, plan_points(report));
    if (written)
        written = write_table(kFans, plan_fans(report));
    return written ? folder.commit() : written;
}

}  // namespace headroom::study
