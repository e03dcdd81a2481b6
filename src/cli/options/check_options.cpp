#include <memory>

#include "src/cli/options/option_kit.hpp"
#include "src/cli/options/options.hpp"

namespace headroom::cli {
namespace {

constexpr const char* kExamples = R"(Examples:
  headroom check scenarios/ci/*.toml                     what does not hold, and where; exit code 1
  headroom check s.toml --verbose                        what holds, too
  headroom check s.toml --variants                       the file as it is, then each variant
  headroom check s.toml --trials 400                     claims with @ or prob(): so many trials
  headroom check s.toml --baseline golden                and that every metric is as it was
  headroom check s.toml --baseline golden --update-baseline     now it is as it should be
  headroom check s.toml --junit junit.xml --markdown comment.md --openmetrics headroom.prom
  headroom check s.toml --github                         annotations and the step summary of GitHub

A scenario says what must hold in its table [assert]; scenarios/ci/README.md shows how to use it in
CI. Errors fail the check, warnings do not.

Exit codes: 0 all holds, 1 something does not, 2 a scenario is invalid, 3 a file cannot be read or
written, 4 and 130 stopped early: what was checked until then is reported.)";

void add_files(CLI::App& command, CheckRequest& check) {
    const auto add_file = [&](const char* name, std::string& file, const char* help) {
        command.add_option(name, file, help)->check(not_empty())->type_name("FILE");
    };
    add_file("--junit", check.junit_file, "write the result as JUnit XML");
    add_file("--markdown", check.markdown_file, "write the result as a comment in Markdown");
    add_file("--openmetrics", check.openmetrics_file, "write metrics and verdicts as OpenMetrics");
    add_file("--json", check.json_file, "write everything as JSON");
    command.add_flag("--github", check.for_github,
                     "print annotations, and add to the file that GITHUB_STEP_SUMMARY names");
    CLI::Option* baseline =
        command
            .add_option("--baseline", check.baseline_folder,
                        "compare with golden results, one file a scenario and variant")
            ->check(not_empty())
            ->type_name("DIR");
    command
        .add_flag("--update-baseline", check.updates_baseline,
                  "write the golden results instead of comparing with them")
        ->needs(baseline);
    command.add_option("--store", check.store_file, "keep the runs in this store of runs")
        ->check(not_empty())
        ->type_name("FILE");
}

}  // namespace

void add_check(CLI::App& app, Request& request) {
    auto check = std::make_shared<CheckRequest>();
    CLI::App* command =
        app.add_subcommand("check", "whether scenarios hold what they assert, for CI");
    command->footer(kExamples);
    command->add_option("scenario", check->scenarios, "scenario files")->required()->type_name("");
    CLI::Option* variants =
        command->add_flag("--variants", check->with_variants, "each variant of a file, too");
    command
        ->add_option("--trials", check->trials,
                     "for claims with @ or prob(); else [montecarlo] trials, or 100")
        ->check(CLI::Range(std::size_t{1}, std::size_t{1'000'000}))
        ->type_name("N");
    command->add_option("--threads", check->threads, "how many cores to use; all if not given")
        ->check(CLI::Range(1, 4096))
        ->type_name("N");
    add_files(*command, *check);
    add_scenario_options(*command, check->options);
    variants->excludes(command->get_option("--variant"));
    add_time_limit(*command, check->time_limit_s, "stop after this time and report what is done");
    add_format(*command, check->format, "what to print on stdout");
    add_progress(*command, check->progress);
    command->add_flag("--verbose", check->lists_passes, "list what holds, too");
    command->add_flag("--quiet", check->quiet, "print nothing, only problems; files are written");
    command->callback([check, &request] { request = *check; });
}

}  // namespace headroom::cli
