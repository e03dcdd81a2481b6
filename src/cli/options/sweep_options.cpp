#include <memory>

#include "src/cli/options/option_kit.hpp"
#include "src/cli/options/options.hpp"

namespace headroom::cli {
namespace {

constexpr std::size_t kMostTrials = 1'000'000;
constexpr int kMostThreads = 1024;

constexpr const char* kExamples = R"(Examples:
  headroom sweep s.toml --over fleet.a.nodes=64,96,128   what three sizes give
  headroom sweep s.toml --over fleet.a.nodes=64:128:8    every eighth size from 64 to 128
  headroom sweep s.toml --over demand.w.scale=0.5:2:log5 five scales in equal ratios; ends that
                                                         are whole (1:8:log4) give whole values
  headroom sweep s.toml --over fleet.a.nodes=8:64:8 --over cluster.c.scheduler.policy=fcfs,easy
  headroom sweep s.toml --over 'hall.a.power_cap=2 MW:4 MW:500 kW' -o out
  headroom sweep s.toml --over fleet.a.nodes=64:128:8 --trials 50 --metric 'wait.*' --format csv

With -o the folder gets points.csv (a row a number), sweep.csv (a row a point, for plots) and
study.json once every point is there. Each finished point is kept in sweep.cache: the same command
goes on where it was stopped or killed, and points of an earlier sweep with the same inputs are
taken from there. Points that share a trial share its random numbers.)";

const std::map<std::string, SweepFormat> kFormats{
    {"text", SweepFormat::kText}, {"json", SweepFormat::kJson}, {"csv", SweepFormat::kCsv}};

CLI::Option* add_texts(CLI::App& command,
                       const std::string& name,
                       std::vector<std::string>& texts,
                       const std::string& help) {
    return command.add_option(name, texts, help)->expected(1)->take_all()->check(not_empty());
}

}  // namespace

void add_sweep(CLI::App& app, Request& request) {
    auto sweep = std::make_shared<SweepRequest>();
    CLI::App* command = app.add_subcommand(
        "sweep", "what comes out over a grid of values of one to three settings");
    command->footer(kExamples);
    command->add_option("scenario", sweep->scenario, "the scenario file")
        ->required()
        ->type_name("");
    add_texts(*command, "--over", sweep->over,
              "a path and its values: a,b,c, low:high:step or low:high:logN; up to three times")
        ->required()
        ->type_name("path=values");
    add_scenario_options(*command, sweep->options);
    add_texts(*command, "--metric", sweep->metrics,
              "a metric to show, with * and ?; may be repeated")
        ->type_name("METRIC");
    command
        ->add_option("--trials", sweep->trials,
                     "simulate this many trials of each point, with the same random numbers")
        ->check(CLI::Range(std::size_t{2}, kMostTrials).description(""))
        ->type_name("N");
    command->add_option("--threads", sweep->threads, "how many cores to use; all if not given")
        ->check(CLI::Range(1, kMostThreads).description(""))
        ->type_name("N");
    command->add_option("-o", sweep->output_folder, "the folder for the tables and the cache")
        ->check(not_empty())
        ->type_name("DIR");
    add_time_limit(*command, sweep->time_limit_s, "stop after this time; what is done is kept");
    add_choice(*command, "--format", sweep->format, kFormats, "what to print on stdout");
    add_progress(*command, sweep->progress);
    command->add_flag("--quiet", sweep->quiet, "print no table and no talk, only problems");
    command->callback([sweep, &request] { request = *sweep; });
}

}  // namespace headroom::cli
