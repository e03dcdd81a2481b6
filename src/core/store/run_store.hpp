#pragma once

// The runs that a user chose to keep, in one SQLite file that several programs may read and write
// at the same time. Every fault of the file (missing, foreign, newer, damaged, read-only, full) is
// a Diagnostic.

#include <string>
#include <vector>

#include "src/core/store/database.hpp"
#include "src/core/store/stored_run.hpp"

namespace headroom::store {

enum class AddOutcome : std::uint8_t {
    kAdded,
    kPresent,  // a run of this key was there already; nothing was changed
    kDiffers,  // the same, but a metric has another value: the build does not repeat itself
};

struct AddedRun {
    AddOutcome outcome = AddOutcome::kAdded;
    std::string key;
    std::string short_key;
};

// The fault that kDiffers is, of a result of that name.
[[nodiscard]] Diagnostic describe_difference(const AddedRun& added, const std::string& result);

class RunStore {
public:
    [[nodiscard]] static expected<RunStore, Diagnostics> open(const std::string& file,
                                                              Access access);

    [[nodiscard]] const std::string& file() const { return database_.file(); }

    // One transaction. O(metrics).
    [[nodiscard]] expected<AddedRun, Diagnostics> add(const report::RunSummary& summary,
                                                      const RunOrigin& origin);

    // Every run, the oldest first, without its metrics and warnings. Those that do not say when
    // they were started stand at the end. O(runs).
    [[nodiscard]] expected<std::vector<StoredRun>, Diagnostics> list();
    // All that is stored of one of them; a fault where it is not what was added.
    [[nodiscard]] expected<StoredRun, Diagnostics> load(const StoredRun& listed);

    // One transaction.
    [[nodiscard]] expected<void, Diagnostics> remove(const std::vector<StoredRun>& runs);
    // Gives back the room of what was removed; false if others use the file, which then keeps it.
    [[nodiscard]] expected<bool, Diagnostics> compact();

private:
    explicit RunStore(Database database) : database_(std::move(database)) {}

    Database database_;
};

// Where a result folder lies, for a RunOrigin; empty stays empty.
[[nodiscard]] std::string absolute_folder(const std::string& result);

// Adds one run to the store in that file, which is made if it is not there.
[[nodiscard]] expected<AddedRun, Diagnostics> record_run(const std::string& file,
                                                         const report::RunSummary& summary,
                                                         const RunOrigin& origin = {});

}  // namespace headroom::store
