#pragma once

// Merging one document into another, as `extends` and `preset` do.

#include "src/core/scenario/schema_tree.hpp"
#include "src/core/scenario/value.hpp"

namespace headroom::scenario {

// Puts `over` upon `base`: tables of the format merge key by key; anything else is replaced, with
// its place. `node` is the schema of both, null for unknown keys.
void merge_tables(Value& base, Value over, const SchemaNode* node);

}  // namespace headroom::scenario
