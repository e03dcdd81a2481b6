#pragma once

// Which of the runs of a store are meant: by key, or by what they are of. Pure.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/units.hpp"
#include "src/core/store/stored_run.hpp"

namespace headroom::store {

struct RunFilter {
    std::string scenario;              // a glob; empty: all
    std::string variant;               // a glob; empty: all
    std::optional<Instant> since;      // started then or later
    std::optional<std::size_t> limit;  // the newest so many
};

// Those that pass, in the order given, which is that of RunStore::list.
[[nodiscard]] std::vector<StoredRun> select_runs(std::vector<StoredRun> runs,
                                                 const RunFilter& filter);

// What is removed: the older than `before`, or all but the newest `keep`. A run that does not say
// when it was started is not known to be older than anything, and newer than nothing.
struct PruneRule {
    std::optional<Instant> before;
    std::optional<std::size_t> keep;
};
[[nodiscard]] std::vector<StoredRun> runs_to_prune(const std::vector<StoredRun>& runs,
                                                   const PruneRule& rule);

// The only run whose key begins so, as an index. The fault says which keys come near.
[[nodiscard]] expected<std::size_t, Diagnostic> find_run(const std::vector<StoredRun>& runs,
                                                         const std::string& prefix);

}  // namespace headroom::store
