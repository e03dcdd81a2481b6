#include "src/core/result/result.hpp"
#include "src/core/table/json_writer.hpp"

namespace headroom::report {
namespace {

void write_inputs(JsonWriter& json, const std::vector<InputFile>& inputs) {
    json.key("inputs").begin_array();
    for (const InputFile& input : inputs) {
        json.begin_object().key("file").text(input.name);
        json.key("sha256").text(input.sha256).end_object();
    }
    json.end_array();
}

void write_provenance(JsonWriter& json, const Provenance& provenance) {
    json.key("provenance").begin_object();
    json.key("version").text(provenance.version);
    json.key("git").text(provenance.git);
    json.key("seed").unsigned_integer(provenance.seed);
    json.key("catalog").begin_object();
    json.key("version").text(provenance.catalog);
    json.key("sha256").text(provenance.catalog_sha256).end_object();
    json.key("variant").text(provenance.variant);
    json.key("set").begin_array();
    for (const auto& [path, value] : provenance.overrides)
        json.begin_object().key("path").text(path).key("value").text(value).end_object();
    json.end_array();
    write_inputs(json, provenance.inputs);
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
    json.key("warnings").begin_array();
    for (const std::string& warning : summary.warnings)
        json.text(warning);
    json.end_array();
    write_provenance(json, summary.provenance);
    json.end_object();
    return json.take();
}

}  // namespace headroom::report
