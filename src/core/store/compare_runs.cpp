#include "src/core/store/compare_runs.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "src/core/table/number_text.hpp"

namespace headroom::store {
namespace {

using report::Table;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kShownHash = 12;

using Fact = std::pair<std::string, std::string>;  // what, and how it is in a run

std::string short_hash(const std::string& sha256) {
    return sha256.substr(0, kShownHash);
}

// The same for every run: what a list of facts begins with.
std::vector<Fact> facts_of(const StoredRun& run) {
    const report::Provenance& from = run.summary.provenance;
    std::vector<Fact> facts{{"scenario", run.summary.scenario},
                            {"variant", from.variant},
                            {"seed", std::to_string(from.seed)},
                            {"version", from.version},
                            {"git", from.git},
                            {"catalog", from.catalog},
                            {"catalog sha256", short_hash(from.catalog_sha256)},
                            {"stopped", run.summary.stopped}};
    if (!run.summary.is_complete()) {
        std::string seconds;
        report::append_seconds(seconds, run.summary.simulated_us);
        facts.emplace_back("stopped after", seconds + " s");
    }
    for (const auto& [path, value] : from.overrides)
        if (path != "seed")  // is told above
            facts.emplace_back("set " + path, value);
    for (const report::InputFile& input : from.inputs)
        facts.emplace_back("input " + input.name, short_hash(input.sha256));
    return facts;
}

// Names in the order in which they are first met, each with its place; the place of a new one is
// the next.
class Order {
public:
    std::size_t place_of(const std::string& name) {
        const auto [at, is_new] = places_.emplace(name, names_.size());
        if (is_new)
            names_.push_back(name);
        return at->second;
    }
    [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

private:
    std::map<std::string, std::size_t> places_;
    std::vector<std::string> names_;
};

Table causes_table(const std::vector<StoredRun>& runs) {
    Order order;
    std::vector<std::vector<std::string>> cells;  // [what][run]
    for (std::size_t i = 0; i < runs.size(); ++i) {
        for (const auto& [what, text] : facts_of(runs[i])) {
            const std::size_t place = order.place_of(what);
            if (place == cells.size())
                cells.emplace_back(runs.size());
            cells[place][i] = text;
        }
    }
    report::TextBuilder names;
    std::vector<report::TextBuilder> columns(runs.size());
    for (std::size_t row = 0; row < cells.size(); ++row) {
        if (std::adjacent_find(cells[row].begin(), cells[row].end(), std::not_equal_to<>()) ==
            cells[row].end())
            continue;
        names.push_back(order.names()[row]);
        for (std::size_t i = 0; i < runs.size(); ++i)
            columns[i].push_back(cells[row][i]);
    }
    Table table{"causes", "What is different", {names.build("what")}};
    for (std::size_t i = 0; i < runs.size(); ++i)
        table.columns.push_back(columns[i].build(runs[i].short_key));
    return table;
}

struct MetricRow {
    std::string name, unit;
    std::vector<double> values;  // of each run
};

// A metric in another unit is another metric.
std::vector<MetricRow> metric_rows(const std::vector<StoredRun>& runs) {
    Order order;
    std::vector<MetricRow> rows;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        for (const sim::Metric& metric : runs[i].summary.metrics) {
            const std::size_t place = order.place_of(metric.full_name() + '\0' + metric.unit);
            if (place == rows.size())
                rows.push_back(
                    {metric.full_name(), metric.unit, std::vector<double>(runs.size(), kNone)});
            rows[place].values[i] = metric.value;
        }
    }
    return rows;
}

Table metrics_table(const std::vector<StoredRun>& runs) {
    const std::vector<MetricRow> rows = metric_rows(runs);
    report::TextBuilder names, units;
    for (const MetricRow& row : rows) {
        names.push_back(row.name);
        units.push_back(row.unit);
    }
    Table table{"metrics", "Metrics", {names.build("metric"), units.build("unit")}};
    std::vector<report::Column> changes;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        std::vector<double> values, differences, relatives;
        for (const MetricRow& row : rows) {
            const double first = row.values[0];
            const double difference = row.values[i] - first;
            values.push_back(row.values[i]);
            differences.push_back(difference);
            relatives.push_back(first == 0 ? kNone : difference / std::abs(first));
        }
        const std::string& run = runs[i].short_key;
        table.columns.push_back(report::real_column("value_" + run, "", std::move(values)));
        if (i == 0)
            continue;
        changes.push_back(report::real_column("difference_" + run, "", std::move(differences)));
        changes.push_back(report::real_column("relative_" + run, "", std::move(relatives)));
    }
    table.columns.insert(table.columns.end(), changes.begin(), changes.end());
    return table;
}

}  // namespace

RunComparison compare_runs(const std::vector<StoredRun>& runs) {
    return {causes_table(runs), metrics_table(runs)};
}

}  // namespace headroom::store
