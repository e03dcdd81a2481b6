#include "src/core/result/provenance_json.hpp"
#include "src/study/compare/comparison_view.hpp"

namespace headroom::study {
namespace {

using report::JsonWriter;
using Alternatives = std::vector<ComparedAlternative>;

void write_texts(JsonWriter& json, std::string_view key, const std::vector<std::string>& texts) {
    json.key(key).begin_array();
    for (const std::string& text : texts)
        json.text(text);
    json.end_array();
}

void write_labels(JsonWriter& json,
                  std::string_view key,
                  const std::vector<std::size_t>& which,
                  const Alternatives& alternatives) {
    json.key(key).begin_array();
    for (const std::size_t i : which)
        json.text(alternatives[i].label);
    json.end_array();
}

void write_alternative(JsonWriter& json, const ComparedAlternative& one, bool has_trials) {
    json.begin_object().key("label").text(one.label);
    json.key("scenario").text(one.scenario);
    json.key("folder").text(one.folder);
    json.key("complete").boolean(one.is_measured && one.is_complete);
    json.key(has_trials ? "trials_with_growing_queue" : "growing_queue");
    has_trials ? json.unsigned_integer(one.growing) : json.boolean(one.growing > 0);
    write_texts(json, "warnings", one.warnings);
    json.key("provenance").begin_object();
    report::write_origin(json, one.origin);
    json.end_object().end_object();
}

const char* draw_name(scenario::DrawKind kind) {
    switch (kind) {
        case scenario::DrawKind::kFactor:
            return "factor";
        case scenario::DrawKind::kGenerated:
            return "generated jobs";
        case scenario::DrawKind::kWeeks:
            return "weeks of the trace";
        case scenario::DrawKind::kCopies:
            return "growth of the trace";
        case scenario::DrawKind::kHeld:
            return "given this history";
        case scenario::DrawKind::kFailures:
            return "failures";
    }
    return "";
}

void write_draws(JsonWriter& json, const Comparison& comparison, bool is_held) {
    json.key(is_held ? "held" : "varied").begin_array();
    for (const DrawnPart& part : comparison.draws) {
        if ((part.draw.kind == scenario::DrawKind::kHeld) != is_held)
            continue;
        json.begin_object().key("name").text(part.draw.name);
        json.key("kind").text(draw_name(part.draw.kind));
        if (is_held)
            json.key("reason").text(part.draw.reason);
        write_labels(json, "alternatives", part.alternatives, comparison.alternatives);
        json.end_object();
    }
    json.end_array();
}

void write_estimate(JsonWriter& json, const Estimate& estimate) {
    json.key("n").unsigned_integer(estimate.n);
    json.key("mean");
    estimate.n == 0 ? json.null() : json.number(estimate.mean);
    const Interval interval = estimate.interval();
    json.key("low").number(interval.low).key("high").number(interval.high);
}

void write_pairs(JsonWriter& json, const PairedDifference& paired) {
    json.key("difference").begin_object();
    write_estimate(json, paired.difference);
    json.key("unpaired_half_width").number(paired.unpaired_half_width);
    json.key("narrowing");
    const auto narrowing = paired.narrowing();
    narrowing ? json.number(*narrowing) : json.null();
    json.key("skewness").number(paired.skewness);
    json.end_object();
    if (!paired.better)
        return;
    json.key("p_better").begin_object();
    json.key("share").number(paired.better->share);
    json.key("low").number(paired.better->interval.low);
    json.key("high").number(paired.better->interval.high);
    json.key("wins").unsigned_integer(paired.better->wins);
    json.key("ties").unsigned_integer(paired.better->ties);
    json.key("n").unsigned_integer(paired.better->n).end_object();
}

void write_trials(JsonWriter& json, const ComparedMetric& metric, std::size_t i) {
    const TrialFacts& facts = metric.trials[i];
    write_estimate(json, facts.estimate);
    json.key("stderr");
    facts.standard_error ? json.number(*facts.standard_error) : json.null();
    for (const auto& [name, value] : facts.percentiles)
        json.key(name).number(value);
    if (facts.against_base)
        write_pairs(json, *facts.against_base);
    if (!metric.regret)
        return;
    const Regret& regret = metric.regret->regrets[i];
    json.key("regret").begin_object().key("expected").number(regret.expected);
    json.key("p95").number(regret.p95).key("worst").number(regret.worst).end_object();
}

void write_plain(JsonWriter& json, const ComparedMetric& metric, std::size_t i) {
    json.key("value").number(metric.values[i]);
    if (i == 0)
        return;
    json.key("difference").number(metric.difference(i));
    json.key("relative");
    const auto relative = metric.relative(i);
    relative ? json.number(*relative) : json.null();
    json.key("verdict").text(verdict_name(judge(metric.difference(i), metric.better)));
}

const char* better_name(sim::Better better) {
    switch (better) {
        case sim::Better::kLower:
            return "lower";
        case sim::Better::kHigher:
            return "higher";
        case sim::Better::kNeither:
            return "neither";
    }
    return "";
}

void write_metric(JsonWriter& json, const ComparedMetric& metric, const Alternatives& all) {
    json.begin_object().key("metric").text(metric.full_name());
    json.key("unit").text(metric.unit);
    json.key("better").text(better_name(metric.better));
    json.key("alternatives").begin_object();
    for (std::size_t i = 0; i < all.size(); ++i) {
        json.key(all[i].label).begin_object();
        metric.trials.empty() ? write_plain(json, metric, i) : write_trials(json, metric, i);
        json.end_object();
    }
    json.end_object();
    if (metric.regret) {
        write_labels(json, "least_expected_regret", metric.regret->least_expected, all);
        write_labels(json, "least_worst_regret", metric.regret->least_worst, all);
    }
    json.end_object();
}

}  // namespace

std::string comparison_json(const Comparison& comparison, const ComparisonView& view) {
    const bool has_trials = comparison.trials.wanted > 0;
    JsonWriter json;
    json.begin_object().key("schema").integer(1).key("study").text("compare");
    json.key("complete").boolean(comparison.is_complete);
    json.key("base").text(comparison.alternatives[0].label);
    json.key("alternatives").begin_array();
    for (const ComparedAlternative& one : comparison.alternatives)
        write_alternative(json, one, has_trials);
    json.end_array();
    if (has_trials) {
        json.key("trials").begin_object();
        json.key("wanted").unsigned_integer(comparison.trials.wanted);
        json.key("done").unsigned_integer(comparison.trials.done);
        json.key("confidence").number(comparison.trials.level).end_object();
        json.key("objective").text(view.objective);
        write_draws(json, comparison, false);
        write_draws(json, comparison, true);
        json.key("varies").boolean(comparison.varies());
    }
    json.key("metrics").begin_array();
    for (const std::size_t place : view.metrics)
        write_metric(json, comparison.metrics[place], comparison.alternatives);
    json.end_array().end_object();
    return json.take();
}

}  // namespace headroom::study
