#include <memory>

#include "sim/base/units.hpp"
#include "src/cli/options/option_kit.hpp"
#include "src/cli/options/options.hpp"

namespace headroom::cli {
namespace {

constexpr std::size_t kMostTrials = 1'000'000;
constexpr int kMostThreads = 1024;

constexpr const char* kExamples = R"(Examples:
  headroom compare s.toml                                a scenario beside each of its variants
  headroom compare s.toml --variant late --variant more  beside these two
  headroom compare s.toml --case "12 more: fleet.a.nodes=108" --case "fleet.a.nodes=96; seed=2"
  headroom compare old.toml new.toml -o out              two scenarios; keep results and a table
  headroom compare results/january results/february      two results that are there already
  headroom compare s.toml --metric 'wait.*' --metric 'wait.p95[partition=*]'
  headroom compare s.toml --trials 200                   how sure is the difference?
  headroom compare s.toml --trials 200 --objective wait.p95 --format markdown

The first alternative is the base of every difference. With --trials all alternatives share their
random numbers: trial k has the same jobs in each of them, so that their differences are known much
better than the metrics themselves. Ctrl-C and --time-limit keep the trials that are done.)";

const std::map<std::string, CompareFormat> kFormats{{"text", CompareFormat::kText},
                                                    {"json", CompareFormat::kJson},
                                                    {"csv", CompareFormat::kCsv},
                                                    {"markdown", CompareFormat::kMarkdown}};

double parse_confidence(const std::string& text) {
    const auto level = parse_quantity(text, Dimension::kFraction);
    if (!level)
        throw CLI::ValidationError("--confidence", level.error());
    constexpr double kMost = 0.999999;
    if (!(level->value > 0 && level->value <= kMost))
        throw CLI::ValidationError("--confidence",
                                   "must be between 0 and 99.9999 %, such as \"95 %\"");
    return level->value;
}

CLI::Option* add_texts(CLI::App& command,
                       const std::string& name,
                       std::vector<std::string>& texts,
                       const std::string& help) {
    return command.add_option(name, texts, help)->expected(1)->take_all()->check(not_empty());
}

void add_trial_options(CLI::App& command, const std::shared_ptr<CompareRequest>& request) {
    CLI::Option* trials =
        command
            .add_option("--trials", request->trials,
                        "simulate this many trials of each, with the same random numbers")
            ->check(CLI::Range(std::size_t{2}, kMostTrials).description(""))
            ->type_name("N");
    command.add_option("--objective", request->objective, "the metric that regret decides by")
        ->check(not_empty())
        ->type_name("METRIC")
        ->default_str("wait.mean")
        ->needs(trials);
    command
        .add_option_function<std::string>(
            "--confidence",
            [request](const std::string& text) { request->confidence = parse_confidence(text); },
            "of every interval")
        ->type_name("\"95 %\"")
        ->needs(trials);
}

}  // namespace

void add_compare(CLI::App& app, Request& request) {
    auto compare = std::make_shared<CompareRequest>();
    CLI::App* command =
        app.add_subcommand("compare", "what alternatives differ in, and how sure that is");
    command->footer(kExamples);
    command->add_option("sources", compare->sources, "scenario files and result folders")
        ->required()
        ->check(not_empty())
        ->type_name("");
    add_texts(*command, "--variant", compare->variants,
              "a [variant.NAME] of the scenario; may be repeated")
        ->type_name("NAME");
    add_texts(*command, "--case", compare->cases,
              "an alternative by settings, with or without a label; may be repeated")
        ->type_name("\"LABEL: path=value; …\"");
    add_settings(*command, compare->options);
    add_texts(*command, "--metric", compare->metrics,
              "a metric to show, with * and ?; may be repeated")
        ->type_name("METRIC");
    command->add_flag("--all", compare->shows_all_metrics, "show every metric with every scope")
        ->excludes("--metric");
    add_trial_options(*command, compare);
    command->add_flag("--no-headroom", compare->skips_headroom,
                      "without the search for headroom.load and headroom.date");
    command->add_option("--threads", compare->threads, "how many cores to use; all if not given")
        ->check(CLI::Range(1, kMostThreads).description(""))
        ->type_name("N");
    command
        ->add_option("-o", compare->output_folder,
                     "the folder for points.csv, compare.json and a result each")
        ->check(not_empty())
        ->type_name("DIR");
    add_time_limit(*command, compare->time_limit_s, "stop after this time and keep what is done");
    add_choice(*command, "--format", compare->format, kFormats, "what to print on stdout");
    add_progress(*command, compare->progress);
    command->add_flag("--quiet", compare->quiet, "print no table and no talk, only problems");
    command->callback([compare, &request] { request = *compare; });
}

}  // namespace headroom::cli
