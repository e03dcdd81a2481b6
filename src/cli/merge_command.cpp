#include <utility>

#include "src/cli/commands.hpp"
#include "src/cli/exit_code.hpp"
#include "src/cli/print_montecarlo.hpp"
#include "src/cli/terminal.hpp"
#include "src/study/montecarlo/montecarlo_outputs.hpp"
#include "src/study/montecarlo/trial_part.hpp"

namespace headroom::cli {
namespace {

int fail(int exit_code, const Diagnostics& problems) {
    tell_problems(problems);
    return exit_code;
}

// Every part that cannot be read is told.
expected<std::vector<study::TrialPart>, Diagnostics> read_parts(
    const std::vector<std::string>& files) {
    std::vector<study::TrialPart> parts;
    Diagnostics problems;
    for (const std::string& file : files) {
        auto part = study::read_part(file);
        if (part)
            parts.push_back(std::move(*part));
        else
            problems.insert(problems.end(), part.error().begin(), part.error().end());
    }
    if (!problems.empty())
        return unexpected(std::move(problems));
    return parts;
}

expected<void, Diagnostics> write_folder(const MergeRequest& request,
                                         const study::MonteCarloReport& report,
                                         const study::MetricChoice& choice) {
    if (request.output_folder.empty())
        return {};
    auto folder = report::OutputFolder::open(request.output_folder);
    if (!folder)
        return unexpected(std::move(folder.error()));
    if (auto free = folder->check_targets(study::montecarlo_files(), request.parts); !free)
        return free;
    return write_montecarlo(*folder, report, choice);
}

}  // namespace

int merge_command(const MergeRequest& request) {
    const auto metrics = choose_metrics(request.metrics);
    if (!metrics)
        return fail(kExitUsage, metrics.error());
    auto parts = read_parts(request.parts);
    if (!parts)
        return fail(kExitInput, parts.error());
    auto merged = study::merge_parts(std::move(*parts));
    if (!merged)
        return fail(kExitInput, merged.error());
    const study::MonteCarloReport report = conclude(std::move(merged->head), std::move(merged->run),
                                                    std::move(merged->device), metrics->files);
    if (const auto written = write_folder(request, report, metrics->files); !written)
        return fail(kExitInput, written.error());
    const int exit_code = print_montecarlo(report, *metrics, request.format, request.quiet);
    if (exit_code == kExitOk && !request.quiet && !request.output_folder.empty())
        tell(written_text(report, request.output_folder));
    return exit_code;
}

}  // namespace headroom::cli
