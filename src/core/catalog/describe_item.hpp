#pragma once

// One item with everything that the catalog says of it, for people and as JSON.

#include <string>
#include <vector>

#include "src/core/catalog/catalog_view.hpp"

namespace headroom::catalog {

// Texts, every number with value, date, confidence, source and remark, what other sources say, its
// prices, the sources in full.
[[nodiscard]] std::string describe_item(const Catalog& catalog, const ItemView& view);

// {"catalog", "kind", "name", …, "numbers": [{"key", "value", "unit", "text", "source", …}],
// "prices": […], "sources": […]}; values in SI.
[[nodiscard]] std::string item_json(const Catalog& catalog, const ItemView& view);

}  // namespace headroom::catalog
