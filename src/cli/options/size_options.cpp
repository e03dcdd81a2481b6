#include <memory>

#include "sim/base/units.hpp"
#include "src/cli/options/option_kit.hpp"
#include "src/cli/options/options.hpp"

namespace headroom::cli {
namespace {

constexpr std::size_t kMostTrials = 1'000'000;
constexpr int kMostThreads = 4096;

constexpr const char* kExamples = R"(Examples:
  headroom size s.toml --path fleet.h100.nodes=1:200     the fewest that hold its [assert]
  headroom size s.toml --path fleet.h100.nodes=1:200 --target "wait.p95 <= 4 h"
  headroom size s.toml --path fleet.h100.nodes=64:256:8 --trials 200 --confidence "90 %"
  headroom size s.toml --path fleet.a.nodes=8:64:8 --path fleet.b.nodes=0:32:4 \
      --minimise fleet.a.nodes --minimise wait.mean      which pairs nothing beats in both
  headroom size s.toml --path fleet.h100.nodes=1:200 -o out     points.csv and size.json

A range is low:high or low:high:step, with units ("2 MW:4 MW:500 kW"). Targets are the assertions of
level error and what --target adds. With --trials a value is enough where all targets hold in that
share of the trials, which have the same random numbers at every value. Of more than 16 values a few
are tried: where they show that more is not always better, all below the answer are tried as well.

Exit codes: 0 found, 1 no value is enough, 2 the question or the scenario is invalid, 4 and 130
stopped early: what is known so far is printed.)";

const std::map<std::string, StudyFormat> kFormats{
    {"text", StudyFormat::kText}, {"json", StudyFormat::kJson}, {"csv", StudyFormat::kCsv}};

double parse_confidence(const std::string& text) {
    const auto level = parse_quantity(text, Dimension::kFraction);
    if (!level)
        throw CLI::ValidationError("--confidence", level.error());
    if (!(level->value > 0 && level->value <= 1))
        throw CLI::ValidationError("--confidence",
                                   "must be above 0 and at most 100 %, such as \"95 %\"");
    return level->value;
}

void add_question(CLI::App& command, const std::shared_ptr<SizeRequest>& size) {
    const auto add_texts = [&](const char* name, std::vector<std::string>& texts, const char* type,
                               const char* help) {
        return command.add_option(name, texts, help)
            ->expected(1)
            ->take_all()
            ->check(not_empty())
            ->type_name(type);
    };
    study::SizeQuestion& question = size->question;
    add_texts("--path", question.paths, "path=low:high[:step]", "what to size; up to three times")
        ->required();
    add_texts("--target", question.targets, "\"METRIC <= LIMIT\"",
              "what must hold, beside the scenario's assertions; may be repeated");
    add_texts("--minimise", question.minimise, "PATH|METRIC",
              "what nothing that holds may beat; may be repeated");
    CLI::Option* trials =
        command.add_option("--trials", question.trials, "simulate so many trials of each value")
            ->check(CLI::Range(std::size_t{1}, kMostTrials).description(""))
            ->type_name("N");
    command
        .add_option_function<std::string>(
            "--confidence",
            [size](const std::string& text) { size->question.confidence = parse_confidence(text); },
            "the share of the trials that must hold; 95 % if not given")
        ->type_name("\"95 %\"")
        ->needs(trials);
    CLI::Option* all =
        command.add_flag("--exhaustive", question.is_exhaustive, "try every value of the range");
    command
        .add_option("--most-probes", question.most_probes,
                    "try no more values than this; 1,000 if not given")
        ->check(CLI::Range(std::size_t{1}, kMostTrials).description(""))
        ->excludes(all)
        ->type_name("N");
}

}  // namespace

void add_size(CLI::App& app, Request& request) {
    auto size = std::make_shared<SizeRequest>();
    CLI::App* command =
        app.add_subcommand("size", "the smallest value of a setting for which targets hold");
    command->footer(kExamples);
    command->add_option("scenario", size->scenario, "the scenario file")->required()->type_name("");
    add_question(*command, size);
    add_scenario_options(*command, size->options);
    command->add_option("--threads", size->threads, "how many cores to use; all if not given")
        ->check(CLI::Range(1, kMostThreads).description(""))
        ->type_name("N");
    command->add_option("-o", size->output_folder, "the folder for points.csv and size.json")
        ->check(not_empty())
        ->type_name("DIR");
    add_time_limit(*command, size->time_limit_s, "stop after this time and say what is known");
    add_choice(*command, "--format", size->format, kFormats, "what to print on stdout");
    add_progress(*command, size->progress);
    command->add_flag("--quiet", size->quiet, "print no page and no talk, only problems");
    command->callback([size, &request] { request = *size; });
}

}  // namespace headroom::cli
