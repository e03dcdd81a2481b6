#include "src/core/table/problems_json.hpp"

namespace headroom::report {

void write_problems(JsonWriter& json, const Diagnostics& problems) {
    json.begin_array();
    for (const Diagnostic& problem : problems) {
        json.begin_object();
        json.key("severity").text(problem.severity == Severity::kError ? "error" : "warning");
        json.key("file").text(problem.place.file);
        json.key("line").integer(problem.place.line);
        json.key("column").integer(problem.place.column);
        json.key("path").text(problem.path);
        json.key("problem").text(problem.problem);
        json.key("wanted").text(problem.wanted);
        json.key("hint").text(problem.hint);
        json.end_object();
    }
    json.end_array();
}

}  // namespace headroom::report
