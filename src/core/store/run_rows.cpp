#include "src/core/store/run_rows.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <map>
#include <utility>

namespace headroom::store {
namespace {

// A metric's name may have a statistic over trials behind it: "cost.tco@p90".
struct MeasureName {
    std::string_view name;
    std::string_view statistic;
};

MeasureName split_name(std::string_view name) {
    const std::size_t at = name.rfind('@');
    if (at == std::string_view::npos || at + 1 == name.size())
        return {name, {}};
    return {name.substr(0, at), name.substr(at + 1)};
}

std::string join_name(std::string name, const std::string& statistic) {
    return statistic.empty() ? name : name + "@" + statistic;
}

void insert_header(Database& database, const StoredRun& run) {
    Statement insert(database,
                     "INSERT INTO runs (key, sha256, scenario, variant, seed, version, git, "
                     "catalog, catalog_sha256, currency, stopped, start, simulated_us, device, "
                     "host, started, wall_s, read_s, simulate_cpu_s, label, folder) "
                     "VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    const report::RunSummary& summary = run.summary;
    const report::Provenance& from = summary.provenance;
    insert.bind(run.key).bind(content_sha256(run)).bind(summary.scenario).bind(from.variant);
    insert.bind(std::to_string(from.seed)).bind(from.version).bind(from.git);
    insert.bind(from.catalog).bind(from.catalog_sha256).bind(summary.currency);
    insert.bind(summary.stopped).bind(summary.start).bind(summary.simulated_us);
    insert.bind(from.device).bind(from.host).bind(from.timing.started);
    insert.bind(from.timing.wall_s).bind(from.timing.read_s).bind(from.timing.simulate_cpu_s);
    insert.bind(run.origin.label).bind(run.origin.folder).run();
}

void insert_lists(Database& database, std::int64_t id, const report::RunSummary& summary) {
    Statement input(database, "INSERT INTO inputs VALUES (?, ?, ?, ?)");
    std::int64_t position = 0;
    for (const report::InputFile& file : summary.provenance.inputs)
        input.bind(id).bind(position++).bind(file.name).bind(file.sha256).run();
    Statement setting(database, "INSERT INTO settings VALUES (?, ?, ?, ?)");
    position = 0;
    for (const auto& [path, value] : summary.provenance.overrides)
        setting.bind(id).bind(position++).bind(path).bind(value).run();
    Statement warning(database, "INSERT INTO warnings VALUES (?, ?, ?)");
    position = 0;
    for (const std::string& text : summary.warnings)
        warning.bind(id).bind(position++).bind(text).run();
}

void insert_metrics(Database& database, std::int64_t id, const sim::Metrics& metrics) {
    Statement measure(database,
                      "INSERT OR IGNORE INTO measures (name, scope, statistic, unit) "
                      "VALUES (?, ?, ?, ?)");
    Statement value(database,
                    "INSERT INTO metrics SELECT ?, ?, id, ? FROM measures "
                    "WHERE name = ? AND scope = ? AND statistic = ? AND unit = ?");
    std::int64_t position = 0;
    for (const sim::Metric& metric : metrics) {
        const auto [name, statistic] = split_name(metric.name);
        measure.bind(name).bind(metric.scope).bind(statistic).bind(metric.unit).run();
        value.bind(id).bind(position++).bind(metric.value);
        value.bind(name).bind(metric.scope).bind(statistic).bind(metric.unit).run();
    }
}

StoredRun header_of(const Statement& row) {
    StoredRun run;
    report::RunSummary& summary = run.summary;
    report::Provenance& from = summary.provenance;
    run.id = row.integer(0);
    run.key = row.text(1);
    summary.scenario = row.text(2);
    from.variant = row.text(3);
    const std::string seed = row.text(4);
    std::from_chars(seed.data(), seed.data() + seed.size(), from.seed);
    from.version = row.text(5);
    from.git = row.text(6);
    from.catalog = row.text(7);
    from.catalog_sha256 = row.text(8);
    summary.currency = row.text(9);
    summary.stopped = row.text(10);
    summary.start = row.text(11);
    summary.simulated_us = row.integer(12);
    from.device = row.text(13);
    from.host = row.text(14);
    from.timing = {row.text(15), row.real(16), row.real(17), row.real(18)};
    run.origin = {.folder = row.text(20), .label = row.text(19)};
    return run;
}

using RunsById = std::map<std::int64_t, StoredRun*>;

// Calls `add` with the run and the row for each row of an answer whose first column is a run's id.
template <class Add>
void add_rows(Database& database, const RunsById& runs, const char* sql, const Add& add) {
    Statement row(database, sql);
    while (row.next())
        if (const auto run = runs.find(row.integer(0)); run != runs.end())
            add(*run->second, row);
}

void select_lists(Database& database, std::vector<StoredRun>& runs) {
    RunsById by_id;
    for (StoredRun& run : runs)
        by_id[run.id] = &run;
    add_rows(database, by_id, "SELECT run, name, sha256 FROM inputs ORDER BY run, position",
             [](StoredRun& run, const Statement& row) {
                 run.summary.provenance.inputs.push_back({row.text(1), row.text(2)});
             });
    add_rows(database, by_id, "SELECT run, path, value FROM settings ORDER BY run, position",
             [](StoredRun& run, const Statement& row) {
                 run.summary.provenance.overrides.emplace_back(row.text(1), row.text(2));
             });
}

// By start, then by the order of adding.
void sort_by_start(std::vector<StoredRun>& runs) {
    constexpr std::int64_t kLast = std::numeric_limits<std::int64_t>::max();
    std::vector<std::pair<std::int64_t, std::size_t>> order;
    for (std::size_t i = 0; i < runs.size(); ++i)
        order.emplace_back(runs[i].started_us().value_or(kLast), i);
    std::sort(order.begin(), order.end());
    std::vector<StoredRun> sorted;
    for (const auto& [started_us, i] : order)
        sorted.push_back(std::move(runs[i]));
    runs = std::move(sorted);
}

// Sorted keys: each one's nearest are its neighbours.
void shorten_keys(std::vector<StoredRun>& runs) {
    std::map<std::string, StoredRun*> by_key;
    for (StoredRun& run : runs)
        by_key[run.key] = &run;
    std::string before;
    for (auto at = by_key.begin(); at != by_key.end(); ++at) {
        std::vector<std::string> neighbours{before};
        if (const auto next = std::next(at); next != by_key.end())
            neighbours.push_back(next->first);
        at->second->short_key = at->first.substr(0, short_length(at->first, neighbours));
        before = at->first;
    }
}

}  // namespace

void insert_run(Database& database, const StoredRun& run) {
    insert_header(database, run);
    const std::int64_t id = database.last_id();
    insert_lists(database, id, run.summary);
    insert_metrics(database, id, run.summary.metrics);
}

std::vector<StoredRun> select_headers(Database& database) {
    Statement row(database,
                  "SELECT id, key, scenario, variant, seed, version, git, catalog, "
                  "catalog_sha256, currency, stopped, start, simulated_us, device, host, started, "
                  "wall_s, read_s, simulate_cpu_s, label, folder FROM runs "
                  "ORDER BY id");
    std::vector<StoredRun> runs;
    while (row.next())
        runs.push_back(header_of(row));
    select_lists(database, runs);
    shorten_keys(runs);
    sort_by_start(runs);
    return runs;
}

std::string select_details(Database& database, StoredRun& run) {
    Statement warning(database, "SELECT warning FROM warnings WHERE run = ? ORDER BY position");
    warning.bind(run.id);
    while (warning.next())
        run.summary.warnings.push_back(warning.text(0));
    Statement metric(database,
                     "SELECT name, scope, value, unit, statistic FROM metrics "
                     "JOIN measures ON measures.id = metrics.measure "
                     "WHERE run = ? ORDER BY position");
    metric.bind(run.id);
    while (metric.next())
        run.summary.metrics.push_back({join_name(metric.text(0), metric.text(4)), metric.text(1),
                                       metric.real(2), metric.text(3)});
    Statement hash(database, "SELECT sha256 FROM runs WHERE id = ?");
    hash.bind(run.id);
    return hash.next() ? hash.text(0) : std::string();
}

std::optional<std::int64_t> find_id(Database& database, const std::string& key) {
    Statement row(database, "SELECT id FROM runs WHERE key = ?");
    row.bind(key);
    return row.next() ? std::optional(row.integer(0)) : std::nullopt;
}

std::vector<std::string> select_keys(Database& database) {
    std::vector<std::string> keys;
    Statement row(database, "SELECT key FROM runs");
    while (row.next())
        keys.push_back(row.text(0));
    return keys;
}

}  // namespace headroom::store
