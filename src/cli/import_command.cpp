#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

#include "src/cli/commands.hpp"
#include "src/cli/import_kind.hpp"
#include "src/cli/terminal.hpp"
#include "src/core/input/line_problems.hpp"
#include "src/core/input/text_input.hpp"
#include "src/core/table/problems_json.hpp"

namespace headroom::cli {
namespace {

// The first that a file looks like takes it: whoever looks closest comes first.
constexpr std::array kKinds{&kImportRecords, &kImportRequests, &kImportJobs, &kImportInventory};

template <class Text>
std::string joined(const char* separator, Text text_of) {
    std::string text;
    for (const ImportKind* kind : kKinds)
        text += (text.empty() ? "" : separator) + text_of(*kind);
    return text;
}

bool has_format(const ImportKind& kind, const std::string& format) {
    const std::string names = ", " + kind.formats() + ", ";
    return names.find(", " + format + ", ") != std::string::npos;
}

ImportOutcome failed(const std::string& file, std::string problem, std::string wanted) {
    ImportOutcome outcome;
    outcome.exit_code = kExitInput;
    outcome.problems.push_back(
        {Severity::kError, {file, 0, 0}, {}, std::move(problem), std::move(wanted), {}, {}});
    return outcome;
}

// What is no file that can be read twice, such as a pipe, can only be jobs unless --as says what.
ImportOutcome import_recognised(const std::string& file, const ImportContext& context) {
    std::error_code ignored;
    namespace fs = std::filesystem;
    if (fs::exists(file, ignored) && !fs::is_regular_file(file, ignored) &&
        !fs::is_directory(file, ignored))
        return kImportJobs.import_file(file, context);
    const auto input = input::TextInput::open(file, "a file to import");
    if (!input)
        return failed(file, input.error().problem, input.error().wanted);
    for (const ImportKind* kind : kKinds)
        if (kind->is_like(input->head()))
            return kind->import_file(file, context);
    return failed(file, "is in no format that is known",
                  joined(", or ", [](const ImportKind& kind) { return kind.wanted(); }));
}

ImportOutcome import_one(const std::string& file, const ImportContext& context) {
    const std::string& format = context.request.format_of_input;
    if (format == "auto")
        return import_recognised(file, context);
    for (const ImportKind* kind : kKinds)
        if (has_format(*kind, format))
            return kind->import_file(file, context);
    ImportOutcome outcome = failed("--as", "unknown format " + input::quoted(format),
                                   "one of auto, " + import_formats());
    outcome.exit_code = kExitUsage;
    return outcome;
}

std::string failure_json(const std::string& file, const Diagnostics& problems) {
    report::JsonWriter json;
    json.begin_object().key("file").text(file).key("valid").boolean(false).key("problems");
    write_problems(json, problems);
    json.end_object();
    return json.take();
}

// Only what was asked for: with --quiet, problems alone. False if stdout failed.
bool show(const ImportRequest& request, const ImportOutcome& outcome) {
    if (!request.quiet) {
        const bool is_printed = print(outcome.data);
        tell(outcome.talk);
        if (!is_printed)
            return false;
    }
    tell_problems(outcome.problems);
    return true;
}

}  // namespace

std::string import_formats() {
    return joined(", ", [](const ImportKind& kind) { return kind.formats(); });
}

int import_command(const ImportRequest& request) {
    Progress progress(request.progress, request.quiet);
    const StopWatcher watcher(std::nullopt);
    const bool is_json = request.format == OutputFormat::kJson;
    int exit_code = kExitOk;
    std::string separator = is_json ? "[" : "";
    for (const std::string& file : request.files) {
        ImportOutcome outcome = import_one(file, {request, progress, watcher});
        progress.clear();
        if (is_json && !outcome.problems.empty() && outcome.data.empty())
            outcome.data = failure_json(file, outcome.problems);
        if (!outcome.data.empty()) {
            outcome.data = separator + outcome.data;
            separator = is_json ? "," : "\n";
        }
        const bool is_shown = show(request, outcome);
        exit_code = std::max({exit_code, outcome.exit_code, is_shown ? 0 : int{kExitInput}});
        if (outcome.exit_code == kExitSignal || !is_shown)
            break;
    }
    if (is_json && separator == "," && !request.quiet && !print("]\n"))
        exit_code = std::max(exit_code, int{kExitInput});
    progress.end(exit_code);
    return exit_code;
}

}  // namespace headroom::cli
