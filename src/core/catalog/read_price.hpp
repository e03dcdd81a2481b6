#pragma once

// What a price table has beside its texts: what it is the price of, its kind, its rows.

#include <string>

#include "src/core/catalog/read_fact.hpp"

namespace headroom::catalog {

void read_price(const scenario::Entry& entry,
                const std::string& path,
                const FactContext& context,
                Price& price);

}  // namespace headroom::catalog
