#include <algorithm>
#include <utility>

#include "src/cli/commands.hpp"
#include "src/cli/exit_code.hpp"
#include "src/cli/print_runs.hpp"
#include "src/cli/runs_answer.hpp"
#include "src/cli/terminal.hpp"
#include "src/core/store/tabulate_runs.hpp"
#include "src/core/table/json_writer.hpp"

namespace headroom::cli {
namespace {

using store::RunStore;
using store::StoredRun;

Outcome<std::vector<StoredRun>> load_all(RunStore& runs, const std::vector<StoredRun>& listed) {
    std::vector<StoredRun> loaded;
    Diagnostics problems;
    for (const StoredRun& run : listed) {
        auto whole = runs.load(run);
        if (whole)
            loaded.push_back(std::move(*whole));
        else
            problems.insert(problems.end(), whole.error().begin(), whole.error().end());
    }
    if (!problems.empty())
        return unexpected(Failure{kExitInput, std::move(problems)});
    return loaded;
}

Outcome<std::vector<StoredRun>> load_selected(const RunsRequest& request) {
    auto runs = open_store(request, store::Access::kRead);
    if (!runs)
        return unexpected(std::move(runs.error()));
    const auto listed = list_selected(*runs, request);
    return listed ? load_all(*runs, *listed) : listed;
}

// The runs that were named, in that order.
Outcome<std::vector<StoredRun>> load_named(const RunsRequest& request) {
    auto runs = open_store(request, store::Access::kRead);
    if (!runs)
        return unexpected(std::move(runs.error()));
    const auto listed = or_failure(runs->list());
    if (!listed)
        return listed;
    std::vector<StoredRun> named;
    Diagnostics problems;
    for (const std::string& name : request.names) {
        const auto found = store::find_run(*listed, name);
        if (!found) {
            problems.push_back(found.error());
            continue;
        }
        const StoredRun& run = (*listed)[*found];
        if (std::any_of(named.begin(), named.end(),
                        [&](const StoredRun& other) { return other.id == run.id; }))
            problems.push_back(
                problem("run " + run.short_key + " is named twice", "runs that differ"));
        else
            named.push_back(run);
    }
    if (!problems.empty())
        return unexpected(misuse(std::move(problems)));
    return load_all(*runs, named);
}

Outcome<std::string> list(const RunsRequest& request) {
    auto runs = open_store(request, store::Access::kRead);
    if (!runs)
        return unexpected(std::move(runs.error()));
    auto listed = list_selected(*runs, request);
    if (!listed)
        return unexpected(std::move(listed.error()));
    std::reverse(listed->begin(), listed->end());
    return request.format == RunsFormat::kText
               ? runs_text(*listed)
               : text_of(store::runs_table(*listed), request.format);
}

std::string run_json(const StoredRun& run) {
    report::JsonWriter json(report::JsonWriter::Layout::kOneLine);
    json.begin_object().key("run").text(run.short_key).key("key").text(run.key);
    json.key("label").text(run.origin.label).key("folder").text(run.origin.folder);
    json.key("summary");
    return json.take() + report::summary_json(run.summary) + "}\n";
}

Outcome<std::string> show(const RunsRequest& request) {
    const auto runs = load_named(request);
    if (!runs)
        return unexpected(runs.error());
    const StoredRun& run = runs->front();
    if (request.format == RunsFormat::kJson)
        return run_json(run);
    return request.format == RunsFormat::kCsv ? text_of(store::metrics_table(run), request.format)
                                              : run_text(run);
}

Outcome<std::string> compare(const RunsRequest& request) {
    const auto runs = load_named(request);
    if (!runs)
        return unexpected(runs.error());
    const store::RunComparison comparison = store::compare_runs(*runs);
    if (request.format == RunsFormat::kText)
        return comparison_text(comparison);
    if (request.format == RunsFormat::kCsv)
        return text_of(comparison.metrics, request.format);
    return "{\"causes\":" + text_of(comparison.causes, request.format) +
           ",\"metrics\":" + text_of(comparison.metrics, request.format) + "}\n";
}

// No run has the metric: what it may have been meant to be.
Failure unknown_metric(const std::string& metric, const std::vector<StoredRun>& runs) {
    std::vector<std::string> names;
    for (const StoredRun& run : runs)
        for (const sim::Metric& known : run.summary.metrics)
            names.push_back(known.full_name());
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    const std::string near = nearest_name(metric, names);
    return misuse(
        {problem("none of " + std::to_string(runs.size()) + " runs has a metric '" + metric + "'",
                 "a metric with its unit and scope",
                 near.empty() ? "'headroom runs show RUN' lists the metrics of a run"
                              : "did you mean '" + near + "'?")});
}

Outcome<std::string> trend(const RunsRequest& request) {
    const auto runs = load_selected(request);
    if (!runs)
        return unexpected(runs.error());
    const store::MetricTrend trend = store::trend_of(*runs, request.metric);
    if (!runs->empty() && trend.lines.empty())
        return unexpected(unknown_metric(request.metric, *runs));
    if (request.format != RunsFormat::kText)
        return text_of(trend.table, request.format);
    return runs->empty() ? "No runs.\n" : trend_text(request.metric, trend);
}

Outcome<std::string> export_metrics(const RunsRequest& request) {
    const auto runs = load_selected(request);
    if (!runs)
        return unexpected(runs.error());
    return request.format == RunsFormat::kOpenMetrics
               ? store::openmetrics_text(*runs)
               : text_of(store::export_table(*runs), request.format);
}

Outcome<std::string> answer(const RunsRequest& request) {
    switch (request.action) {
        case RunsAction::kAdd:
            return add_to_store(request);
        case RunsAction::kList:
            return list(request);
        case RunsAction::kShow:
            return show(request);
        case RunsAction::kCompare:
            return compare(request);
        case RunsAction::kTrend:
            return trend(request);
        case RunsAction::kExport:
            return export_metrics(request);
        case RunsAction::kPrune:
            return prune_store(request);
    }
    return std::string();
}

}  // namespace

int runs_command(const RunsRequest& request) {
    const auto text = answer(request);
    if (!text) {
        tell_problems(text.error().problems);
        return text.error().exit_code;
    }
    return request.quiet || print(*text) ? kExitOk : kExitInput;
}

}  // namespace headroom::cli
