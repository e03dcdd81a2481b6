#include "src/core/scenario/apply_settings.hpp"

#include <algorithm>
#include <utility>

#include "src/core/scenario/describe_problem.hpp"
#include "src/core/scenario/merge_presets.hpp"
#include "src/core/scenario/parse_toml.hpp"
#include "src/core/scenario/read_field.hpp"

namespace headroom::scenario {
namespace {

struct Setting {
    KeyPath path;
    PlaceRef place;
    Value value;
};

// Where a path leads in the schema; `rest` parts of it go on inside a value ("runtime.median").
struct Target {
    const SchemaNode* node = nullptr;
    std::size_t rest = 0;
};

// The names in a collection; `collection` is its path.
std::vector<std::string> names_in(const Value& root, const std::string& collection) {
    const Value* value = &root;
    for (const std::string& key : parse_key_path(collection).value_or(KeyPath{})) {
        const Entry* entry = value->table.find(key);
        if (entry == nullptr) {
            return {};
        }
        value = &entry->value;
    }
    std::vector<std::string> names;
    for (const Entry& named : value->table.entries()) {
        names.push_back(named.key);
    }
    return names;
}

// A file without [cluster.…] has one of this name, and every workload has a demand.
bool is_implicit(const Value& root, const std::string& collection, const std::string& name) {
    const std::vector<std::string> workloads = names_in(root, "workload");
    return (collection == "cluster" && name == "cluster" && names_in(root, collection).empty()) ||
           (collection == "demand" &&
            std::find(workloads.begin(), workloads.end(), name) != workloads.end());
}

bool has_named(const Value& root, const std::string& collection, const std::string& name) {
    const std::vector<std::string> names = names_in(root, collection);
    return std::find(names.begin(), names.end(), name) != names.end() ||
           is_implicit(root, collection, name);
}

// The field that a path leads to, or none and a problem. A setting changes what is there: it cannot
// make a new named table, so that a misspelt name is an error and not a new fleet.
std::optional<Target> find_target(const Value& root, const Setting& setting, Problems& problems) {
    const SchemaNode* node = &schema_tree();
    const std::string whole = format_key_path(setting.path);
    const auto complain = [&](ProblemText text) {
        problems.add(setting.place, whole, std::move(text));
        return std::nullopt;
    };
    const std::string& first = setting.path.front();
    if (first == "extends" || first == "variant") {
        return complain({"cannot be changed by a setting", "", "write it in the file"});
    }
    std::string path;
    for (std::size_t i = 0; i < setting.path.size(); ++i) {
        const std::string& key = setting.path[i];
        if (node->is_leaf()) {
            return Target{node, setting.path.size() - i};
        }
        if (node->is_collection() && !has_named(root, path, key)) {
            return complain(unknown_name(path, key, names_in(root, path)));
        }
        const SchemaNode* child = node->find(key);
        if (child == nullptr) {
            return complain(unknown_key(*node, key));
        }
        if (!child->is_modelled) {
            return complain(not_modelled(key));
        }
        node = child;
        path = join_key(path, key);
    }
    return Target{node, 0};
}

// `set = { fleet.h100.nodes = 96 }` and `set = { "fleet.h100" = { nodes = 96 } }` say the same: a
// table on the way to a field is a list of settings.
void flatten(const Setting& setting,
             const Value& root,
             Problems& problems,
             std::vector<Setting>& settings) {
    if (setting.value.kind == ValueKind::kTable) {
        const SchemaNode* node = &schema_tree();
        for (const std::string& key : setting.path) {
            node = node == nullptr || node->is_leaf() ? nullptr : node->find(key);
        }
        const bool is_on_the_way = node != nullptr && !node->is_leaf() && node->is_modelled;
        if (is_on_the_way) {
            for (const Entry& entry : setting.value.table.entries()) {
                Setting inner{setting.path, entry.place, entry.value};
                inner.path.push_back(entry.key);
                flatten(inner, root, problems, settings);
            }
            return;
        }
    }
    settings.push_back(setting);
}

Value& open_table(Value& parent, const std::string& key, PlaceRef place) {
    Entry* entry = parent.table.find(key);
    if (entry == nullptr) {
        Value table;
        table.place = place;
        entry = &parent.table.add({key, place, std::move(table)});
    }
    return entry->value;
}

void put(Value& root, const Setting& setting) {
    Value* table = &root;
    for (std::size_t i = 0; i + 1 < setting.path.size(); ++i) {
        table = &open_table(*table, setting.path[i], setting.place);
    }
    Entry* entry = table->table.find(setting.path.back());
    if (entry == nullptr) {
        table->table.add({setting.path.back(), setting.place, setting.value});
    } else {
        entry->place = setting.place;
        entry->value = setting.value;
    }
}

// The parts of a path inside a value must be there already: runtime.median of { dist = …, median =
// … }.
bool leads_into_value(const Value& root, const Setting& setting, std::size_t rest) {
    const Value* value = &root;
    const std::size_t depth = setting.path.size() - rest;
    for (std::size_t i = 0; i < depth + rest; ++i) {
        if (value->kind != ValueKind::kTable) {
            return false;
        }
        const Entry* entry = value->table.find(setting.path[i]);
        if (entry == nullptr) {
            return false;
        }
        value = &entry->value;
    }
    return true;
}

void apply(Value& root, const Setting& setting, SourceFiles& files, Problems& problems) {
    std::vector<Setting> settings;
    flatten(setting, root, problems, settings);
    for (const Setting& one : settings) {
        const std::optional<Target> target = find_target(root, one, problems);
        if (!target) {
            continue;
        }
        const std::string path = format_key_path(one.path);
        if (!target->node->is_leaf()) {
            problems.add(one.place, path,
                         {"is a table, not a value", "the path of a value",
                          target->node->keys().empty()
                              ? ""
                              : "such as " + join_key(path, target->node->keys().front())});
        } else if (target->rest > 0 && !leads_into_value(root, one, target->rest)) {
            KeyPath value_path(one.path.begin(),
                               one.path.end() - static_cast<std::ptrdiff_t>(target->rest));
            problems.add(
                one.place, path,
                {"there is no such part",
                 "a part that the file writes, or all of " + format_key_path(value_path), ""});
        } else {
            put(root, one);
            if (one.path.back() == "preset") {
                merge_presets(root, files);  // so that the next setting may reach into it
            }
        }
    }
}

std::optional<Setting> setting_of(const Entry& entry,
                                  const std::string& variant_path,
                                  Problems& problems) {
    std::optional<KeyPath> path = parse_key_path(entry.key);
    if (!path) {
        problems.add(entry.place, variant_path,
                     {quote(entry.key) + " is not a path", "one such as fleet.h100.nodes", ""});
        return std::nullopt;
    }
    return Setting{std::move(*path), entry.place, entry.value};
}

// The entries of a variant's `set`; nothing where it is not written as it should be (its field says
// so).
std::vector<Setting> settings_of(const Entry& variant, Problems& problems) {
    std::vector<Setting> settings;
    const Entry* set = variant.value.table.find("set");
    if (set == nullptr) {
        return settings;
    }
    const std::string path = join_key("variant", variant.key) + ".set";
    for (const Entry& entry : set->value.table.entries()) {
        if (std::optional<Setting> setting = setting_of(entry, path, problems)) {
            settings.push_back(std::move(*setting));
        }
    }
    return settings;
}

}  // namespace

void apply_variant(Value& root, const std::string& name, SourceFiles& files, Problems& problems) {
    if (name.empty()) {
        return;
    }
    const Entry* variants = root.table.find("variant");
    const Entry* variant = variants == nullptr ? nullptr : variants->value.table.find(name);
    if (variant == nullptr) {
        ProblemText text = unknown_name("variant", name, names_in(root, "variant"));
        problems.add(files.add_setting({"--variant", 0, 0}, ""), "", std::move(text));
        return;
    }
    for (const Setting& setting : settings_of(*variant, problems)) {
        apply(root, setting, files, problems);
    }
}

void apply_overrides(Value& root,
                     const std::vector<Override>& overrides,
                     SourceFiles& files,
                     Problems& problems) {
    for (const Override& override : overrides) {
        const PlaceRef place =
            files.add_setting(override.place, override.path + "=" + override.value);
        std::optional<KeyPath> path = parse_key_path(override.path);
        if (!path) {
            problems.add(place, "",
                         {quote(override.path) + " is not a path",
                          "PATH=VALUE such as fleet.h100.nodes=96", ""});
            continue;
        }
        std::optional<Value> value = parse_toml_value(override.value, place);
        if (!value) {
            value.emplace();
            value->kind = ValueKind::kText;
            value->text = override.value;
            value->place = place;
        }
        value->setting_text = override.value;
        apply(root, {std::move(*path), place, std::move(*value)}, files, problems);
    }
}

void check_variants(const Value& root,
                    const std::string& applied,
                    const SourceFiles& files,
                    Problems& problems) {
    const Entry* variants = root.table.find("variant");
    if (variants == nullptr) {
        return;
    }
    for (const Entry& variant : variants->value.table.entries()) {
        if (variant.key == applied) {
            continue;
        }
        std::vector<Setting> settings;
        for (const Setting& setting : settings_of(variant, problems)) {
            flatten(setting, root, problems, settings);
        }
        for (const Setting& setting : settings) {
            const std::optional<Target> target = find_target(root, setting, problems);
            if (target && target->rest == 0 && target->node->is_leaf()) {
                const std::string path = format_key_path(setting.path);
                (void)read_field(setting.value, *target->node->field, path, files, problems);
            }
        }
    }
}

}  // namespace headroom::scenario
