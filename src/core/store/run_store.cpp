#include "src/core/store/run_store.hpp"

#include <filesystem>
#include <utility>

#include "src/core/store/run_rows.hpp"
#include "src/core/store/schema.hpp"

namespace headroom::store {
namespace {

// The metrics that are stored of the run of that id.
sim::Metrics stored_metrics(Database& database, std::int64_t id) {
    StoredRun stored;
    stored.id = id;
    (void)select_details(database, stored);
    return stored.summary.metrics;
}

// How two runs of one key can have other metrics is for the user to find out.
AddOutcome add_or_compare(Database& database, const StoredRun& run) {
    const auto id = find_id(database, run.key);
    if (!id) {
        insert_run(database, run);
        return AddOutcome::kAdded;
    }
    return do_contradict(stored_metrics(database, *id), run.summary.metrics) ? AddOutcome::kDiffers
                                                                             : AddOutcome::kPresent;
}

}  // namespace

Diagnostic describe_difference(const AddedRun& added, const std::string& result) {
    Diagnostic fault;
    fault.place.file = result;
    fault.problem = "was kept before as run " + added.short_key + ", with other metrics";
    fault.wanted = "the same metrics from the same build and inputs";
    fault.hint = "the result was changed, or this build does not repeat itself on that machine";
    return fault;
}

expected<RunStore, Diagnostics> RunStore::open(const std::string& file, Access access) {
    auto database = Database::open(file, access);
    if (!database)
        return unexpected(std::move(database.error()));
    if (access == Access::kWrite)
        make_schema(*database);
    else
        database->execute("BEGIN");  // everything that is read is of one moment
    check_schema(*database);
    if (database->has_failed())
        return unexpected(database->problems());
    return RunStore(std::move(*database));
}

expected<AddedRun, Diagnostics> RunStore::add(const report::RunSummary& summary,
                                              const RunOrigin& origin) {
    StoredRun run;
    run.key = run_key(summary);
    run.origin = origin;
    run.summary = summary;
    AddedRun added;
    {
        Transaction transaction(database_);
        added.outcome = add_or_compare(database_, run);
        added.short_key = run.key.substr(0, short_length(run.key, select_keys(database_)));
        transaction.commit();
    }
    added.key = std::move(run.key);
    if (database_.has_failed())
        return unexpected(database_.problems());
    return added;
}

expected<std::vector<StoredRun>, Diagnostics> RunStore::list() {
    // A page that lost a row looks like one that never had it.
    if (const std::string fault = database_.check_table("runs"); !fault.empty())
        database_.fail("is damaged: " + fault, "a store that headroom made");
    std::vector<StoredRun> runs = select_headers(database_);
    if (database_.has_failed())
        return unexpected(database_.problems());
    return runs;
}

expected<StoredRun, Diagnostics> RunStore::load(const StoredRun& listed) {
    StoredRun run = listed;
    const std::string sha256 = select_details(database_, run);
    if (!database_.has_failed() && sha256 != content_sha256(run)) {
        database_.fail("run " + run.short_key + " is damaged: it is no more what was added",
                       "a store that nothing else writes to");
        const Diagnostics problems = database_.problems();
        database_.forgive();  // the other runs may be well
        return unexpected(problems);
    }
    if (database_.has_failed())
        return unexpected(database_.problems());
    return run;
}

expected<void, Diagnostics> RunStore::remove(const std::vector<StoredRun>& runs) {
    {
        Transaction transaction(database_);
        Statement run(database_, "DELETE FROM runs WHERE id = ?");
        for (const StoredRun& gone : runs)
            run.bind(gone.id).run();
        database_.execute("DELETE FROM measures WHERE id NOT IN (SELECT measure FROM metrics)");
        transaction.commit();
    }
    if (database_.has_failed())
        return unexpected(database_.problems());
    return {};
}

expected<bool, Diagnostics> RunStore::compact() {
    const bool is_compact = database_.try_execute("VACUUM");
    if (database_.has_failed())
        return unexpected(database_.problems());
    return is_compact;
}

std::string absolute_folder(const std::string& result) {
    std::error_code error;
    const auto path = std::filesystem::absolute(result, error).lexically_normal();
    return error || result.empty() ? result : (path / "").parent_path().string();
}

expected<AddedRun, Diagnostics> record_run(const std::string& file,
                                           const report::RunSummary& summary,
                                           const RunOrigin& origin) {
    auto store = RunStore::open(file, Access::kWrite);
    if (!store)
        return unexpected(std::move(store.error()));
    return store->add(summary, origin);
}

}  // namespace headroom::store
