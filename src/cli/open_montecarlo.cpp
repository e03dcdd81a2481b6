#include "src/cli/open_montecarlo.hpp"

#include <filesystem>
#include <utility>

#include "src/cli/exit_code.hpp"
#include "src/core/output/output_file.hpp"
#include "src/core/scenario/input_files.hpp"
#include "src/study/montecarlo/montecarlo_outputs.hpp"

namespace headroom::cli {
namespace {

constexpr std::int64_t kUsualTrials = 1000;

void append(Diagnostics& problems, const Diagnostics& more) {
    problems.insert(problems.end(), more.begin(), more.end());
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

expected<void, CliFailure> open_files(const MonteCarloRequest& request, OpenedMonteCarlo& opened) {
    const auto scenario = opened.what_if.scenario();
    const std::vector<std::string> inputs = scenario::input_files(*scenario);
    if (request.output_folder.empty())
        return check_part(request, inputs);
    auto folder = report::OutputFolder::open(request.output_folder);
    if (!folder)
        return unexpected(CliFailure{kExitInput, std::move(folder.error())});
    std::vector<std::string> names = study::montecarlo_files();
    names.emplace_back(kTrialJournal);
    if (auto free = folder->check_targets(names, inputs); !free)
        return unexpected(CliFailure{kExitInput, std::move(free.error())});
    auto journal = study::TrialJournal::open((folder->path() / kTrialJournal).string());
    if (!journal)
        return unexpected(CliFailure{kExitInput, std::move(journal.error())});
    opened.folder.emplace(std::move(*folder));
    opened.journal.emplace(std::move(*journal));
    return check_part(request, inputs);
}

}  // namespace

CliFailure failed(LoadFailure failure) {
    return {exit_code_of(failure.cause), std::move(failure.problems)};
}

expected<OpenedMonteCarlo, CliFailure> open_montecarlo(const MonteCarloRequest& request,
                                                       std::stop_token stop) {
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
    const auto scenario = what_if->scenario();
    study::TrialPlan plan = plan_trials(request, *scenario, std::move(*precisions));
    auto device = study::choose_device(request.device, *what_if, request.threads,
                                       {metrics->files, plan.precisions}, std::move(stop));
    if (!device)
        return unexpected(device.error().is_absent
                              ? CliFailure{kExitDevice, device.error().failure.problems}
                              : failed(std::move(device.error().failure)));
    auto head = study::describe_study(*what_if);
    if (!head)
        return unexpected(failed(std::move(head.error())));
    OpenedMonteCarlo opened{std::move(*what_if), std::move(*metrics), std::move(plan),
                            std::move(*device),  std::move(*head),    std::nullopt,
                            std::nullopt};
    if (auto files = open_files(request, opened); !files)
        return unexpected(std::move(files.error()));
    return opened;
}

}  // namespace headroom::cli
