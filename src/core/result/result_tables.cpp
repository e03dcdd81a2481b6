#include "src/core/result/result_tables.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <span>

#include "src/core/result/tabulate.hpp"
#include "src/core/table/number_text.hpp"

namespace headroom::report {
namespace {

using Texts = std::vector<std::string>;
using Pairs = std::vector<std::pair<std::string, std::string>>;

Table pairs_table(std::string name, const char* first, const char* second, const Pairs& pairs) {
    TextBuilder keys, values;
    for (const auto& [key, value] : pairs) {
        keys.push_back(key);
        values.push_back(value);
    }
    return {std::move(name), "", {keys.build(first), values.build(second)}};
}

Table summary_table(const RunSummary& summary) {
    std::string simulated_us;
    append_integer(simulated_us, summary.simulated_us);
    const Provenance& provenance = summary.provenance;
    return pairs_table("summary", "key", "value",
                       {{"scenario", summary.scenario},
                        {"currency", summary.currency},
                        {"stopped", summary.stopped},
                        {"start", summary.start},
                        {"simulated_us", simulated_us},
                        {"version", provenance.version},
                        {"git", provenance.git},
                        {"seed", std::to_string(provenance.seed)},
                        {"catalog", provenance.catalog},
                        {"catalog_sha256", provenance.catalog_sha256},
                        {"variant", provenance.variant},
                        {"headroom", summary.headroom}});
}

Table metrics_table(const sim::Metrics& metrics) {
    TextBuilder names, scopes, units;
    std::vector<double> values;
    for (const sim::Metric& metric : metrics) {
        names.push_back(metric.name);
        scopes.push_back(metric.scope);
        values.push_back(metric.value);
        units.push_back(metric.unit);
    }
    return {"metrics",
            "Metrics",
            {names.build("metric"), scopes.build("scope"),
             real_column("value", "", std::move(values)), units.build("unit")}};
}

// The tables of a file by name, and whether all that was asked for was there.
class TableReader {
public:
    explicit TableReader(std::span<const Table> tables) : tables_(tables) {}

    Table table(std::string_view name) {
        for (const Table& candidate : tables_)
            if (candidate.name == name)
                return candidate;
        is_complete_ = false;
        return {};
    }
    [[nodiscard]] bool has(std::string_view name) const {
        return std::any_of(tables_.begin(), tables_.end(),
                           [&](const Table& table) { return table.name == name; });
    }
    Texts texts(const Table& table, std::string_view name) {
        Texts values;
        if (const Column* column = find(table, name, ColumnKind::kText))
            for (std::size_t row = 0; row < column->rows(); ++row)
                values.emplace_back(column->text.text(row));
        return values;
    }
    std::vector<double> reals(const Table& table, std::string_view name) {
        const Column* column = find(table, name, ColumnKind::kDouble);
        return column == nullptr ? std::vector<double>{}
                                 : std::vector<double>(column->reals.begin(), column->reals.end());
    }
    Pairs pairs(std::string_view name, std::string_view first, std::string_view second) {
        const Table found = table(name);
        const Texts keys = texts(found, first);
        const Texts values = texts(found, second);
        Pairs pairs;
        for (std::size_t i = 0; i < std::min(keys.size(), values.size()); ++i)
            pairs.emplace_back(keys[i], values[i]);
        return pairs;
    }
    // Demands the column of that kind, as code that shows the table relies on it.
    const Column* find(const Table& table, std::string_view name, ColumnKind kind) {
        const Column* column = table.find(name);
        if (column == nullptr || column->kind != kind) {
            is_complete_ = false;
            return nullptr;
        }
        return column;
    }
    [[nodiscard]] bool is_complete() const { return is_complete_; }

private:
    std::span<const Table> tables_;
    bool is_complete_ = true;
};

template <class Integer>
Integer integer_of(const std::string& text) {
    Integer value{};
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

sim::Metrics read_metrics(TableReader& reader) {
    const Table table = reader.table("metrics");
    const Texts names = reader.texts(table, "metric");
    const Texts scopes = reader.texts(table, "scope");
    const Texts units = reader.texts(table, "unit");
    const std::vector<double> values = reader.reals(table, "value");
    sim::Metrics metrics;
    for (std::size_t i = 0; i < names.size() && reader.is_complete(); ++i)
        metrics.push_back({names[i], scopes[i], values[i], units[i]});
    return metrics;
}

RunSummary read_summary(TableReader& reader) {
    RunSummary summary;
    const Pairs pairs = reader.pairs("summary", "key", "value");
    std::map<std::string, std::string> facts(pairs.begin(), pairs.end());
    summary.scenario = facts["scenario"];
    summary.currency = facts["currency"];
    summary.stopped = facts["stopped"];
    summary.start = facts["start"];
    summary.simulated_us = integer_of<std::int64_t>(facts["simulated_us"]);
    summary.provenance.version = facts["version"];
    summary.provenance.git = facts["git"];
    summary.provenance.seed = integer_of<std::uint64_t>(facts["seed"]);
    summary.provenance.catalog = facts["catalog"];
    summary.provenance.catalog_sha256 = facts["catalog_sha256"];
    summary.provenance.variant = facts["variant"];
    summary.headroom = facts["headroom"];
    summary.provenance.overrides = reader.pairs("overrides", "path", "value");
    for (const auto& [name, sha256] : reader.pairs("inputs", "file", "sha256"))
        summary.provenance.inputs.push_back({name, sha256});
    summary.warnings = reader.texts(reader.table("warnings"), "warning");
    summary.metrics = read_metrics(reader);
    summary.fleets = reader.table("fleets");
    summary.gpu_use = reader.table("gpu_use");
    summary.wait_causes = reader.table("wait_causes");
    return summary;
}

void demand_columns(TableReader& reader, const Result& result) {
    const RunSummary& summary = result.summary;
    for (const char* name : {"nodes", "gpus_per_node", "gpus"})
        (void)reader.find(summary.fleets, name, ColumnKind::kInt64);
    (void)reader.find(summary.fleets, "fleet", ColumnKind::kText);
    (void)reader.find(summary.gpu_use, "use", ColumnKind::kText);
    (void)reader.find(summary.wait_causes, "cause", ColumnKind::kText);
    for (const char* name : {"gpu_h", "share"})
        (void)reader.find(summary.gpu_use, name, ColumnKind::kDouble);
    (void)reader.find(summary.wait_causes, "share", ColumnKind::kDouble);
    const Table jobs = reader.table("jobs");
    for (const char* name : {"submit_s", "start_s", "end_s"})
        (void)reader.find(jobs, name, ColumnKind::kTime);
    for (const char* name : {"id", "fleet", "state"})
        (void)reader.find(jobs, name, ColumnKind::kText);
    (void)reader.find(jobs, "gpus", ColumnKind::kInt64);
}

}  // namespace

std::vector<Table> tables_of(const Result& result) {
    const RunSummary& summary = result.summary;
    Pairs inputs;
    for (const InputFile& input : summary.provenance.inputs)
        inputs.emplace_back(input.name, input.sha256);
    std::vector<Table> tables{
        summary_table(summary),
        metrics_table(summary.metrics),
        {"warnings", "", {text_column("warning", summary.warnings)}},
        pairs_table("inputs", "file", "sha256", inputs),
        pairs_table("overrides", "path", "value", summary.provenance.overrides),
        summary.fleets,
        summary.gpu_use,
        summary.wait_causes};
    tables.insert(tables.end(), result.tables.begin(), result.tables.end());
    return tables;
}

std::optional<Result> result_of(std::vector<Table> tables) {
    TableReader reader(tables);
    Result result;
    result.summary = read_summary(reader);
    for (const char* name : {"jobs", "series", "nodes", "placements"})
        result.tables.push_back(reader.table(name));
    // Results from before racks were modelled have no such table.
    result.tables.push_back(reader.has("racks") ? reader.table("racks") : no_racks_table());
    demand_columns(reader, result);
    if (!reader.is_complete())
        return std::nullopt;
    return result;
}

}  // namespace headroom::report
