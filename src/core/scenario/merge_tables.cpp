#include "src/core/scenario/merge_tables.hpp"

#include <utility>

namespace headroom::scenario {

void merge_tables(Value& base, Value over, const SchemaNode* node) {
    for (const Entry& entry : over.table.entries()) {
        const SchemaNode* child = node == nullptr ? nullptr : node->find(entry.key);
        Entry* existing = base.table.find(entry.key);
        if (existing == nullptr) {
            base.table.add(entry);
            continue;
        }
        const bool are_tables =
            existing->value.kind == ValueKind::kTable && entry.value.kind == ValueKind::kTable;
        const bool is_open =
            child != nullptr && (!child->is_leaf() || child->field->kind == FieldKind::kSettings ||
                                 child->field->kind == FieldKind::kAssertions ||
                                 child->field->kind == FieldKind::kNumbers);
        if (are_tables && is_open) {
            merge_tables(existing->value, entry.value, child->is_leaf() ? nullptr : child);
        } else {
            *existing = entry;
        }
    }
}

}  // namespace headroom::scenario
