#include <filesystem>

#include "src/cli/commands.hpp"
#include "src/cli/exit_code.hpp"
#include "src/cli/page_text.hpp"
#include "src/cli/progress.hpp"
#include "src/cli/stop_watcher.hpp"
#include "src/cli/terminal.hpp"
#include "src/core/init/draft_scenario.hpp"
#include "src/core/init/recorded_check.hpp"
#include "src/core/output/output_file.hpp"
#include "src/core/result/describe_run.hpp"
#include "src/core/table/number_text.hpp"

namespace headroom::cli {
namespace {

using report::group_thousands;

std::vector<std::string> all_files(const init::SiteFiles& files) {
    std::vector<std::string> all = files.hardware;
    for (const std::string& file :
         {files.jobs, files.samples, files.meter, files.tariff, files.forecast, files.quotes}) {
        if (!file.empty())
            all.push_back(file);
    }
    return all;
}

Diagnostics problem(const std::string& file, std::string text, std::string hint) {
    return {{Severity::kError, {file, 0, 0}, {}, std::move(text), {}, std::move(hint), {}}};
}

// A draft may hold hours of a person's work: it is not written over unasked.
expected<void, Diagnostics> check_output(const InitRequest& request) {
    std::error_code ignored;
    if (!request.overwrites && std::filesystem::exists(request.output_file, ignored))
        return unexpected(problem(request.output_file, "is there already",
                                  "--force writes over it; -o takes another name"));
    return output::check_target(request.output_file, all_files(request.files));
}

expected<void, Diagnostics> write_draft(const std::string& file, const std::string& text) {
    return output::write_file(file, [&](const report::TextSink& sink) {
        sink(text);
        return true;
    });
}

std::string time_text(double time_s) {
    return format_duration(Seconds(time_s));
}

std::string wait_table(const init::WaitCheck& check) {
    const auto row = [](const char* name, const trace::Spread& waits) {
        return std::vector<std::string>{name, time_text(waits.mean), time_text(waits.median),
                                        time_text(waits.p95), time_text(waits.max)};
    };
    constexpr std::size_t kCellWidth = 9;
    return text_table(
        {{"Waits of " + group_thousands(check.jobs) + " jobs", "mean", "median", "95 %", "longest"},
         row("recorded", check.recorded_s),
         row("simulated", check.simulated_s)},
        kCellWidth);
}

std::string fleet_text(const sim::World& world) {
    std::int64_t nodes = 0, gpus = 0;
    for (const sim::Fleet& fleet : world.fleets) {
        nodes += fleet.nodes;
        gpus += fleet.gpus();
    }
    return group_thousands(static_cast<std::int64_t>(world.fleets.size())) +
           (world.fleets.size() == 1 ? " fleet, " : " fleets, ") + group_thousands(nodes) +
           " nodes, " + group_thousands(gpus) + " GPUs, " +
           group_thousands(static_cast<std::int64_t>(world.jobs.size())) + " jobs";
}

// The draft as a user would run it: what it holds, and whether the recorded waits come out.
int show_draft(const InitRequest& request, const init::Draft& draft, Progress& progress) {
    progress.begin("check");
    StopWatcher watcher(std::nullopt);
    const auto run = load_run(request.output_file, {});
    if (!run) {
        progress.clear();
        tell_problems(run.error().problems);
        tell("The draft is written, but not valid yet: " + request.output_file + "\n");
        return kExitUsage;
    }
    const sim::RunRecord record = sim::simulate(run->compiled.world, watcher.token());
    progress.clear();
    if (watcher.cause() == StopCause::kSignal)
        return kExitSignal;
    if (request.quiet)
        return kExitOk;
    std::string text = toned(Tone::kTitle, request.output_file) + "\n\n";
    text += label("Fleet") + fleet_text(run->compiled.world) + "\n";
    text += label("Guessed") + group_thousands(draft.guesses) +
            " values, marked \"guessed:\" in the file with the reason\n";
    for (const std::string& warning :
         report::reader_warnings(run->scenario, run->traces, run->compiled))
        text += "  Note: " + wrapped(warning, 8) + "\n";
    if (const auto check = init::check_waits(*run, record)) {
        text += "\n" + wait_table(*check);
        text += "\n  Where these differ, the guesses and what is not modelled yet are to blame.\n";
    }
    return print(text) ? int{kExitOk} : int{kExitInput};
}

int fail(Progress& progress, const Diagnostics& problems) {
    progress.clear();
    tell_problems(problems);
    return kExitInput;
}

int init_with_progress(const InitRequest& request, Progress& progress) {
    if (const auto free = check_output(request); !free)
        return fail(progress, free.error());
    progress.begin("read");
    const auto site = init::read_site_records(request.files);
    if (!site)
        return fail(progress, site.error());
    const std::string folder = std::filesystem::path(request.output_file).parent_path().string();
    const init::Draft draft = init::draft_scenario(*site, folder);
    if (const auto written = write_draft(request.output_file, draft.text); !written)
        return fail(progress, written.error());
    return show_draft(request, draft, progress);
}

}  // namespace

int init_command(const InitRequest& request) {
    Progress progress(request.progress, request.quiet);
    const int exit_code = init_with_progress(request, progress);
    progress.end(exit_code);
    return exit_code;
}

}  // namespace headroom::cli
