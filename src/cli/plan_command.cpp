#include <algorithm>
#include <optional>
#include <utility>

#include "src/cli/commands.hpp"
#include "src/cli/exit_code.hpp"
#include "src/cli/load_for_cli.hpp"
#include "src/cli/print_comparison.hpp"
#include "src/cli/progress.hpp"
#include "src/cli/stop_watcher.hpp"
#include "src/cli/terminal.hpp"
#include "src/core/table/number_text.hpp"
#include "src/study/plan/plan_outputs.hpp"
#include "src/study/plan/plan_page.hpp"
#include "src/study/plan/run_plan.hpp"

namespace headroom::cli {
namespace {

using study::PlanReport;

// Everything that can be wrong is found before the first trial.
struct OpenedPlan {
    study::PlanStudy study;
    study::TrialRange trials;
    study::PlanRunner runner;
    std::optional<report::OutputFolder> folder;
};

CliFailure failed(LoadFailure failure) {
    return {exit_code_of(failure.cause), std::move(failure.problems)};
}

CliFailure option_fault(int exit_code,
                        const char* option,
                        std::string problem,
                        std::string wanted) {
    Diagnostic fault;
    fault.place.file = option;
    fault.problem = std::move(problem);
    fault.wanted = std::move(wanted);
    return {exit_code, {std::move(fault)}};
}

expected<study::PlanStudy, CliFailure> open_study(const MonteCarloRequest& request) {
    auto options = read_options(request.options);
    if (!options)
        return unexpected(std::move(options.error()));
    auto what_if = study::WhatIf::open(request.scenario, request.scenario, std::move(*options));
    if (!what_if)
        return unexpected(failed(std::move(what_if.error())));
    auto study = study::open_plan(*what_if);
    if (!study)
        return unexpected(failed(std::move(study.error())));
    return std::move(*study);
}

expected<OpenedPlan, CliFailure> open_plan(const MonteCarloRequest& request) {
    auto study = open_study(request);
    if (!study)
        return unexpected(std::move(study.error()));
    const study::TrialRange trials{request.trials.first,
                                   request.trials.count.value_or(study->usual_trials)};
    if (trials.count > study::kMostPlanTrials)
        return unexpected(option_fault(
            kExitUsage, "--trials", "asks for more trials than a plan keeps in memory",
            "at most " + report::group_thousands(std::int64_t{study::kMostPlanTrials})));
    auto runner = study::choose_plan_runner(request.device, *study->plan, request.threads);
    if (!runner)
        return unexpected(option_fault(kExitDevice, "--device",
                                       "cuda cannot be used: " + runner.error(), "auto or cpu"));
    OpenedPlan opened{std::move(*study), trials, std::move(*runner), std::nullopt};
    if (request.output_folder.empty())
        return opened;
    auto folder = report::OutputFolder::open(request.output_folder);
    if (!folder)
        return unexpected(CliFailure{kExitInput, std::move(folder.error())});
    if (auto free = folder->check_targets(study::plan_files(), opened.study.input_files); !free)
        return unexpected(CliFailure{kExitInput, std::move(free.error())});
    opened.folder.emplace(std::move(*folder));
    return opened;
}

int fail(Progress& progress, const CliFailure& failure) {
    progress.clear();
    tell_problems(failure.problems);
    return failure.exit_code;
}

void tell_plan(const OpenedPlan& opened) {
    tell("headroom: " + opened.runner.reason + "\n");
    if (opened.study.asks_precision)
        tell("headroom: all trials are played; [montecarlo] precision stops no plan\n");
}

PlanReport play(OpenedPlan& opened, std::stop_token stop, Progress& progress) {
    study::PlanControl control;
    control.stop = std::move(stop);
    control.on_trials = [&](const study::StudyProgress& done) {
        progress.update("montecarlo", done);
    };
    // How many passes the percentiles need is not known before.
    control.on_replayed = [&](std::uint64_t done) {
        const auto passes = static_cast<double>(done) / static_cast<double>(opened.trials.count);
        progress.update_share("percentiles", std::min(passes, 1.0));
    };
    progress.begin("simulate");
    return run_plan(opened.study, opened.runner, opened.trials, control);
}

int show(const MonteCarloRequest& request, const PlanReport& report) {
    std::string text;
    if (request.format == OutputFormat::kJson)
        text = plan_json(report);
    else if (!request.quiet)
        text = comparison_text(plan_page(report));
    return print(text) ? kExitOk : kExitInput;
}

std::string written_text(const std::string& folder) {
    std::string text = "\n  Written to " + folder + ":";
    for (const std::string& name : study::plan_files())
        text += " " + name;
    return text + "\n";
}

int plan_with_progress(const MonteCarloRequest& request, Progress& progress) {
    StopWatcher watcher(request.time_limit_s);
    progress.begin("read");
    auto opened = open_plan(request);
    if (!opened)
        return fail(progress, opened.error());
    progress.clear();
    if (!request.quiet)
        tell_plan(*opened);
    const PlanReport report = play(*opened, watcher.token(), progress);
    if (opened->folder)
        if (auto written = write_plan(*opened->folder, report); !written)
            return fail(progress, {kExitInput, std::move(written.error())});
    progress.clear();
    if (const int shown = show(request, report); shown != kExitOk)
        return shown;
    if (opened->folder && !request.quiet)
        tell(written_text(request.output_folder));
    const bool is_whole = report.study.is_complete() && report.has_exact_fans;
    return is_whole ? kExitOk : exit_code_of(watcher.cause());
}

}  // namespace

int plan_command(const MonteCarloRequest& request) {
    Progress progress(request.progress, request.quiet);
    const int exit_code = plan_with_progress(request, progress);
    progress.end(exit_code);
    return exit_code;
}

}  // namespace headroom::cli
