#include <filesystem>
#include <optional>
#include <utility>

#include "src/cli/commands.hpp"
#include "src/cli/exit_code.hpp"
#include "src/cli/load_for_cli.hpp"
#include "src/cli/print_montecarlo.hpp"
#include "src/cli/progress.hpp"
#include "src/cli/stop_watcher.hpp"
#include "src/cli/terminal.hpp"
#include "src/core/output/output_file.hpp"
#include "src/core/scenario/input_files.hpp"
#include "src/study/montecarlo/choose_device.hpp"
#include "src/study/montecarlo/montecarlo_outputs.hpp"
#include "src/study/montecarlo/trial_part.hpp"

namespace headroom::cli {
namespace {

using study::MonteCarloReport;

constexpr const char* kJournal = "trials.cache";
constexpr std::int64_t kUsualTrials = 1000;

// Everything that can be wrong is found before the first trial.
struct Opened {
    study::WhatIf what_if;
    StudyMetrics metrics;
    study::TrialPlan plan;
    study::ChosenDevice device;
    study::StudyHead head;
    std::optional<report::OutputFolder> folder;
    std::optional<study::TrialJournal> journal;
};

void append(Diagnostics& problems, const Diagnostics& more) {
    problems.insert(problems.end(), more.begin(), more.end());
}

CliFailure failed(LoadFailure failure) {
    return {exit_code_of(failure.cause), std::move(failure.problems)};
}

expected<study::WhatIf, CliFailure> open_what_if(const MonteCarloRequest& request) {
    auto options = read_options(request.options);
    if (!options)
        return unexpected(std::move(options.error()));
    auto what_if = study::WhatIf::open(request.scenario, request.scenario, std::move(*options));
    if (!what_if)
        return unexpected(failed(std::move(what_if.error())));
    return std::move(*what_if);
}

// Parts cannot stop where they are precise: the others would not know.
study::TrialPlan plan_trials(const MonteCarloRequest& request,
                             const scenario::Scenario& scenario,
                             std::vector<study::Precision> asked) {
    study::TrialPlan plan;
    const auto usual = static_cast<std::size_t>(scenario.montecarlo.trials.value_or(kUsualTrials));
    plan.trials = {request.trials.first, request.trials.count.value_or(usual)};
    plan.is_antithetic = scenario.montecarlo.antithetic;
    if (!request.trials.is_range)
        plan.precisions =
            asked.empty() ? study::precisions_of(scenario.montecarlo) : std::move(asked);
    return plan;
}

// Once the folder of -o is there, which may be that of the part.
expected<void, CliFailure> check_part(const MonteCarloRequest& request,
                                      const std::vector<std::string>& inputs) {
    if (request.part_file.empty())
        return {};
    auto free = output::check_target(request.part_file, inputs);
    if (!free)
        return unexpected(CliFailure{kExitInput, std::move(free.error())});
    const auto folder = std::filesystem::absolute(request.part_file).parent_path();
    std::error_code ignored;
    if (std::filesystem::is_directory(folder, ignored))
        return {};
    Diagnostic fault;
    fault.place.file = request.part_file;
    fault.problem = "cannot be written: there is no folder " + folder.string();
    return unexpected(CliFailure{kExitInput, {std::move(fault)}});
}

expected<void, CliFailure> open_files(const MonteCarloRequest& request, Opened& opened) {
    const auto scenario = opened.what_if.scenario();
    const std::vector<std::string> inputs = scenario::input_files(*scenario);
    if (request.output_folder.empty())
        return check_part(request, inputs);
    auto folder = report::OutputFolder::open(request.output_folder);
    if (!folder)
        return unexpected(CliFailure{kExitInput, std::move(folder.error())});
    std::vector<std::string> names = study::montecarlo_files();
    names.emplace_back(kJournal);
    if (auto free = folder->check_targets(names, inputs); !free)
        return unexpected(CliFailure{kExitInput, std::move(free.error())});
    auto journal = study::TrialJournal::open((folder->path() / kJournal).string());
    if (!journal)
        return unexpected(CliFailure{kExitInput, std::move(journal.error())});
    opened.folder.emplace(std::move(*folder));
    opened.journal.emplace(std::move(*journal));
    return check_part(request, inputs);
}

expected<Opened, CliFailure> open_study(const MonteCarloRequest& request) {
    CliFailure failure{kExitUsage, {}};
    auto metrics = choose_metrics(request.metrics);
    if (!metrics)
        append(failure.problems, metrics.error());
    auto precisions = study::parse_precisions(request.precisions, "--precision");
    if (!precisions)
        append(failure.problems, precisions.error());
    auto what_if = open_what_if(request);
    if (!what_if) {
        append(failure.problems, what_if.error().problems);
        failure.exit_code = what_if.error().exit_code;
    }
    if (!failure.problems.empty())
        return unexpected(std::move(failure));
    auto device = study::choose_device(request.device, *what_if, request.threads, metrics->files);
    if (!device)
        return unexpected(device.error().is_absent
                              ? CliFailure{kExitDevice, device.error().failure.problems}
                              : failed(std::move(device.error().failure)));
    auto head = study::describe_study(*what_if);
    if (!head)
        return unexpected(failed(std::move(head.error())));
    const auto scenario = what_if->scenario();
    Opened opened{std::move(*what_if),
                  std::move(*metrics),
                  plan_trials(request, *scenario, std::move(*precisions)),
                  std::move(*device),
                  std::move(*head),
                  std::nullopt,
                  std::nullopt};
    if (auto files = open_files(request, opened); !files)
        return unexpected(std::move(files.error()));
    return opened;
}

expected<void, Diagnostics> write_part(const MonteCarloRequest& request,
                                       const Opened& opened,
                                       const study::TrialRun& run) {
    if (request.part_file.empty())
        return {};
    const std::string bytes = study::encode_part({request.part_file, opened.device.source->key(),
                                                  opened.device.source->description(), opened.head,
                                                  run.asked, run.table});
    return output::write_file(request.part_file, [&](const report::TextSink& sink) {
        sink(bytes);
        return true;
    });
}

// What a user whose study was stopped wants to know.
void tell_how_to_go_on(const MonteCarloRequest& request) {
    tell(request.output_folder.empty()
             ? "headroom: stopped; with -o DIR the same command goes on where it was\n"
             : "headroom: stopped; finished trials are in " + request.output_folder + "/" +
                   kJournal + ", and the same command goes on from there\n");
}

// What will be done, and what will not although the scenario asks for it.
void tell_plan(const MonteCarloRequest& request, const Opened& opened) {
    tell("headroom: " + opened.device.reason + "\n");
    const auto scenario = opened.what_if.scenario();
    if (request.trials.is_range && scenario && !scenario->montecarlo.precision.empty())
        tell("headroom: all of this range are played; [montecarlo] precision stops no part\n");
}

int fail(Progress& progress, const CliFailure& failure) {
    progress.clear();
    tell_problems(failure.problems);
    return failure.exit_code;
}

expected<MonteCarloReport, CliFailure> play(const MonteCarloRequest& request,
                                            Opened& opened,
                                            const study::StudyControl& control) {
    auto run = run_trials(*opened.device.source, opened.plan,
                          opened.journal ? &*opened.journal : nullptr, control);
    if (!run)
        return unexpected(failed(std::move(run.error())));
    if (auto written = write_part(request, opened, *run); !written)
        return unexpected(CliFailure{kExitInput, std::move(written.error())});
    MonteCarloReport report = conclude(opened.head, std::move(*run),
                                       opened.device.source->description(), opened.metrics.files);
    if (request.with_tornado && report.is_complete()) {
        auto tornado = run_tornado(opened.what_if, {control.threads, control.stop, {}});
        if (!tornado)
            return unexpected(failed(std::move(tornado.error())));
        if (tornado->is_complete)
            report.tornado = std::move(*tornado);
        else
            report.run.end = study::TrialEnd::kStopped;
    }
    if (opened.folder) {
        auto written = write_montecarlo(*opened.folder, report, opened.metrics.files);
        if (!written)
            return unexpected(CliFailure{kExitInput, std::move(written.error())});
    }
    return report;
}

int montecarlo_with_progress(const MonteCarloRequest& request, Progress& progress) {
    StopWatcher watcher(request.time_limit_s);
    progress.begin("read");
    auto opened = open_study(request);
    if (!opened)
        return fail(progress, opened.error());
    progress.clear();
    if (!request.quiet)
        tell_plan(request, *opened);
    progress.begin("simulate");
    const study::StudyControl control{request.threads, watcher.token(),
                                      [&](const study::StudyProgress& done) {
                                          progress.update("montecarlo", done);
                                      }};
    const auto report = play(request, *opened, control);
    if (!report)
        return fail(progress, report.error());
    progress.clear();
    const int shown = print_montecarlo(*report, opened->metrics, request.format, request.quiet);
    if (shown == kExitInput)
        return shown;
    if (!report->is_complete()) {
        tell_how_to_go_on(request);
        return exit_code_of(watcher.cause());
    }
    if (shown == kExitOk && opened->folder && !request.quiet)
        tell(written_text(*report, request.output_folder));
    return shown;
}

}  // namespace

int montecarlo_command(const MonteCarloRequest& request) {
    Progress progress(request.progress, request.quiet);
    const int exit_code = montecarlo_with_progress(request, progress);
    progress.end(exit_code);
    return exit_code;
}

}  // namespace headroom::cli
