#include "src/core/store/schema.hpp"

#include <string>

namespace headroom::store {
namespace {

constexpr std::int64_t kApplicationId = 0x68'64'72'6d;  // "hdrm"

// A measure is a metric's name once for all runs; `position` keeps lists in their order; a `sha256`
// of all that belongs to a run says whether it still is what was added.
constexpr const char* kTables = R"(
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    scenario TEXT NOT NULL,
    variant TEXT NOT NULL,
    seed TEXT NOT NULL,
    version TEXT NOT NULL,
    git TEXT NOT NULL,
    catalog TEXT NOT NULL,
    catalog_sha256 TEXT NOT NULL,
    currency TEXT NOT NULL,
    stopped TEXT NOT NULL,
    start TEXT NOT NULL,
    simulated_us INTEGER NOT NULL,
    device TEXT NOT NULL,
    host TEXT NOT NULL,
    started TEXT NOT NULL,
    wall_s REAL,
    read_s REAL,
    simulate_cpu_s REAL,
    label TEXT NOT NULL,
    folder TEXT NOT NULL
);
CREATE TABLE inputs (
    run INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (run, position)
) WITHOUT ROWID;
CREATE TABLE settings (
    run INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    path TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (run, position)
) WITHOUT ROWID;
CREATE TABLE warnings (
    run INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    warning TEXT NOT NULL,
    PRIMARY KEY (run, position)
) WITHOUT ROWID;
CREATE TABLE measures (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    scope TEXT NOT NULL,
    statistic TEXT NOT NULL,
    unit TEXT NOT NULL,
    UNIQUE (name, scope, statistic, unit)
);
CREATE TABLE metrics (
    run INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    measure INTEGER NOT NULL,
    value REAL,
    PRIMARY KEY (run, position)
) WITHOUT ROWID;
)";

// Whether it holds nothing at all, as a file does that was just made.
bool is_blank(Database& database) {
    return database.number("PRAGMA application_id") == 0 &&
           database.number("PRAGMA user_version") == 0 &&
           database.number("SELECT count(*) FROM sqlite_schema") == 0;
}

std::string pragma(const char* name, std::int64_t value) {
    return "PRAGMA " + std::string(name) + " = " + std::to_string(value);
}

}  // namespace

void check_schema(Database& database) {
    const bool is_empty = is_blank(database);
    const std::int64_t application = database.number("PRAGMA application_id");
    const std::int64_t version = database.number("PRAGMA user_version");
    if (database.has_failed())
        return;
    if (is_empty)
        database.fail("is empty", "a store of runs", "'headroom runs add RESULT' makes one");
    else if (application != kApplicationId)
        database.fail("is the SQLite database of another program", "a store that headroom made");
    else if (version > kSchemaVersion)
        database.fail("was written by a newer headroom: it has version " + std::to_string(version) +
                          " of the store, this program knows up to " +
                          std::to_string(kSchemaVersion),
                      "a newer headroom, or another store");
    else if (version < 1)
        database.fail("is damaged: it has no version", "a store that headroom made");
}

void make_schema(Database& database) {
    if (is_blank(database)) {
        // Readers and one writer at a time do not wait for each other; the file remembers it.
        database.execute_patiently("PRAGMA journal_mode = WAL");
        Transaction transaction(database);
        if (is_blank(database)) {  // still: nobody was faster
            database.execute(kTables);
            database.execute(pragma("application_id", kApplicationId).c_str());
            database.execute(pragma("user_version", kSchemaVersion).c_str());
        }
        transaction.commit();
    }
}

}  // namespace headroom::store
