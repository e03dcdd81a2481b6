#pragma once

// The parsed files of a catalog to its items.

#include <vector>

#include "src/core/catalog/catalog.hpp"
#include "src/core/scenario/problems.hpp"
#include "src/core/scenario/value.hpp"

namespace headroom::catalog {

// Fills everything of `catalog` but version and hash. The files count as one; a name stands once.
// References between items are checked too. O(numbers · sources).
void read_items(const std::vector<scenario::Value>& files,
                scenario::Problems& problems,
                Catalog& catalog);

}  // namespace headroom::catalog
