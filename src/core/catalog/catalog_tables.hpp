#pragma once

// Lists of a catalog's items, and what distinguishes two catalogs, as tables.

#include "src/core/catalog/catalog.hpp"
#include "src/core/table/table.hpp"

namespace headroom::catalog {

// kind, name, title, other names: a row an item.
[[nodiscard]] report::Table list_all(const Catalog& catalog);

// The items of a kind with their most asked numbers, as written; of prices a row a price.
[[nodiscard]] report::Table list_kind(const Catalog& catalog, Kind kind);

// The same for programs: every text and every number in SI units, with the currency of money.
[[nodiscard]] report::Table export_kind(const Catalog& catalog, Kind kind);

// change (added, removed, changed), item, key, before, after and the sources of both; a row a
// difference, in the order of the catalogs. Items are compared by name, numbers by value, currency,
// source, date and confidence.
[[nodiscard]] report::Table diff_catalogs(const Catalog& before, const Catalog& after);

}  // namespace headroom::catalog
