#include "src/cli/command_line.hpp"

#include <iterator>
#include <sstream>

#include "src/cli/exit_code.hpp"
#include "src/cli/options/option_kit.hpp"
#include "src/cli/options/options.hpp"
#include "src/cli/terminal.hpp"
#include "src/core/result/version.hpp"

namespace headroom::cli {
namespace {

constexpr const char* kExamples = R"(Examples:
  headroom run scenarios/quickstart.toml                        simulate, print what matters
  headroom run scenarios/quickstart.toml -o out                 and keep the result in out/
  headroom run scenarios/quickstart.toml --set fleet.h100.nodes=96    what if it were smaller?
  headroom compare scenarios/two-halls.toml                     a scenario beside its variants
  headroom size s.toml --path fleet.a.nodes=1:200               the fewest nodes that do
  headroom montecarlo s.toml --trials 2000                      how sure are we?
  headroom validate my.toml                                     every problem of a scenario at once
  headroom validate-models                                      the models beside their sources
  headroom check scenarios/ci/*.toml                            what they assert: exit code 1 if not
  headroom report out --format csv                              the tables of a result as CSV
  headroom catalog show dgx-h100                                what is known of it, and who says so
  headroom import jobs.csv                                      what a file of yours holds
  headroom init --sacct sacct.txt -o my.toml                    a scenario from a site's own records
  headroom runs compare 3f2a 91c0                               two kept runs, side by side
  headroom help run                                             the options of a command
  source <(headroom completion bash)                            Tab completes, in this shell

Data goes to stdout, talk to stderr.

Exit codes:)";

// "0 ok, 1 …, 130 stopped by a signal." in lines of the width of a terminal.
std::string exit_codes() {
    constexpr std::size_t kColumns = 100;
    std::string text;
    std::size_t column = std::string("Exit codes:").size();
    for (const ExitMeaning& exit : kExitMeanings) {
        const bool is_last = &exit == std::end(kExitMeanings) - 1;
        const std::string item = std::to_string(exit.code) + " " + exit.meaning;
        const bool fits = column + 1 + item.size() < kColumns;
        text += (fits ? " " : "\n") + item + (is_last ? "." : ",");
        column = (fits ? column + 1 : 0) + item.size() + 1;
    }
    return text;
}

// The parser says what is wrong; what to do next is added.
Answered answer(const CLI::App& app, const CLI::ParseError& error) {
    std::ostringstream out, err;
    if (app.exit(error, out, err) == 0)
        return {print(out.str()) ? kExitOk : kExitInput};
    tell("headroom: " + std::string(error.what()) + "\nTry 'headroom --help'.\n");
    return {kExitUsage};
}

Request parse(CLI::App& app, int argc, const char* const* argv, Request& request) {
    ListMetricsRequest list;
    bool lists_metrics = false;
    app.add_flag("--list-metrics", lists_metrics, "print every metric with its unit and meaning");
    add_format(app, list.format, "of --list-metrics");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return answer(app, error);
    }
    if (lists_metrics)
        return list;
    if (app.get_subcommands().empty()) {
        tell(app.help());
        return Answered{kExitUsage};
    }
    return request;
}

}  // namespace

Request parse_command_line(int argc, const char* const* argv) {
    // "headroom help run" is "headroom run --help".
    std::vector<const char*> words(argv, argv + argc);
    if (words.size() > 1 && std::string(words[1]) == "help") {
        words.erase(words.begin() + 1);
        words.push_back("--help");
    }
    CLI::App app("Headroom: how much headroom a GPU fleet has, and until when.", "headroom");
    app.set_version_flag(
        "--version",
        "headroom " + report::program_version() + " (" + report::program_commit() + ")",
        "print the version and the commit it was built from");
    app.set_help_flag("-h,--help", "print this help");
    app.get_formatter()->column_width(28);
    app.footer(kExamples + exit_codes());
    app.require_subcommand(0, 1);
    Request request;
    add_run(app, request);
    add_compare(app, request);
    add_size(app, request);
    add_montecarlo(app, request);
    add_merge(app, request);
    add_sweep(app, request);
    add_validate(app, request);
    add_validate_models(app, request);
    add_check(app, request);
    add_report(app, request);
    add_schema(app, request);
    add_catalog(app, request);
    add_import(app, request);
    add_init(app, request);
    add_runs(app, request);
    add_completion(app, request);
    add_man(app, request);
    return parse(app, static_cast<int>(words.size()), words.data(), request);
}

}  // namespace headroom::cli
