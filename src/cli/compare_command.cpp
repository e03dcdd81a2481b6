#include <algorithm>
#include <optional>
#include <utility>

#include "sim/model/metrics.hpp"
#include "src/cli/commands.hpp"
#include "src/cli/exit_code.hpp"
#include "src/cli/load_for_cli.hpp"
#include "src/cli/print_comparison.hpp"
#include "src/cli/progress.hpp"
#include "src/cli/stop_watcher.hpp"
#include "src/cli/terminal.hpp"
#include "src/core/scenario/claim.hpp"
#include "src/core/scenario/input_files.hpp"
#include "src/study/compare/metric_choice.hpp"
#include "src/study/compare/write_comparison.hpp"

namespace headroom::cli {
namespace {

using study::Alternative;
using study::Comparison;

struct Plan {
    std::vector<Alternative> alternatives;
    study::MetricChoice choice = study::MetricChoice::all();
    std::string objective;  // its full name
    std::optional<study::ComparisonFolder> folder;
};

// Problems from several places, and the code of the gravest.
class Complaints {
public:
    void add(int exit_code, const Diagnostics& problems) {
        failure_.exit_code = std::max(failure_.exit_code, exit_code);
        failure_.problems.insert(failure_.problems.end(), problems.begin(), problems.end());
    }
    [[nodiscard]] bool any() const { return failure_.exit_code != kExitOk; }
    [[nodiscard]] CliFailure take() { return std::move(failure_); }

private:
    CliFailure failure_;
};

expected<std::string, Diagnostics> objective_of(const CompareRequest& request) {
    Diagnostic fault;
    fault.place.file = "--objective";
    const auto metric = scenario::parse_metric_name(request.objective);
    if (!metric) {
        fault.problem = metric.error().problem;
        fault.wanted = metric.error().wanted;
        fault.hint = metric.error().hint;
        return unexpected(Diagnostics{std::move(fault)});
    }
    const auto* description = sim::find_description(metric->name);
    if (!metric->statistic.empty() || description == nullptr ||
        description->better == sim::Better::kNeither) {
        fault.problem = "nobody can regret '" + request.objective + "'";
        fault.wanted = "a metric without @ of which less or more is better, such as wait.p95";
        return unexpected(Diagnostics{std::move(fault)});
    }
    return metric->full_name();
}

// The files of scenarios, and of results among the `sources`.
std::vector<std::string> input_files(const std::vector<Alternative>& alternatives,
                                     const std::vector<std::string>& sources) {
    std::vector<std::string> files = sources;
    for (const std::string& source : sources)
        for (const char* name : {"/summary.json", "/result.bin"})
            files.push_back(source + name);
    for (const Alternative& one : alternatives) {
        const auto scenario = one.what_if ? one.what_if->scenario() : unexpected(Diagnostics{});
        if (!scenario)
            continue;
        const std::vector<std::string> more = scenario::input_files(*scenario);
        files.insert(files.end(), more.begin(), more.end());
    }
    return files;
}

expected<Plan, CliFailure> make_plan(const CompareRequest& request) {
    Plan plan;
    Complaints complaints;
    if (!request.shows_all_metrics) {
        auto choice = study::MetricChoice::parse(request.metrics, "--metric");
        if (choice)
            plan.choice = std::move(*choice);
        else
            complaints.add(kExitUsage, choice.error());
    }
    if (auto objective = objective_of(request))
        plan.objective = std::move(*objective);
    else
        complaints.add(kExitUsage, objective.error());
    auto options = read_options(request.options);
    if (!options) {
        complaints.add(options.error().exit_code, options.error().problems);
        return unexpected(complaints.take());
    }
    auto alternatives = study::open_alternatives({request.sources, request.variants, request.cases,
                                                  std::move(*options), request.trials > 0});
    if (alternatives)
        plan.alternatives = std::move(*alternatives);
    else
        complaints.add(exit_code_of(alternatives.error().cause), alternatives.error().problems);
    if (complaints.any())
        return unexpected(complaints.take());
    if (request.output_folder.empty())
        return plan;
    auto folder =
        study::ComparisonFolder::open(request.output_folder, plan.alternatives, request.trials > 0,
                                      input_files(plan.alternatives, request.sources));
    if (!folder)  // told now rather than after a long simulation
        return unexpected(CliFailure{kExitInput, std::move(folder.error())});
    plan.folder.emplace(std::move(*folder));
    return plan;
}

std::string text_of(const CompareRequest& request,
                    const Comparison& comparison,
                    const study::ComparisonView& view) {
    switch (request.format) {
        case CompareFormat::kJson:
            return comparison_json(comparison, view);
        case CompareFormat::kCsv: {
            std::string text;
            report::write_csv(points_table(comparison, view),
                              [&](std::string_view part) { text += part; });
            return text;
        }
        case CompareFormat::kMarkdown:
            return comparison_markdown(comparison_page(comparison, view));
        case CompareFormat::kText:
            return request.quiet ? "" : comparison_text(comparison_page(comparison, view));
    }
    return "";
}

int fail(Progress& progress, const CliFailure& failure) {
    progress.clear();
    tell_problems(failure.problems);
    return failure.exit_code;
}

int fail(Progress& progress, const LoadFailure& failure) {
    return fail(progress, CliFailure{exit_code_of(failure.cause), failure.problems});
}

// Prints what came out; the code says whether all that was asked for is there.
int show(const CompareRequest& request, const Plan& plan, const Comparison& comparison) {
    const sim::Metrics names = comparison.metric_names();
    const study::ComparisonView view{plan.choice.select(names), plan.objective};
    if (!print(text_of(request, comparison, view)))
        return kExitInput;
    if (!request.quiet && !request.output_folder.empty())
        tell("\n  Written to " + request.output_folder + ": points.csv compare.json" +
             (request.trials > 0 ? "\n" : " and the results\n"));
    const Diagnostics unmatched = plan.choice.find_unmatched(names);
    if (unmatched.empty() || names.empty())
        return kExitOk;
    tell_problems(unmatched);
    return kExitUsage;
}

int compare_with_progress(const CompareRequest& request, Progress& progress) {
    StopWatcher watcher(request.time_limit_s);
    progress.begin("read");
    auto plan = make_plan(request);
    if (!plan)
        return fail(progress, plan.error());
    progress.begin("simulate");
    const study::StudyControl control{request.threads, watcher.token(),
                                      [&](const study::StudyProgress& done) {
                                          progress.update("compare", done);
                                      }};
    Comparison comparison;
    study::PlainRuns runs;
    if (request.trials > 0) {
        auto compared = study::compare_trials(plan->alternatives,
                                              {request.trials, 0, request.confidence}, control);
        if (!compared)
            return fail(progress, compared.error());
        comparison = std::move(*compared);
    } else {
        auto made = study::run_alternatives(plan->alternatives, !request.skips_headroom, control);
        if (!made)
            return fail(progress, made.error());
        runs = std::move(*made);
        comparison = study::compare_runs(plan->alternatives, runs);
    }
    if (plan->folder) {
        progress.begin("write");
        auto written = plan->folder->write(comparison, runs, plan->objective);
        if (!written)
            return fail(progress, CliFailure{kExitInput, std::move(written.error())});
    }
    progress.clear();
    const int shown = show(request, *plan, comparison);
    // A result that was partial when it was read is compared in full.
    const bool was_stopped = watcher.cause() != StopCause::kNone;
    if (comparison.is_complete || !was_stopped || shown == kExitInput)
        return shown;
    return exit_code_of(watcher.cause());
}

}  // namespace

int compare_command(const CompareRequest& request) {
    Progress progress(request.progress, request.quiet);
    const int exit_code = compare_with_progress(request, progress);
    progress.end(exit_code);
    return exit_code;
}

}  // namespace headroom::cli
