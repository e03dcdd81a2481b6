#include "src/core/result/provenance_json.hpp"
#include "src/study/search/decimal.hpp"
#include "src/study/sweep/sweep_outputs.hpp"

namespace headroom::study {
namespace {

using report::JsonWriter;

void write_head(JsonWriter& json,
                const SweepPlan& plan,
                const SweepResult& result,
                const report::Provenance& origin) {
    json.key("schema").integer(1).key("study").text("sweep");
    json.key("trials").unsigned_integer(result.trials);
    json.key("points").unsigned_integer(plan.size());
    json.key("complete").boolean(result.is_complete());
    json.key("paths").begin_array();
    for (const SweepAxis& axis : plan.axes()) {
        json.begin_object().key("path").text(axis.path).key("values").begin_array();
        for (const std::string& value : axis.values)
            json.text(trim_quotes(value));
        json.end_array().end_object();
    }
    json.end_array().key("metrics").begin_array();
    for (const sim::Metric& metric : result.metrics)
        json.begin_object()
            .key("name")
            .text(metric.full_name())
            .key("unit")
            .text(metric.unit)
            .end_object();
    json.end_array().key("provenance").begin_object();
    report::write_origin(json, origin);
    json.end_object();
}

void write_point(JsonWriter& json,
                 const SweepPlan& plan,
                 const SweepResult& result,
                 std::size_t point) {
    json.begin_object().key("values").begin_object();
    for (std::size_t axis = 0; axis < plan.axes().size(); ++axis)
        json.key(plan.axes()[axis].path).text(trim_quotes(plan.value(point, axis)));
    json.end_object().key("metrics").begin_object();
    const std::size_t width = result.statistics.size();
    for (std::size_t i = 0; i < result.metrics.size(); ++i) {
        const double* const values = &result.values[point][i * width];
        json.key(result.metrics[i].full_name());
        if (result.trials == 0) {
            json.number(values[0]);
            continue;
        }
        json.begin_object();
        for (std::size_t k = 0; k < width; ++k)
            json.key(result.statistics[k]).number(values[k]);
        json.end_object();
    }
    json.end_object().end_object();
}

}  // namespace

std::string study_json(const SweepPlan& plan,
                       const SweepResult& result,
                       const report::Provenance& origin) {
    JsonWriter json;
    json.begin_object();
    write_head(json, plan, result, origin);
    json.end_object();
    return json.take();
}

std::string sweep_json(const SweepPlan& plan,
                       const SweepResult& result,
                       const report::Provenance& origin) {
    JsonWriter json;
    json.begin_object();
    write_head(json, plan, result, origin);
    json.key("results").begin_array();
    for (std::size_t point = 0; point < result.values.size(); ++point)
        if (!result.values[point].empty())
            write_point(json, plan, result, point);
    json.end_array().end_object();
    return json.take();
}

}  // namespace headroom::study
