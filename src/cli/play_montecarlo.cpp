#include "src/cli/play_montecarlo.hpp"

#include <utility>

#include "src/cli/exit_code.hpp"
#include "src/cli/terminal.hpp"
#include "src/core/output/output_file.hpp"
#include "src/study/montecarlo/montecarlo_outputs.hpp"
#include "src/study/montecarlo/trial_part.hpp"

namespace headroom::cli {
namespace {

using study::MonteCarloReport;

expected<void, Diagnostics> write_part(const MonteCarloRequest& request,
                                       const OpenedMonteCarlo& opened,
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
                   kTrialJournal + ", and the same command goes on from there\n");
}

// What will be done, and what will not although the scenario asks for it.
void tell_plan(const MonteCarloRequest& request, const OpenedMonteCarlo& opened) {
    tell("headroom: " + opened.device.reason + "\n");
    const auto scenario = opened.what_if.scenario();
    if (request.trials.is_range && scenario && !scenario->montecarlo.precision.empty())
        tell("headroom: all of this range are played; [montecarlo] precision stops no part\n");
}

expected<MonteCarloReport, CliFailure> play(const MonteCarloRequest& request,
                                            OpenedMonteCarlo& opened,
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
        if (tornado->is_complete && tornado->bars.empty())
            tell("headroom: no number of the scenario is a distribution: nothing for a tornado\n");
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

}  // namespace

int tell_failure(Progress& progress, const CliFailure& failure) {
    progress.clear();
    tell_problems(failure.problems);
    return failure.exit_code;
}

int play_montecarlo(const MonteCarloRequest& request,
                    OpenedMonteCarlo& opened,
                    Progress& progress,
                    const StopWatcher& watcher) {
    progress.clear();
    if (!request.quiet)
        tell_plan(request, opened);
    progress.begin("simulate");
    const study::StudyControl control{request.threads, watcher.token(),
                                      [&](const study::StudyProgress& done) {
                                          progress.update("montecarlo", done);
                                      }};
    const auto report = play(request, opened, control);
    if (!report)
        return tell_failure(progress, report.error());
    progress.clear();
    const int shown = print_montecarlo(*report, opened.metrics, request.format, request.quiet);
    if (shown == kExitInput)
        return shown;
    if (!report->is_complete()) {
        tell_how_to_go_on(request);
        return exit_code_of(watcher.cause());
    }
    if (shown == kExitOk && opened.folder && !request.quiet)
        tell(written_text(*report, request.output_folder));
    return shown;
}

}  // namespace headroom::cli
