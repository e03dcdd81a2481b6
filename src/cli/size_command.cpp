#include <optional>
#include <utility>

#include "src/cli/commands.hpp"
#include "src/cli/exit_code.hpp"
#include "src/cli/load_for_cli.hpp"
#include "src/cli/print_size.hpp"
#include "src/cli/progress.hpp"
#include "src/cli/stop_watcher.hpp"
#include "src/cli/terminal.hpp"
#include "src/core/scenario/input_files.hpp"
#include "src/core/table/write_table.hpp"
#include "src/study/size/run_size.hpp"
#include "src/study/size/size_outputs.hpp"

namespace headroom::cli {
namespace {

using study::SizeReport;

struct Opened {
    study::WhatIf base;
    study::SizePlan plan;
    std::optional<report::OutputFolder> folder;
};

std::vector<std::string> input_files(const study::WhatIf& base) {
    const auto scenario = base.scenario();
    return scenario ? scenario::input_files(*scenario) : std::vector<std::string>{};
}

expected<Opened, CliFailure> open_size(const SizeRequest& request) {
    auto options = read_options(request.options);
    if (!options)
        return unexpected(std::move(options.error()));
    auto base = study::WhatIf::open("", request.scenario, std::move(*options));
    if (!base)
        return unexpected(
            CliFailure{exit_code_of(base.error().cause), std::move(base.error().problems)});
    auto plan = study::plan_size(request.question, *base);
    if (!plan)
        return unexpected(CliFailure{kExitUsage, std::move(plan.error())});
    Opened opened{std::move(*base), std::move(*plan), std::nullopt};
    if (request.output_folder.empty())
        return opened;
    auto folder = report::OutputFolder::open(request.output_folder);
    if (!folder)  // told now rather than after a long simulation
        return unexpected(CliFailure{kExitInput, std::move(folder.error())});
    auto free = folder->check_targets({"points.csv", "size.json"}, input_files(opened.base));
    if (!free)
        return unexpected(CliFailure{kExitInput, std::move(free.error())});
    opened.folder.emplace(std::move(*folder));
    return opened;
}

std::string text_of(const SizeRequest& request, const SizeReport& report) {
    switch (request.format) {
        case StudyFormat::kJson:
            return size_json(report);
        case StudyFormat::kCsv: {
            std::string text;
            report::write_csv(size_points(report), [&](std::string_view part) { text += part; });
            return text;
        }
        case StudyFormat::kText:
            return request.quiet ? "" : size_text(report);
    }
    return "";
}

int exit_code_of_size(const SizeReport& report, StopCause cause) {
    if (!report.is_complete)
        return cli::exit_code_of(cause);
    return report.front.empty() ? kExitAssertion : kExitOk;
}

int fail(Progress& progress, const CliFailure& failure) {
    progress.clear();
    tell_problems(failure.problems);
    return failure.exit_code;
}

int size_with_progress(const SizeRequest& request, Progress& progress) {
    StopWatcher watcher(request.time_limit_s);
    progress.begin("read");
    auto opened = open_size(request);
    if (!opened)
        return fail(progress, opened.error());
    progress.begin("simulate");
    const study::StudyControl control{request.threads, watcher.token(),
                                      [&](const study::StudyProgress& done) {
                                          progress.update("size", done);
                                      }};
    const auto report = study::run_size(opened->base, opened->plan, control);
    if (!report)
        return fail(progress, {exit_code_of(report.error().cause), report.error().problems});
    if (opened->folder) {
        progress.begin("write");
        if (const auto written = write_size(*opened->folder, *report); !written)
            return fail(progress, {kExitInput, written.error()});
    }
    progress.clear();
    if (!print(text_of(request, *report)))
        return kExitInput;
    if (opened->folder && !request.quiet)
        tell("\n  Written to " + request.output_folder + ": points.csv size.json\n");
    return exit_code_of_size(*report, watcher.cause());
}

}  // namespace

int size_command(const SizeRequest& request) {
    Progress progress(request.progress, request.quiet);
    const int exit_code = size_with_progress(request, progress);
    progress.end(exit_code);
    return exit_code;
}

}  // namespace headroom::cli
