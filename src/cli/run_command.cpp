#include <optional>
#include <utility>

#include "src/cli/commands.hpp"
#include "src/cli/exit_code.hpp"
#include "src/cli/load_for_cli.hpp"
#include "src/cli/print_summary.hpp"
#include "src/cli/progress.hpp"
#include "src/cli/stop_watcher.hpp"
#include "src/cli/terminal.hpp"
#include "src/core/scenario/input_files.hpp"
#include "src/core/store/run_store.hpp"
#include "src/core/table/number_text.hpp"
#include "src/study/headroom/measure_headroom.hpp"

namespace headroom::cli {
namespace {

// How fast it went and where the result is: talk, so that stdout is the same in every run.
std::string closing_text(const RunRequest& request,
                         const report::Result& result,
                         const std::string& kept) {
    const report::Timing& timing = result.summary.provenance.timing;
    const auto duration = [](double time_s) {
        return format_duration(Seconds(time_s));
    };
    std::string text = "\n  Read in " + duration(timing.read_s) + ", simulated in " +
                       duration(timing.simulate_cpu_s) + ".\n" + kept;
    if (request.output_folder.empty())
        return kept.empty() ? text + "  Nothing was written; -o DIR keeps the result.\n" : text;
    text += "  Written to " + request.output_folder + ": summary.json result.bin";
    for (const std::string& table : request.csv_tables)
        text += " " + table + ".csv";
    return text + "\n";
}

// All that was told to the user, and the code that says so to a script.
int fail(Progress& progress, int exit_code, const Diagnostics& problems) {
    progress.clear();
    tell_problems(problems);
    return exit_code;
}

std::vector<std::string> target_names(const RunRequest& request) {
    std::vector<std::string> names{"summary.json", "result.bin"};
    for (const std::string& table : request.csv_tables)
        names.push_back(table + ".csv");
    return names;
}

// Keeps the run in the store that was named, if any; a sentence about it.
expected<std::string, Diagnostics> keep(const RunRequest& request,
                                        const report::RunSummary& summary) {
    if (request.store_file.empty())
        return std::string();
    const auto added =
        store::record_run(request.store_file, summary,
                          {.folder = store::absolute_folder(request.output_folder), .label = {}});
    if (!added)
        return unexpected(added.error());
    if (added->outcome == store::AddOutcome::kDiffers)
        return unexpected(Diagnostics{store::describe_difference(*added, request.scenario)});
    const bool is_new = added->outcome == store::AddOutcome::kAdded;
    return (is_new ? "  Kept as run " : "  This was kept before as run ") + added->short_key +
           " in " + request.store_file + ".\n";
}

// The result, on stdout, and the talk about it.
bool show(const RunRequest& request, const report::Result& result, const std::string& kept) {
    if (request.format == OutputFormat::kJson)
        return print(report::summary_json(result.summary));
    if (request.quiet)
        return true;
    const bool is_printed = print(summary_text(result.summary));
    tell(closing_text(request, result, kept));
    return is_printed;
}

// The search may be stopped like the run.
expected<bool, LoadFailure> add_headroom(const LoadedRun& run,
                                         const StopWatcher& watcher,
                                         Progress& progress,
                                         report::RunSummary& summary) {
    trace::TraceStore store;
    if (!study::has_headroom(run.scenario))
        return true;
    progress.begin("headroom");
    study::StudyControl control;
    control.stop = watcher.token();
    control.on_progress = [&](const study::StudyProgress& p) {
        progress.update_share("headroom",
                              static_cast<double>(p.done) / static_cast<double>(p.total));
    };
    return study::add_headroom(run.scenario, store, control, summary);
}

int run_with_progress(const RunRequest& request, Progress& progress) {
    StopWatcher watcher(request.time_limit_s);
    progress.begin("read");
    const auto run = load_for_cli(request.scenario, request.options);
    if (!run)
        return fail(progress, run.error().exit_code, run.error().problems);
    std::optional<report::OutputFolder> folder;
    if (!request.output_folder.empty()) {
        auto opened = report::OutputFolder::open(request.output_folder);
        if (!opened)  // told now rather than after a long simulation
            return fail(progress, kExitInput, opened.error());
        folder.emplace(std::move(*opened));
        const auto free =
            folder->check_targets(target_names(request), scenario::input_files(run->scenario));
        if (!free)
            return fail(progress, kExitInput, free.error());
    }
    if (!request.store_file.empty()) {
        const auto store = store::RunStore::open(request.store_file, store::Access::kWrite);
        if (!store)  // told now, as above
            return fail(progress, kExitInput, store.error());
    }
    progress.begin("simulate");
    report::Result result = run_loaded(*run, {watcher.token(), [&](const sim::Progress& p) {
                                                  progress.update(p);
                                              }});
    bool is_complete = result.summary.is_complete();
    if (!request.skips_headroom && is_complete) {
        const auto added = add_headroom(*run, watcher, progress, result.summary);
        if (!added)
            return fail(progress, kExitUsage, added.error().problems);
        is_complete = *added;
    }
    if (folder) {
        progress.begin("write");
        const auto written =
            report::write_result(*folder, result, {report::ExportFormat::kCsv, request.csv_tables});
        if (!written)
            return fail(progress, kExitInput, written.error());
    }
    const auto kept = keep(request, result.summary);
    if (!kept)
        return fail(progress, kExitInput, kept.error());
    progress.clear();
    if (!show(request, result, *kept))
        return kExitInput;
    return is_complete ? int{kExitOk} : exit_code_of(watcher.cause());
}

}  // namespace

int run_command(const RunRequest& request) {
    Progress progress(request.progress, request.quiet);
    const int exit_code = run_with_progress(request, progress);
    progress.end(exit_code);
    return exit_code;
}

}  // namespace headroom::cli
