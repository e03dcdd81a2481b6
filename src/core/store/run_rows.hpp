#pragma once

// A run to the rows of a store's tables and back. What goes wrong is kept by the database.

#include <optional>
#include <vector>

#include "src/core/store/database.hpp"
#include "src/core/store/stored_run.hpp"

namespace headroom::store {

// Writes all of it but the id and the short key.
void insert_run(Database& database, const StoredRun& run);

// Every run by start, without metrics and warnings; those without a start last.
[[nodiscard]] std::vector<StoredRun> select_headers(Database& database);

// The rest of it, and the hash that it was stored with.
[[nodiscard]] std::string select_details(Database& database, StoredRun& run);

// The id of the run of that key.
[[nodiscard]] std::optional<std::int64_t> find_id(Database& database, const std::string& key);

[[nodiscard]] std::vector<std::string> select_keys(Database& database);

}  // namespace headroom::store
