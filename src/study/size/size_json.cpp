#include "src/core/result/provenance_json.hpp"
#include "src/study/size/explain_size.hpp"
#include "src/study/size/size_outputs.hpp"

namespace headroom::study {
namespace {

using report::JsonWriter;

void write_texts(JsonWriter& json, const char* key, const std::vector<std::string>& texts) {
    json.key(key).begin_array();
    for (const std::string& text : texts)
        json.text(text);
    json.end_array();
}

void write_question(JsonWriter& json, const SizePlan& plan) {
    json.key("paths").begin_array();
    for (const SizedPath& path : plan.paths) {
        json.begin_object().key("path").text(path.path);
        json.key("low").text(path.range.text(0));
        json.key("high").text(path.range.text(path.range.size() - 1));
        json.key("values").integer(path.range.size()).end_object();
    }
    json.end_array().key("targets").begin_array();
    for (const scenario::Assertion& target : plan.targets) {
        json.begin_object().key("metric").text(target.metric).key("wanted").text(target.wanted);
        json.key("unit").text(target.claim.condition.metric.unit).end_object();
    }
    json.end_array().key("minimise").begin_array();
    for (const Objective& objective : plan.objectives)
        json.text(objective.text);
    json.end_array();
    json.key("trials").unsigned_integer(plan.trials);
    json.key("confidence").number(plan.confidence);
}

void write_settings(JsonWriter& json, const SizePlan& plan, std::int64_t point) {
    const std::vector<std::int64_t> places = plan.places(point);
    json.key("set").begin_object();
    for (std::size_t i = 0; i < places.size(); ++i)
        json.key(plan.paths[i].path).text(plan.paths[i].range.text(places[i]));
    json.end_object();
}

void write_point(JsonWriter& json, const SizePlan& plan, const TriedPoint& tried) {
    json.begin_object();
    write_settings(json, plan, tried.point);
    json.key("holds").boolean(tried.holds);
    if (tried.share) {
        json.key("trials_that_hold").unsigned_integer(tried.share->successes);
        json.key("share").number(tried.share->value());
        json.key("share_low").number(tried.share->interval.low);
        json.key("share_high").number(tried.share->interval.high);
        json.key("within_noise").boolean(tried.is_within_noise(plan.confidence));
    }
    json.key("targets").begin_array();
    for (const JudgedTarget& judged : tried.targets) {
        json.begin_object().key("holds").boolean(judged.holds).key("found");
        judged.found ? json.number(*judged.found) : json.null();
        json.key("trials_that_miss").unsigned_integer(judged.missed).end_object();
    }
    json.end_array().key("objectives").begin_array();
    for (const double value : tried.objectives)
        json.number(value);
    json.end_array().end_object();
}

void write_answer(JsonWriter& json, const SizeReport& report) {
    json.key("answer");
    report.answer ? write_point(json, report.plan, report.tried[*report.answer])
                  : static_cast<void>(json.null());
    json.key("sentence").text(answer_sentence(report));
    json.key("monotone").boolean(report.is_monotone);
    json.key("cut_off").boolean(report.is_cut);
    json.key("complete").boolean(report.is_complete);
    write_texts(json, "doubts", doubts(report));
    write_texts(json, "reasons", reasons(report));
    write_texts(json, "warnings", report.warnings);
}

}  // namespace

std::string size_json(const SizeReport& report) {
    JsonWriter json;
    json.begin_object().key("schema").integer(1).key("study").text("size");
    json.key("scenario").text(report.scenario);
    write_question(json, report.plan);
    write_answer(json, report);
    json.key("front").begin_array();
    for (const std::size_t i : report.front)
        write_point(json, report.plan, report.tried[i]);
    json.end_array().key("tried").begin_array();
    for (const TriedPoint& tried : report.tried)
        write_point(json, report.plan, tried);
    json.end_array().key("provenance").begin_object();
    report::write_origin(json, report.origin);
    json.end_object().end_object();
    return json.str() + "\n";
}

}  // namespace headroom::study
