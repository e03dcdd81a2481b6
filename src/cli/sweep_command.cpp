#include <optional>
#include <utility>

#include "src/cli/commands.hpp"
#include "src/cli/exit_code.hpp"
#include "src/cli/load_for_cli.hpp"
#include "src/cli/print_comparison.hpp"
#include "src/cli/progress.hpp"
#include "src/cli/stop_watcher.hpp"
#include "src/cli/terminal.hpp"
#include "src/core/result/describe_run.hpp"
#include "src/core/scenario/input_files.hpp"
#include "src/core/table/write_table.hpp"
#include "src/study/sweep/sweep_folder.hpp"
#include "src/study/sweep/sweep_page.hpp"

namespace headroom::cli {
namespace {

using study::MetricChoice;
using study::SweepPlan;
using study::SweepResult;

struct Sweep {
    SweepPlan plan;
    MetricChoice choice;
    report::Provenance origin;
    std::optional<study::SweepFolder> folder;
};

int fail(Progress& progress, const CliFailure& failure) {
    progress.clear();
    tell_problems(failure.problems);
    return failure.exit_code;
}

void append(Diagnostics& problems, const Diagnostics& more) {
    problems.insert(problems.end(), more.begin(), more.end());
}

expected<Sweep, CliFailure> open_sweep(const SweepRequest& request) {
    CliFailure failure{kExitUsage, {}};
    auto choice = MetricChoice::parse(request.metrics, "--metric");
    if (!choice)
        append(failure.problems, choice.error());
    auto axes = study::parse_axes(request.over, "--over");
    if (!axes)
        append(failure.problems, axes.error());
    auto options = read_options(request.options);
    if (!options) {
        append(failure.problems, options.error().problems);
        failure.exit_code = options.error().exit_code;
        return unexpected(std::move(failure));
    }
    auto base = study::WhatIf::open(request.scenario, request.scenario, std::move(*options));
    if (!base) {
        append(failure.problems, base.error().problems);
        failure.exit_code = exit_code_of(base.error().cause);
    }
    if (!failure.problems.empty())
        return unexpected(std::move(failure));
    const auto scenario = base->scenario();
    auto origin = report::describe_origin(*scenario, base->options());
    Sweep sweep{{base->with(scenario->name, {}), std::move(*axes)},
                std::move(*choice),
                std::move(origin),
                std::nullopt};
    if (request.output_folder.empty())
        return sweep;
    auto folder = study::SweepFolder::open(request.output_folder, scenario::input_files(*scenario));
    if (!folder)
        return unexpected(CliFailure{kExitInput, std::move(folder.error())});
    sweep.folder.emplace(std::move(*folder));
    return sweep;
}

std::string text_of(const SweepRequest& request, const Sweep& sweep, const SweepResult& result) {
    switch (request.format) {
        case SweepFormat::kJson:
            return sweep_json(sweep.plan, result, sweep.origin);
        case SweepFormat::kCsv: {
            std::string text;
            report::write_csv(sweep_table(sweep.plan, result),
                              [&](std::string_view part) { text += part; });
            return text;
        }
        case SweepFormat::kText:
            if (request.quiet)
                return "";
            return comparison_text(
                sweep_page(sweep.plan, result,
                           request.metrics.empty() ? study::page_metrics() : sweep.choice));
    }
    return "";
}

// What a user whose sweep was stopped wants to know.
void tell_how_to_go_on(const SweepRequest& request, const SweepResult& result) {
    const std::string done =
        std::to_string(result.done) + " of " + std::to_string(result.values.size()) + " points";
    if (request.output_folder.empty())
        tell("headroom: stopped after " + done +
             "; with -o DIR the next sweep goes on from there\n");
    else
        tell("headroom: stopped; " + done + " are in " + request.output_folder +
             "/sweep.cache, and the same command goes on from there\n");
}

// Prints what came out; the code says whether all that was asked for is there.
int show(const SweepRequest& request, const Sweep& sweep, const SweepResult& result) {
    if (!print(text_of(request, sweep, result)))
        return kExitInput;
    if (!result.is_complete()) {
        tell_how_to_go_on(request, result);
        return kExitOk;
    }
    if (!request.quiet && !request.output_folder.empty())
        tell("\n  Written to " + request.output_folder + ": points.csv sweep.csv study.json\n");
    const Diagnostics unmatched = sweep.choice.find_unmatched(result.all_metrics);
    if (unmatched.empty())
        return kExitOk;
    tell_problems(unmatched);
    return kExitUsage;
}

int sweep_with_progress(const SweepRequest& request, Progress& progress) {
    StopWatcher watcher(request.time_limit_s);
    progress.begin("read");
    auto sweep = open_sweep(request);
    if (!sweep)
        return fail(progress, sweep.error());
    progress.begin("simulate");
    const study::StudyControl control{request.threads, watcher.token(),
                                      [&](const study::StudyProgress& done) {
                                          progress.update("sweep", done);
                                      }};
    study::SweepJournal* const journal = sweep->folder ? &sweep->folder->journal() : nullptr;
    auto result = run_sweep(sweep->plan, {request.trials, sweep->choice, journal}, control);
    if (!result)
        return fail(progress,
                    {exit_code_of(result.error().cause), std::move(result.error().problems)});
    // Of a sweep that was stopped: what is done, marked as such.
    if (sweep->folder) {
        progress.begin("write");
        auto written = sweep->folder->write(sweep->plan, *result, sweep->origin);
        if (!written)
            return fail(progress, {kExitInput, std::move(written.error())});
    }
    progress.clear();
    const int shown = show(request, *sweep, *result);
    if (result->is_complete() || shown == kExitInput)
        return shown;
    return exit_code_of(watcher.cause());
}

}  // namespace

int sweep_command(const SweepRequest& request) {
    Progress progress(request.progress, request.quiet);
    const int exit_code = sweep_with_progress(request, progress);
    progress.end(exit_code);
    return exit_code;
}

}  // namespace headroom::cli
