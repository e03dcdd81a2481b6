#include <cmath>

#include "src/core/result/provenance_json.hpp"
#include "src/study/montecarlo/montecarlo_outputs.hpp"
#include "src/study/montecarlo/report_json.hpp"

namespace headroom::study {
namespace {

using report::JsonWriter;
using scenario::DrawKind;

const char* name_of(TrialEnd end) {
    switch (end) {
        case TrialEnd::kFinished:
            return "finished";
        case TrialEnd::kPrecise:
            return "precise";
        case TrialEnd::kStopped:
            return "cancelled";
    }
    return "";
}

const char* name_of(DrawKind kind) {
    switch (kind) {
        case DrawKind::kFactor:
            return "factor";
        case DrawKind::kGenerated:
            return "jobs";
        case DrawKind::kWeeks:
            return "weeks";
        case DrawKind::kCopies:
            return "copies";
        case DrawKind::kHeld:
            return "held";
        case DrawKind::kFailures:
            return "failures";
    }
    return "other";
}

void write_claims(JsonWriter& json, const MonteCarloReport& report) {
    json.key("assertions").begin_array();
    for (const ClaimChance& one : report.claims) {
        json.begin_object().key("metric").text(one.claim.metric);
        json.key("wanted").text(one.claim.wanted);
        if (one.share) {
            json.key("trials").unsigned_integer(one.share->n);
            json.key("share").number(one.share->value());
            json.key("share_low").number(one.share->interval.low);
            json.key("share_high").number(one.share->interval.high);
        }
        if (one.value)
            json.key("value").number(*one.value);
        if (one.holds)
            json.key("holds").boolean(*one.holds);
        json.end_object();
    }
    json.end_array();
}

void write_factors(JsonWriter& json, const MonteCarloReport& report) {
    json.key("factors").begin_array();
    for (std::size_t i = 0; i < report.factors.size(); ++i) {
        const Summary& drawn = report.factors[i];
        json.begin_object().key("path").text(report.run.table.factors[i]);
        json.key("mean").number(drawn.mean);
        json.key("p5").number(drawn.percentile(0.05));
        json.key("p50").number(drawn.percentile(0.5));
        json.key("p95").number(drawn.percentile(0.95));
        json.end_object();
    }
    json.end_array();
    json.key("correlations").begin_array();
    for (const StudyCorrelation& one : report.head.correlations)
        json.begin_object()
            .key("pair")
            .text(one.pair)
            .key("asked")
            .number(one.asked)
            .key("used")
            .number(one.used)
            .end_object();
    json.end_array();
}

void write_draws(JsonWriter& json, const MonteCarloReport& report, bool is_held) {
    json.key(is_held ? "held" : "varied").begin_array();
    for (const scenario::Draw& draw : report.head.draws) {
        if ((draw.kind == DrawKind::kHeld) != is_held)
            continue;
        json.begin_object().key("name").text(draw.name);
        if (is_held)
            json.key("reason").text(draw.reason);
        else
            json.key("what").text(name_of(draw.kind));
        json.end_object();
    }
    json.end_array();
}

}  // namespace

void write_trials(JsonWriter& json, const MonteCarloReport& report) {
    const TrialRun& run = report.run;
    json.key("trials").begin_object();
    json.key("first").unsigned_integer(run.table.first);
    json.key("asked").unsigned_integer(run.asked);
    json.key("done").unsigned_integer(run.table.trials);
    json.key("stopped").text(name_of(run.end));
    json.key("antithetic").boolean(report.head.is_antithetic);
    json.end_object();
    json.key("precision").begin_array();
    for (const ReachedPrecision& one : run.precisions)
        json.begin_object()
            .key("metric")
            .text(one.wanted.metric.full_name())
            .key("wanted")
            .number(one.wanted.wanted)
            .key("reached")
            .number(one.reached)
            .end_object();
    json.end_array();
}

void write_metrics(JsonWriter& json, const MonteCarloReport& report) {
    json.key("metrics").begin_object();
    for (std::size_t i = 0; i < report.summaries.size(); ++i)
        for (const NamedStatistic& one : list_statistics(report.summaries[i]))
            if (!std::isnan(one.value))
                json.key(report.metric(i).full_name() + "@" + std::string(one.name))
                    .number(one.value);
    json.end_object();
}

std::string montecarlo_json(const MonteCarloReport& report) {
    JsonWriter json;
    json.begin_object();
    json.key("schema").integer(1).key("study").text("montecarlo");
    json.key("scenario").text(report.head.scenario);
    json.key("currency").text(report.head.currency);
    write_trials(json, report);
    write_metrics(json, report);
    write_claims(json, report);
    write_draws(json, report, false);
    write_draws(json, report, true);
    write_factors(json, report);
    json.key("warnings").begin_array();
    for (const std::string& text : warnings_of(report))
        json.text(text);
    json.end_array().key("provenance").begin_object();
    report::write_origin(json, report.head.origin);
    json.key("device").begin_object();
    json.key("trials").text(report.device);
    json.key("reruns").unsigned_integer(report.run.table.rerun_count());
    json.end_object().end_object().end_object();
    return json.take();
}

}  // namespace headroom::study
