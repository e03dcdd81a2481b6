#include "src/study/check/run_check.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "src/core/run/run_scenario.hpp"
#include "src/study/check/check_claims.hpp"
#include "src/study/check/compare_baseline.hpp"
#include "src/study/headroom/measure_headroom.hpp"

namespace headroom::study {
namespace {

struct Task {
    std::string file;
    std::string variant;
};

// Variants of a file that cannot be read are none; its problems are told when it is run.
std::vector<Task> list_tasks(const CheckPlan& plan) {
    std::vector<Task> tasks;
    for (const std::string& file : plan.scenarios) {
        tasks.push_back({file, plan.options.variant});
        if (!plan.with_variants)
            continue;
        if (const auto scenario = scenario::read_scenario(file, plan.options))
            for (const auto& [name, variant] : scenario->variants)
                tasks.push_back({file, name});
    }
    return tasks;
}

// One scenario's way to its claims. Each step returns false where the check was stopped.
class Check {
public:
    Check(const CheckPlan& plan, const StudyControl& control, const Task& task)
        : plan_(plan), control_(control), options_(plan.options) {
        checked_.file = task.file;
        checked_.variant = task.variant;
        options_.variant = task.variant;
        quiet_ = control;
        quiet_.on_progress = nullptr;
    }

    // None where it was stopped.
    std::optional<CheckedScenario> run() {
        const auto what_if = WhatIf::open("", checked_.file, options_);
        auto loaded = what_if ? what_if->load() : unexpected(what_if.error());
        if (!loaded)
            return fail(std::move(loaded.error()));
        report::Result result = run_loaded(*loaded, {control_.stop, nullptr});
        if (!result.summary.is_complete())
            return std::nullopt;
        summary_ = std::move(result.summary);
        const scenario::Scenario& scenario = loaded->scenario;
        if (!search_headroom(scenario, *what_if) || !run_trials(scenario, *what_if))
            return std::nullopt;
        if (has_error(checked_.problems))
            return checked_;
        conclude(scenario);
        return checked_;
    }

private:
    const CheckedScenario& fail(LoadFailure failure) {
        checked_.problems = std::move(failure.problems);
        checked_.has_bad_input = failure.cause == LoadFailure::Cause::kInput;
        return checked_;
    }

    bool search_headroom(const scenario::Scenario& scenario, const WhatIf& what_if) {
        auto went_on = add_headroom(scenario, what_if.traces(), quiet_, summary_);
        if (!went_on)
            fail(std::move(went_on.error()));
        return went_on.value_or(true);
    }

    bool run_trials(const scenario::Scenario& scenario, const WhatIf& what_if) {
        const bool needs_any =
            std::any_of(scenario.assertions.begin(), scenario.assertions.end(),
                        [](const auto& assertion) { return assertion.claim.needs_trials(); });
        if (!needs_any || has_error(checked_.problems))
            return true;
        const std::int64_t usual =
            scenario.montecarlo.trials.value_or(static_cast<std::int64_t>(kUsualTrials));
        const std::size_t wanted = plan_.trials.value_or(static_cast<std::size_t>(usual));
        auto all = replicate({what_if}, {0, wanted}, quiet_);
        if (!all) {
            fail(std::move(all.error()));
            return true;
        }
        trials_ = std::move(all->front());
        checked_.trials = trials_->trials;
        return trials_->trials == wanted;
    }

    void conclude(const scenario::Scenario& scenario) {
        const Evidence evidence{summary_.metrics, trials_ ? &*trials_ : nullptr};
        checked_.name = scenario.name;
        checked_.claims = check_claims(scenario.assertions, evidence);
        checked_.metrics = list_measured(scenario.assertions, evidence);
        checked_.warnings = summary_.warnings;
        checked_.provenance = summary_.provenance;
        // The same check gives the same bytes in every format.
        checked_.provenance.host.clear();
        checked_.provenance.timing = {};
        checked_.summary = summary_;
        if (plan_.baseline_folder.empty())
            return;
        auto compared = check_baseline(plan_.baseline_folder, checked_);
        if (!compared)
            fail({LoadFailure::Cause::kInput, std::move(compared.error())});
        else
            checked_.claims.insert(checked_.claims.end(), compared->begin(), compared->end());
    }

    const CheckPlan& plan_;
    const StudyControl& control_;
    StudyControl quiet_;
    scenario::ReadOptions options_;
    CheckedScenario checked_;
    report::RunSummary summary_;
    std::optional<Replications> trials_;
};

}  // namespace

CheckReport run_check(const CheckPlan& plan, const StudyControl& control) {
    const std::vector<Task> tasks = list_tasks(plan);
    std::vector<std::optional<CheckedScenario>> checked(tasks.size());
    run_tasks(tasks.size(), control, [&](std::size_t i) {
        checked[i] = Check(plan, control, tasks[i]).run();
        return checked[i].has_value();
    });
    CheckReport report;
    for (std::optional<CheckedScenario>& one : checked) {
        report.is_complete = report.is_complete && one.has_value();
        if (one)
            report.scenarios.push_back(std::move(*one));
    }
    return report;
}

}  // namespace headroom::study
