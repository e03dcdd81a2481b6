#include "src/study/check/check_json.hpp"

#include "src/core/result/provenance_json.hpp"
#include "src/core/table/json_writer.hpp"
#include "src/core/table/problems_json.hpp"
#include "src/study/check/check_summary.hpp"

namespace headroom::study {
namespace {

using report::JsonWriter;

std::string_view name_of(ClaimKind kind) {
    return kind == ClaimKind::kAssertion ? "assertion" : "baseline";
}

std::string_view name_of(ClaimLevel level) {
    return level == ClaimLevel::kError ? "error" : "warning";
}

std::string_view name_of(ClaimOutcome outcome) {
    switch (outcome) {
        case ClaimOutcome::kHolds:
            return "holds";
        case ClaimOutcome::kFails:
            return "fails";
        case ClaimOutcome::kNotMeasured:
            return "not measured";
    }
    return "";
}

void write_optional(JsonWriter& json, std::string_view key, const std::optional<double>& value) {
    json.key(key);
    if (value)
        json.number(*value);
    else
        json.null();
}

void write_claim(JsonWriter& json, const CheckedClaim& claim) {
    json.begin_object();
    json.key("kind").text(name_of(claim.kind));
    json.key("level").text(name_of(claim.level));
    json.key("outcome").text(name_of(claim.outcome));
    json.key("metric").text(claim.metric);
    json.key("wanted").text(claim.wanted);
    json.key("found").text(claim.found);
    json.key("detail").text(claim.detail);
    json.key("reason").text(claim.reason);
    json.key("file").text(claim.place.file);
    json.key("line").integer(claim.place.line);
    json.key("column").integer(claim.place.column);
    write_optional(json, "value", claim.value);
    write_optional(json, "limit", claim.limit);
    json.key("unit").text(claim.unit);
    json.end_object();
}

void write_metric(JsonWriter& json, const MeasuredMetric& metric) {
    json.begin_object();
    json.key("name").text(metric.full_name());
    json.key("value").number(metric.value);
    json.key("unit").text(metric.unit);
    if (metric.standard_error)
        json.key("standard_error").number(*metric.standard_error);
    json.end_object();
}

void write_scenario(JsonWriter& json, const CheckedScenario& scenario) {
    json.begin_object();
    json.key("file").text(scenario.file);
    json.key("name").text(scenario.name);
    json.key("variant").text(scenario.variant);
    json.key("passes").boolean(scenario.passes());
    json.key("trials").unsigned_integer(scenario.trials);
    json.key("problems");
    write_problems(json, scenario.problems);
    json.key("claims").begin_array();
    for (const CheckedClaim& claim : scenario.claims)
        write_claim(json, claim);
    json.end_array();
    json.key("metrics").begin_array();
    for (const MeasuredMetric& metric : scenario.metrics)
        write_metric(json, metric);
    json.end_array();
    json.key("warnings").begin_array();
    for (const std::string& warning : scenario.warnings)
        json.text(warning);
    json.end_array();
    json.key("provenance").begin_object();
    write_origin(json, scenario.provenance);
    json.end_object().end_object();
}

void write_counts(JsonWriter& json, std::string_view key, const ClaimCounts& counts) {
    json.key(key).begin_object();
    json.key("hold").unsigned_integer(counts.hold);
    json.key("fail").unsigned_integer(counts.fail);
    json.key("warn").unsigned_integer(counts.warn);
    json.end_object();
}

}  // namespace

std::string check_json(const CheckReport& report) {
    const CheckCounts counts = count_check(report);
    JsonWriter json;
    json.begin_object();
    json.key("schema").integer(1);
    json.key("passes").boolean(report.passes());
    json.key("complete").boolean(report.is_complete);
    json.key("summary").text(summary_line(report));
    json.key("counts").begin_object();
    json.key("scenarios").unsigned_integer(counts.scenarios);
    json.key("passing").unsigned_integer(counts.passing);
    json.key("not_run").unsigned_integer(counts.unread);
    write_counts(json, "assertions", counts.assertions);
    write_counts(json, "baseline", counts.baseline);
    json.end_object();
    json.key("scenarios").begin_array();
    for (const CheckedScenario& scenario : report.scenarios)
        write_scenario(json, scenario);
    json.end_array();
    json.end_object();
    return json.take();
}

}  // namespace headroom::study
