#pragma once

// The field table as a tree, for walking it along a document.

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "src/core/scenario/field_table.hpp"
#include "src/core/scenario/key_path.hpp"

namespace headroom::scenario {

struct SchemaNode {
    const Field* field = nullptr;  // null for the root and for collections ("fleet")
    bool is_modelled = true;
    std::vector<std::pair<std::string_view, std::unique_ptr<SchemaNode>>> children;
    std::unique_ptr<SchemaNode> any_name;  // of a collection: each of its named tables

    // The child of that key or, in a collection, of any key; null if unknown.
    [[nodiscard]] const SchemaNode* find(std::string_view key) const;
    [[nodiscard]] bool is_collection() const { return any_name != nullptr; }
    [[nodiscard]] bool is_leaf() const {
        return field != nullptr && field->kind != FieldKind::kTable;
    }
    // The keys that work, in the order of the table.
    [[nodiscard]] std::vector<std::string> keys() const;
};

// Built once.
[[nodiscard]] const SchemaNode& schema_tree();

}  // namespace headroom::scenario
