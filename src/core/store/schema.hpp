#pragma once

// The tables of a store and their version. A file of another program or of a newer headroom is
// refused before anything of it is changed.

#include "src/core/store/database.hpp"

namespace headroom::store {

constexpr std::int64_t kSchemaVersion = 1;

// That the database is a store that this program knows; else it fails with a sentence.
void check_schema(Database& database);

// Makes an empty database a store and leaves any other as it is. Several programs may try at once.
void make_schema(Database& database);

}  // namespace headroom::store
