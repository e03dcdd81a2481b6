#include "src/core/scenario/schema_tree.hpp"

namespace headroom::scenario {
namespace {

SchemaNode& child_of(SchemaNode& node, std::string_view key) {
    if (key == "*") {
        if (!node.any_name) {
            node.any_name = std::make_unique<SchemaNode>();
        }
        return *node.any_name;
    }
    for (auto& [name, child] : node.children) {
        if (name == key) {
            return *child;
        }
    }
    node.children.emplace_back(key, std::make_unique<SchemaNode>());
    return *node.children.back().second;
}

SchemaNode& node_at(SchemaNode& root, std::string_view path) {
    SchemaNode* node = &root;
    while (true) {
        const std::size_t dot = path.find('.');
        node = &child_of(*node, path.substr(0, dot));
        if (dot == std::string_view::npos) {
            return *node;
        }
        path.remove_prefix(dot + 1);
    }
}

SchemaNode build_tree() {
    SchemaNode root;
    for (const Field& field : field_table()) {
        node_at(root, field.path).field = &field;
    }
    for (const std::string_view path : not_modelled_yet()) {
        node_at(root, path).is_modelled = false;
    }
    return root;
}

}  // namespace

const SchemaNode* SchemaNode::find(std::string_view key) const {
    for (const auto& [name, child] : children) {
        if (name == key) {
            return child.get();
        }
    }
    return any_name.get();
}

std::vector<std::string> SchemaNode::keys() const {
    std::vector<std::string> names;
    for (const auto& [name, child] : children) {
        if (child->is_modelled) {
            names.emplace_back(name);
        }
    }
    return names;
}

const SchemaNode& schema_tree() {
    static const SchemaNode tree = build_tree();
    return tree;
}

}  // namespace headroom::scenario
