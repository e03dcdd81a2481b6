#include <memory>

#include "src/cli/options/option_kit.hpp"
#include "src/cli/options/options.hpp"
#include "src/core/result/result.hpp"

namespace headroom::cli {
namespace {

constexpr const char* kExamples = R"(Examples:
  headroom run s.toml                                    print a summary, write nothing
  headroom run s.toml -o out                             write out/summary.json and out/result.bin
  headroom run s.toml -o out --csv                       and every table as CSV
  headroom run s.toml -o out --csv jobs,series           only these two
  headroom run s.toml --set fleet.a.nodes=96 --set 'horizon="2 y"'
  headroom run s.toml --variant more --format json       summary.json on stdout

Ctrl-C stops early and keeps the part that was simulated, marked as such; exit code 130.)";

}  // namespace

void add_run(CLI::App& app, Request& request) {
    auto run = std::make_shared<RunRequest>();
    CLI::App* command = app.add_subcommand("run", "simulate a scenario and say what came out");
    command->footer(kExamples);
    command->add_option("scenario", run->scenario, "the scenario file")->required()->type_name("");
    command->add_option("-o", run->output_folder, "the folder for the result; none: write nothing")
        ->check(not_empty())
        ->type_name("DIR");
    CLI::Option* csv =
        command
            ->add_option_function<std::string>(
                "--csv",
                [run](const std::string& text) {
                    run->csv_tables = parse_names("--csv", text, report::export_names());
                },
                "write tables as CSV too: all, or of " + joined(report::export_names()))
            ->expected(0, 1)
            ->type_name("[LIST]");
    csv->needs(command->get_option("-o"));
    command->add_option("--store", run->store_file, "keep the run in this store of runs")
        ->check(not_empty())
        ->type_name("FILE");
    command->add_flag("--no-headroom", run->skips_headroom,
                      "simulate once, without the search for headroom.load and headroom.date");
    add_scenario_options(*command, run->options);
    add_time_limit(*command, run->time_limit_s,
                   "stop after this time and keep the part that was simulated");
    add_format(*command, run->format, "what to print on stdout");
    add_progress(*command, run->progress);
    command->add_flag("--quiet", run->quiet, "print no summary and no talk, only problems");
    command->callback([run, &request] { request = *run; });
}

}  // namespace headroom::cli
