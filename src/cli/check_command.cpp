#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <utility>

#include "src/cli/commands.hpp"
#include "src/cli/exit_code.hpp"
#include "src/cli/load_for_cli.hpp"
#include "src/cli/progress.hpp"
#include "src/cli/stop_watcher.hpp"
#include "src/cli/terminal.hpp"
#include "src/core/output/output_file.hpp"
#include "src/core/scenario/input_files.hpp"
#include "src/core/store/run_store.hpp"
#include "src/study/check/baseline.hpp"
#include "src/study/check/check_github.hpp"
#include "src/study/check/check_json.hpp"
#include "src/study/check/check_junit.hpp"
#include "src/study/check/check_markdown.hpp"
#include "src/study/check/check_openmetrics.hpp"
#include "src/study/check/check_text.hpp"
#include "src/study/check/run_check.hpp"

namespace headroom::cli {
namespace {

using study::CheckReport;

int fail(int exit_code, const Diagnostics& problems) {
    tell_problems(problems);
    return exit_code;
}

expected<void, Diagnostics> write_text(const std::string& file, const std::string& text) {
    if (file.empty())
        return {};
    return output::write_file(file, [&](const report::TextSink& sink) {
        sink(text);
        return true;
    });
}

// Where the repository lies at this commit, as GitHub tells a job.
study::MarkdownOptions markdown_options() {
    const char* server = std::getenv("GITHUB_SERVER_URL");
    const char* repository = std::getenv("GITHUB_REPOSITORY");
    const char* commit = std::getenv("GITHUB_SHA");
    if (server == nullptr || repository == nullptr || commit == nullptr)
        return {};
    return {std::string(server) + "/" + repository + "/blob/" + commit};
}

// Steps share this file: it is added to, never replaced.
bool add_step_summary(const CheckReport& report) {
    const char* file = std::getenv("GITHUB_STEP_SUMMARY");
    if (file == nullptr || *file == '\0')
        return true;
    std::ofstream out(file, std::ios::app | std::ios::binary);
    out << study::check_step_summary(report, markdown_options());
    out.flush();
    if (!out)
        tell("headroom: cannot write " + std::string(file) + ", which GITHUB_STEP_SUMMARY names\n");
    return static_cast<bool>(out);
}

// The files that a check reads; of a scenario that is wrong itself.
std::vector<std::string> input_files(const CheckRequest& request,
                                     const scenario::ReadOptions& options) {
    std::vector<std::string> files = request.scenarios;
    for (const std::string& file : request.scenarios) {
        const auto scenario = scenario::read_scenario(file, options);
        if (!scenario)
            continue;
        const std::vector<std::string> more = scenario::input_files(*scenario);
        files.insert(files.end(), more.begin(), more.end());
    }
    return files;
}

// That no report replaces an input or another report.
Diagnostics check_targets(const CheckRequest& request, const scenario::ReadOptions& options) {
    std::vector<std::string> taken = input_files(request, options);
    Diagnostics problems;
    for (const std::string& file :
         {request.junit_file, request.markdown_file, request.openmetrics_file, request.json_file}) {
        if (file.empty())
            continue;
        if (const auto free = output::check_target(file, taken); !free)
            problems.insert(problems.end(), free.error().begin(), free.error().end());
        std::error_code ignored;
        const bool is_device = std::filesystem::is_character_file(file, ignored);
        const bool is_twice = std::find(taken.begin(), taken.end(), file) != taken.end();
        if (is_twice && !is_device && problems.empty()) {
            Diagnostic twice;
            twice.place.file = file;
            twice.problem = "is named for two reports";
            twice.wanted = "a file for each";
            problems.push_back(std::move(twice));
        }
        taken.push_back(file);
    }
    return problems;
}

// All of them are tried; false if one could not be written, which was then told.
bool write_files(const CheckRequest& request, const CheckReport& report) {
    const std::pair<const std::string&, std::string> files[] = {
        {request.junit_file, study::check_junit(report)},
        {request.markdown_file, study::check_markdown(report, markdown_options())},
        {request.openmetrics_file, study::check_openmetrics(report)},
        {request.json_file, study::check_json(report)},
    };
    bool is_good = true;
    for (const auto& [file, text] : files) {
        if (const auto written = write_text(file, text); !written) {
            tell_problems(written.error());
            is_good = false;
        }
    }
    return (!request.for_github || add_step_summary(report)) && is_good;
}

bool update_baselines(const CheckRequest& request, const CheckReport& report) {
    const auto updated = study::update_baselines(request.baseline_folder, report);
    if (!updated) {
        tell_problems(updated.error());
        return false;
    }
    for (const std::string& file : updated->written)
        tell("wrote " + file + "\n");
    if (!updated->unchanged.empty())
        tell(std::to_string(updated->unchanged.size()) + " unchanged\n");
    return true;
}

// What could be run; the same run twice is kept once.
bool keep_runs(const CheckRequest& request, const CheckReport& report) {
    if (request.store_file.empty())
        return true;
    for (const study::CheckedScenario& scenario : report.scenarios) {
        if (has_error(scenario.problems))
            continue;
        const auto kept = store::record_run(request.store_file, scenario.summary);
        if (!kept || kept->outcome == store::AddOutcome::kDiffers) {
            tell_problems(kept ? Diagnostics{store::describe_difference(*kept, scenario.file)}
                               : kept.error());
            return false;
        }
    }
    return true;
}

bool show(const CheckRequest& request, const CheckReport& report) {
    std::string text;
    if (request.format == OutputFormat::kJson)
        text = study::check_json(report);
    else if (!request.quiet)
        text = study::check_text(
            report, request.lists_passes ? study::Passes::kListed : study::Passes::kCounted);
    return print(text + (request.for_github ? study::check_github(report) : ""));
}

// What is wrong with an input outweighs what it does not hold.
int exit_code_of(const CheckReport& report, StopCause cause) {
    int exit_code = report.passes() ? kExitOk : kExitAssertion;
    for (const study::CheckedScenario& scenario : report.scenarios)
        if (has_error(scenario.problems))
            exit_code = std::max<int>(exit_code, scenario.has_bad_input ? kExitInput : kExitUsage);
    if (report.is_complete)
        return exit_code;
    return exit_code_of(cause);
}

int check_with_progress(const CheckRequest& request, Progress& progress) {
    auto options = read_options(request.options);
    if (!options)
        return fail(options.error().exit_code, options.error().problems);
    if (const Diagnostics taken = check_targets(request, *options); !taken.empty())
        return fail(kExitInput, taken);
    StopWatcher watcher(request.time_limit_s);
    study::CheckPlan plan{request.scenarios, std::move(*options), request.with_variants,
                          request.trials, request.updates_baseline ? "" : request.baseline_folder};
    study::StudyControl control;
    control.threads = request.threads;
    control.stop = watcher.token();
    control.on_progress = [&](const study::StudyProgress& p) {
        progress.update("check", p);
    };
    const CheckReport report = study::run_check(plan, control);
    progress.clear();
    bool is_written = write_files(request, report);
    if (request.updates_baseline)
        is_written = update_baselines(request, report) && is_written;
    is_written = keep_runs(request, report) && is_written;
    is_written = show(request, report) && is_written;
    return is_written ? exit_code_of(report, watcher.cause()) : int{kExitInput};
}

}  // namespace

int check_command(const CheckRequest& request) {
    Progress progress(request.progress, request.quiet);
    const int exit_code = check_with_progress(request, progress);
    progress.end(exit_code);
    return exit_code;
}

}  // namespace headroom::cli
