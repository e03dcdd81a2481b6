#include "src/core/result/provenance_json.hpp"
#include "src/core/result/result.hpp"
#include "src/core/table/json_writer.hpp"

namespace headroom::report {
namespace {

// Device, host and times differ from run to run and stand behind all else.
void write_provenance(JsonWriter& json, const Provenance& provenance) {
    json.key("provenance").begin_object();
    write_origin(json, provenance);
    json.key("device").text(provenance.device);
    json.key("host").text(provenance.host);
    json.key("timing").begin_object();
    json.key("started").text(provenance.timing.started);
    json.key("wall_s").number(provenance.timing.wall_s);
    json.key("read_s").number(provenance.timing.read_s);
    json.key("simulate_cpu_s").number(provenance.timing.simulate_cpu_s);
    json.end_object().end_object();
}

}  // namespace

std::string summary_json(const RunSummary& summary) {
    JsonWriter json;
    json.begin_object();
    json.key("schema").integer(1);
    json.key("scenario").text(summary.scenario);
    json.key("currency").text(summary.currency);
    json.key("stopped").text(summary.stopped);
    json.key("metrics").begin_object();
    for (const sim::Metric& metric : summary.metrics)
        json.key(metric.full_name()).number(metric.value);
    json.end_object();
    if (!summary.headroom.empty())
        json.key("headroom").text(summary.headroom);
    json.key("warnings").begin_array();
    for (const std::string& warning : summary.warnings)
        json.text(warning);
    json.end_array();
    write_provenance(json, summary.provenance);
    json.end_object();
    return json.take();
}

}  // namespace headroom::report
