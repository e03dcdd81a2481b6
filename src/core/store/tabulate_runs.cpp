#include "src/core/store/tabulate_runs.hpp"

#include <functional>

namespace headroom::store {
namespace {

using report::Column;
using report::Table;
using report::TextBuilder;

Column column_of(const std::vector<StoredRun>& runs,
                 const char* name,
                 const std::function<std::string(const StoredRun&)>& cell) {
    TextBuilder texts;
    for (const StoredRun& run : runs)
        texts.push_back(cell(run));
    return texts.build(name);
}

// The texts that every metric of a run repeats.
Column repeated_column(const std::vector<StoredRun>& runs,
                       const char* name,
                       const std::function<std::string(const StoredRun&)>& cell) {
    std::vector<std::string> texts;
    std::vector<std::uint32_t> codes;
    for (const StoredRun& run : runs) {
        codes.resize(codes.size() + run.summary.metrics.size(),
                     static_cast<std::uint32_t>(texts.size()));
        texts.push_back(cell(run));
    }
    return report::coded_column(name, texts, std::move(codes));
}

std::string started_of(const StoredRun& run) {
    return run.summary.provenance.timing.started;
}

struct MetricColumns {
    TextBuilder names, units;
    std::vector<double> values;

    void add(const sim::Metric& metric) {
        names.push_back(metric.full_name());
        units.push_back(metric.unit);
        values.push_back(metric.value);
    }
    void build(std::vector<Column>& columns) {
        columns.push_back(names.build("metric"));
        columns.push_back(report::real_column("value", "", std::move(values)));
        columns.push_back(units.build("unit"));
    }
};

}  // namespace

Table runs_table(const std::vector<StoredRun>& runs) {
    using Run = const StoredRun&;
    Table table{"runs", "Runs", {}};
    const auto add = [&](const char* name, const std::function<std::string(Run)>& cell) {
        table.columns.push_back(column_of(runs, name, cell));
    };
    add("run", [](Run run) { return run.short_key; });
    add("started", started_of);
    add("scenario", [](Run run) { return run.summary.scenario; });
    add("variant", [](Run run) { return run.summary.provenance.variant; });
    add("set", [](Run run) { return run.settings(); });
    add("seed", [](Run run) { return std::to_string(run.summary.provenance.seed); });
    add("version", [](Run run) { return run.summary.provenance.version; });
    add("git", [](Run run) { return run.summary.provenance.git; });
    add("catalog", [](Run run) { return run.summary.provenance.catalog; });
    add("stopped", [](Run run) { return run.summary.stopped; });
    add("label", [](Run run) { return run.origin.label; });
    add("file", [](Run run) { return run.file(); });
    add("folder", [](Run run) { return run.origin.folder; });
    add("key", [](Run run) { return run.key; });
    return table;
}

Table metrics_table(const StoredRun& run) {
    MetricColumns metrics;
    for (const sim::Metric& metric : run.summary.metrics)
        metrics.add(metric);
    Table table{"metrics", "Metrics", {}};
    metrics.build(table.columns);
    return table;
}

Table export_table(const std::vector<StoredRun>& runs) {
    using Run = const StoredRun&;
    MetricColumns metrics;
    for (const StoredRun& run : runs)
        for (const sim::Metric& metric : run.summary.metrics)
            metrics.add(metric);
    Table table{"metrics", "Metrics of runs", {}};
    table.columns = {
        repeated_column(runs, "run", [](Run run) { return run.short_key; }),
        repeated_column(runs, "scenario", [](Run run) { return run.summary.scenario; }),
        repeated_column(runs, "variant", [](Run run) { return run.summary.provenance.variant; }),
        repeated_column(runs, "started", started_of)};
    metrics.build(table.columns);
    return table;
}

}  // namespace headroom::store
