#include "src/cli/options/montecarlo_options.hpp"

#include <charconv>
#include <limits>
#include <memory>

#include "src/cli/options/option_kit.hpp"
#include "src/cli/options/options.hpp"

namespace headroom::cli {
namespace {

constexpr std::uint64_t kMostTrials = std::numeric_limits<std::uint32_t>::max();
constexpr int kMostThreads = 1024;

constexpr const char* kExamples = R"(Examples:
  headroom montecarlo s.toml                          the trials that the file asks for, or 1,000
  headroom montecarlo s.toml --trials 5000 -o out     and keep summary.json and the tables in out/
  headroom montecarlo s.toml --precision wait.mean=5%   stop once the mean wait is known to ± 5 %
  headroom montecarlo s.toml --precision wait.p95@p90=10% --trials 20000     of at most 20,000
  headroom montecarlo s.toml --tornado --metric 'wait.*'    and which factors it hangs on
  headroom montecarlo s.toml --trials 0:500 --part 0.part   trials 0 to 499, for another machine
  headroom merge *.part -o out                              the parts as one study
  headroom montecarlo scenarios/plan.toml --plan -o out     years to come: cost and shortfall

A trial draws every number that is a distribution, new jobs or the weeks of the trace, and runs the
whole scenario. Trial k is the same trial on every machine, whatever the others do.

With -o the folder gets summary.json (metrics by name@statistic), points.csv, trials.csv (a line a
trial), correlations.csv and, with --tornado, tornado.csv. Finished trials are kept in trials.cache:
the same command goes on where it was stopped or killed, and asking for more adds to them.

With --plan no job is simulated: demand, purchases, failures and prices are played month by month
over the horizon, 100,000 trials in a second or two. It tells cost.tco, capex, opex and unmet, when
demand outgrows the GPUs in service, and the power of halls; -o writes summary.json, points.csv and
fans.csv (percentiles by step). It keeps no parts: take all trials in one run.)";

const std::map<std::string, study::DeviceWish> kDevices{{"auto", study::DeviceWish::kAuto},
                                                        {"cpu", study::DeviceWish::kCpu},
                                                        {"cuda", study::DeviceWish::kCuda}};

[[noreturn]] void refuse_trials(const std::string& text) {
    throw CLI::ValidationError("--trials", "'" + text +
                                               "' is neither a number of trials, 2 and more, nor a "
                                               "range a:b, from a up to but not b");
}

std::uint64_t parse_number(std::string_view digits, const std::string& text) {
    std::uint64_t number = 0;
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (fault != std::errc() || end != digits.data() + digits.size() || number > kMostTrials)
        refuse_trials(text);
    return number;
}

TrialsWanted parse_trials(const std::string& text) {
    const std::size_t colon = text.find(':');
    TrialsWanted wanted;
    if (colon == std::string::npos) {
        wanted.count = parse_number(text, text);
        if (*wanted.count < 2)
            refuse_trials(text);
        return wanted;
    }
    const std::string_view all(text);
    const std::uint64_t first = parse_number(all.substr(0, colon), text);
    const std::uint64_t end = parse_number(all.substr(colon + 1), text);
    if (end <= first)
        refuse_trials(text);
    wanted.first = static_cast<std::uint32_t>(first);
    wanted.count = end - first;
    wanted.is_range = true;
    return wanted;
}

void add_outputs(CLI::App& command, MonteCarloRequest& study) {
    command
        .add_option("--metric", study.metrics,
                    "only these metrics, with * and ?; may be repeated. The first leads the page")
        ->expected(1)
        ->take_all()
        ->check(not_empty())
        ->type_name("METRIC");
    CLI::Option* part =
        command.add_option("--part", study.part_file, "write the trials a:b here, to be merged")
            ->check(not_empty())
            ->type_name("FILE");
    command
        .add_flag("--tornado", study.with_tornado,
                  "run each factor at its P10 and P90, the others at their means")
        ->excludes(part);
    command
        .add_option("-o", study.output_folder, "the folder for summary, tables and finished trials")
        ->check(not_empty())
        ->type_name("DIR");
}

// A plan plays all its trials at once, in seconds, and has metrics of its own.
void check_plan(const MonteCarloRequest& study) {
    const std::pair<const char*, bool> options[] = {{"--part", !study.part_file.empty()},
                                                    {"--precision", !study.precisions.empty()},
                                                    {"--metric", !study.metrics.empty()},
                                                    {"--tornado", study.with_tornado}};
    for (const auto& [name, is_given] : options)
        if (study.is_plan && is_given)
            throw CLI::ValidationError(name, "does not go with --plan");
}

}  // namespace

void add_montecarlo_options(CLI::App& command,
                            MonteCarloRequest& study,
                            const std::string& threads) {
    command.add_option("scenario", study.scenario, "the scenario file")->required()->type_name("");
    command
        .add_option_function<std::string>(
            "--trials", [&study](const std::string& text) { study.trials = parse_trials(text); },
            "so many at most, or those from a up to b; else [montecarlo] trials, or 1,000")
        ->type_name("N|a:b");
    add_choice(command, "--device", study.device, kDevices, "what plays the trials");
    command
        .add_option("--precision", study.precisions,
                    "stop once ± half the 90 % interval is at most this share; may be repeated")
        ->expected(1)
        ->take_all()
        ->check(not_empty())
        ->type_name("METRIC=5%");
    add_scenario_options(command, study.options);
    add_outputs(command, study);
    command.add_option("--threads", study.threads, threads)
        ->check(CLI::Range(1, kMostThreads).description(""))
        ->type_name("N");
    add_time_limit(command, study.time_limit_s, "stop after this time and report what is done");
    add_format(command, study.format, "what to print on stdout");
    add_progress(command, study.progress);
    command.add_flag("--quiet", study.quiet, "print no page and no talk, only problems");
}

void check_montecarlo(const MonteCarloRequest& study) {
    check_plan(study);
    if (!study.part_file.empty() && !study.trials.is_range)
        throw CLI::ValidationError("--part", "needs --trials a:b, the trials of this part");
    if (study.trials.is_range && !study.precisions.empty())
        throw CLI::ValidationError("--precision",
                                   "cannot stop a part: others cannot know when it did");
}

void add_montecarlo(CLI::App& app, Request& request) {
    auto study = std::make_shared<MonteCarloRequest>();
    CLI::App* command =
        app.add_subcommand("montecarlo", "how sure we are: the scenario in thousands of trials");
    command->footer(kExamples);
    command->add_flag("--plan", study->is_plan,
                      "the plan in time steps over the years to come instead of simulations; "
                      "100,000 trials if nobody says how many");
    add_montecarlo_options(*command, *study, "how many cores to use; all if not given");
    command->callback([study, &request] {
        check_montecarlo(*study);
        request = *study;
    });
}

}  // namespace headroom::cli
