#include "src/core/result/machine_facts.hpp"

#include <array>
#include <charconv>
#include <filesystem>

#include "src/core/input/json_items.hpp"

namespace headroom::report {
namespace {

using input::JsonValue;

std::string summary_file(const std::string& folder) {
    std::error_code ignored;
    const std::filesystem::path path(folder);
    const bool is_folder = std::filesystem::is_directory(path, ignored);
    return ((is_folder ? path : path.parent_path()) / "summary.json").string();
}

double number_of(JsonValue value) {
    double number = 0;
    if (value.is(input::JsonKind::kNumber))
        std::from_chars(value.text().data(), value.text().data() + value.text().size(), number);
    return number;
}

// Whether the file was written with this result: a folder may hold what is left of two runs.
bool is_of(const RunSummary& summary, JsonValue top) {
    const Provenance& ours = summary.provenance;
    const JsonValue theirs = top["provenance"];
    return top["scenario"].text() == summary.scenario && top["stopped"].text() == summary.stopped &&
           theirs["version"].text() == ours.version && theirs["git"].text() == ours.git &&
           theirs["seed"].text() == std::to_string(ours.seed) &&
           theirs["variant"].text() == ours.variant;
}

void take_facts(JsonValue provenance, Provenance& ours) {
    const JsonValue timing = provenance["timing"];
    ours.device = provenance["device"].text();
    ours.host = provenance["host"].text();
    ours.timing = {std::string(timing["started"].text()), number_of(timing["wall_s"]),
                   number_of(timing["read_s"]), number_of(timing["simulate_cpu_s"])};
}

}  // namespace

expected<void, std::string> read_machine_facts(const std::string& folder, RunSummary& summary) {
    const std::string file = summary_file(folder);
    auto text = input::TextInput::open(file, "a summary");
    if (!text)
        return unexpected(file + " " + text.error().problem);
    input::LineProblems problems(file);
    std::string fault = file + " is no summary of a result";
    input::read_json_items(*text, problems,
                           {{}, {}, [&](JsonValue top) {
                                if (!top["provenance"]["timing"])
                                    return;
                                fault = is_of(summary, top) ? "" : file + " is of another run";
                                if (fault.empty())
                                    take_facts(top["provenance"], summary.provenance);
                            }});
    if (problems.has_errors())
        return unexpected(file + ": " + problems.take_errors().front().problem);
    if (!fault.empty())
        return unexpected(fault);
    return {};
}

}  // namespace headroom::report
