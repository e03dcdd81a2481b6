#include "src/core/result/provenance_json.hpp"

namespace headroom::report {

void write_origin(JsonWriter& json, const Provenance& provenance) {
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
    json.key("inputs").begin_array();
    for (const InputFile& input : provenance.inputs) {
        json.begin_object().key("file").text(input.name);
        json.key("sha256").text(input.sha256).end_object();
    }
    json.end_array();
}

}  // namespace headroom::report
