#include "src/study/compare/run_comparison.hpp"

#include <algorithm>
#include <mutex>
#include <utility>

#include "src/core/result/describe_run.hpp"
#include "src/study/headroom/measure_headroom.hpp"

namespace headroom::study {
namespace {

using Cause = LoadFailure::Cause;

// The problems of all alternatives, each told once, in the order of the alternatives.
LoadFailure join_failures(const std::vector<std::optional<LoadFailure>>& failures) {
    LoadFailure joined;
    std::vector<std::string> told;
    for (const auto& failure : failures) {
        if (!failure)
            continue;
        if (failure->cause == Cause::kInput)
            joined.cause = Cause::kInput;
        for (const Diagnostic& problem : failure->problems) {
            std::string text = format_diagnostic(problem);
            if (std::find(told.begin(), told.end(), text) != told.end())
                continue;
            told.push_back(std::move(text));
            joined.problems.push_back(problem);
        }
    }
    return joined;
}

bool has_any(const std::vector<std::optional<LoadFailure>>& failures) {
    return std::any_of(failures.begin(), failures.end(), [](const auto& one) { return !!one; });
}

std::vector<std::string> labels_of(const std::vector<Alternative>& alternatives) {
    std::vector<std::string> labels;
    for (const Alternative& one : alternatives)
        labels.push_back(one.label);
    return labels;
}

// What a trial's run does not say of itself.
struct Preview {
    std::string scenario;
    std::vector<std::string> warnings;
    report::Provenance origin;
    std::vector<scenario::Draw> draws;
};

// Loads every alternative once, so that what is wrong with any of them is told before the trials.
expected<std::vector<Preview>, LoadFailure> preview(const std::vector<Alternative>& alternatives,
                                                    const StudyControl& control) {
    std::vector<Preview> previews(alternatives.size());
    std::vector<std::optional<LoadFailure>> failures(alternatives.size());
    const StudyControl silent{control.threads, {}, {}};
    run_tasks(alternatives.size(), silent, [&](std::size_t i) {
        const WhatIf& what_if = *alternatives[i].what_if;
        const auto run = what_if.load();
        if (!run) {
            failures[i] = run.error();
            return false;
        }
        previews[i] = {run->scenario.name,
                       report::reader_warnings(run->scenario, run->traces, run->compiled),
                       report::describe_origin(run->scenario, what_if.options()),
                       scenario::describe_draws(run->scenario, what_if.traces())};
        return true;
    });
    if (has_any(failures))
        return unexpected(join_failures(failures));
    return previews;
}

// The result, and whether it or the search for its headroom was stopped.
using StoppableRun = std::pair<report::Result, bool>;

expected<StoppableRun, LoadFailure> run_one(const WhatIf& what_if,
                                            bool searches_headroom,
                                            const std::stop_token& stop) {
    const auto run = what_if.load();
    if (!run)
        return unexpected(run.error());
    report::Result result = run_loaded(*run, {stop, {}});
    if (!searches_headroom || !result.summary.is_complete())
        return StoppableRun{result, !result.summary.is_complete()};
    const StudyControl alone{1, stop, {}};  // the other cores have the other alternatives
    auto added = add_headroom(run->scenario, what_if.traces(), alone, result.summary);
    if (!added)
        return unexpected(std::move(added.error()));
    return StoppableRun{std::move(result), !*added};
}

void note_draws(const Preview& preview, std::size_t alternative, std::vector<DrawnPart>& parts) {
    for (const scenario::Draw& draw : preview.draws) {
        auto part = std::find_if(parts.begin(), parts.end(),
                                 [&](const DrawnPart& one) { return one.draw == draw; });
        if (part == parts.end())
            part = parts.insert(parts.end(), {draw, {}});
        part->alternatives.push_back(alternative);
    }
}

}  // namespace

expected<PlainRuns, LoadFailure> run_alternatives(const std::vector<Alternative>& alternatives,
                                                  bool searches_headroom,
                                                  const StudyControl& control) {
    PlainRuns runs;
    runs.results.resize(alternatives.size());
    std::vector<std::optional<LoadFailure>> failures(alternatives.size());
    std::vector<char> was_stopped(alternatives.size(), 0);
    run_tasks(alternatives.size(), control, [&](std::size_t i) {
        if (alternatives[i].result) {
            runs.results[i] = alternatives[i].result;
            return true;
        }
        auto result = run_one(*alternatives[i].what_if, searches_headroom, control.stop);
        if (!result) {
            failures[i] = std::move(result.error());
            return false;
        }
        runs.results[i] = std::move(result->first);
        was_stopped[i] = result->second ? 1 : 0;
        return was_stopped[i] == 0;
    });
    runs.is_complete = std::find(was_stopped.begin(), was_stopped.end(), 1) == was_stopped.end();
    if (has_any(failures))
        return unexpected(join_failures(failures));
    return runs;
}

Comparison compare_runs(const std::vector<Alternative>& alternatives, const PlainRuns& runs) {
    std::vector<const report::RunSummary*> summaries;
    for (const auto& result : runs.results)
        summaries.push_back(result ? &result->summary : nullptr);
    Comparison comparison = compare_summaries(labels_of(alternatives), summaries);
    comparison.is_complete = comparison.is_complete && runs.is_complete;
    return comparison;
}

expected<Comparison, LoadFailure> compare_trials(const std::vector<Alternative>& alternatives,
                                                 const TrialSetup& trials,
                                                 const StudyControl& control) {
    auto previews = preview(alternatives, control);
    if (!previews)
        return unexpected(std::move(previews.error()));
    std::vector<WhatIf> what_ifs;
    for (const Alternative& one : alternatives)
        what_ifs.push_back(*one.what_if);
    const auto replications = replicate(what_ifs, {0, trials.wanted}, control);
    if (!replications)
        return unexpected(replications.error());
    Comparison comparison =
        compare_replications(labels_of(alternatives), *replications, trials.level);
    comparison.trials.wanted = trials.wanted;
    comparison.is_complete = comparison.trials.done == trials.wanted;
    for (std::size_t i = 0; i < alternatives.size(); ++i) {
        Preview& seen = (*previews)[i];
        note_draws(seen, i, comparison.draws);
        comparison.alternatives[i].scenario = std::move(seen.scenario);
        comparison.alternatives[i].warnings = std::move(seen.warnings);
        comparison.alternatives[i].origin = std::move(seen.origin);
    }
    return comparison;
}

}  // namespace headroom::study
