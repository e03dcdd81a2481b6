#include "src/core/scenario/merge_presets.hpp"

#include <algorithm>
#include <utility>

#include "src/core/data/embedded_file.hpp"
#include "src/core/scenario/merge_tables.hpp"
#include "src/core/scenario/parse_toml.hpp"
#include "src/core/text/diagnostic.hpp"

namespace headroom::scenario {
namespace {

constexpr std::string_view kFolder = "presets";
constexpr std::string_view kSuffix = ".toml";
// What messages call the file; no file of a user is called so.
constexpr std::string_view kShownFolder = "headroom:data/presets/";

std::string shown_name(std::string_view preset) {
    return std::string(kShownFolder) + std::string(preset) + std::string(kSuffix);
}

bool is_of_a_preset(PlaceRef place, const SourceFiles& files) {
    return files.name(place.file).starts_with(kShownFolder);
}

// The same table without the entries for which `leaves` is true.
template <class Leaves>
void remove_entries(Table& table, const Leaves& leaves) {
    const auto& entries = table.entries();
    if (std::none_of(entries.begin(), entries.end(), leaves)) {
        return;
    }
    Table kept;
    for (const Entry& entry : entries) {
        if (!leaves(entry)) {
            kept.add(entry);
        }
    }
    table = std::move(kept);
}

// A table that the scenario put something into stays, with that.
void remove_preset(Value& value, const SourceFiles& files) {
    remove_entries(value.table, [&](Entry entry) {
        if (!is_of_a_preset(entry.value.place, files)) {
            return false;
        }
        remove_preset(entry.value, files);
        return entry.value.table.entries().empty();
    });
    for (const Entry& entry : value.table.entries()) {
        remove_preset(value.table.find(entry.key)->value, files);
    }
}

// Calls with each table [workload.NAME.generate] that names a preset.
template <class Visit>
void for_each_generator(Value& root, const Visit& visit) {
    Entry* workloads = root.table.find("workload");
    if (workloads == nullptr) {
        return;
    }
    for (const Entry& workload : workloads->value.table.entries()) {
        Entry* entry = workloads->value.table.find(workload.key);
        Entry* generate = entry->value.table.find("generate");
        const Entry* preset = generate == nullptr ? nullptr : generate->value.table.find("preset");
        if (preset != nullptr && preset->value.kind == ValueKind::kText) {
            visit(generate->value, preset->value.text);
        }
    }
}

const SchemaNode* generator_schema() {
    const SchemaNode* node = &schema_tree();
    for (const char* key : {"workload", "any", "generate"}) {
        node = node == nullptr ? nullptr : node->find(key);
    }
    return node;
}

// A misspelt name is refused by its field; meanwhile the nearest preset stands in, so that its keys
// are not told to be missing too.
std::string meant_preset(const std::string& named) {
    const std::vector<std::string>& names = preset_names();
    if (names.empty() || std::find(names.begin(), names.end(), named) != names.end()) {
        return named;
    }
    const std::string nearest = nearest_name(named, names);
    return nearest.empty() ? names.front() : nearest;
}

std::uint32_t index_of(const std::string& name, std::string_view text, SourceFiles& files) {
    for (std::uint32_t i = 0; i < files.size(); ++i) {
        if (files.name(i) == name) {
            return i;
        }
    }
    return files.add_file(name, std::string(text));
}

}  // namespace

const std::vector<std::string>& preset_names() {
    static const std::vector<std::string> all = [] {
        std::vector<std::string> names;
        for (std::string& name : list_embedded_names(kFolder)) {
            if (name.ends_with(kSuffix)) {
                name.resize(name.size() - kSuffix.size());
                names.push_back(std::move(name));
            }
        }
        return names;
    }();
    return all;
}

void merge_presets(Value& root, SourceFiles& files) {
    for_each_generator(root, [&](Value& generate, const std::string& named) {
        remove_preset(generate, files);
        const std::string preset = meant_preset(named);
        const auto text =
            find_embedded_file(std::string(kFolder) + "/" + preset + std::string(kSuffix));
        if (!text) {
            return;
        }
        expected<Value, SyntaxFault> fragment =
            parse_toml(*text, index_of(shown_name(preset), *text, files));
        if (!fragment) {
            return;
        }
        fragment->place = generate.place;
        merge_tables(*fragment, std::move(generate), generator_schema());
        generate = std::move(*fragment);
    });
}

void let_own_keys_win(Value& root, const SourceFiles& files) {
    for_each_generator(root, [&](Value& generate, const std::string&) {
        Entry* classes = generate.table.find("class");
        if (classes == nullptr) {
            return;
        }
        for (const Entry& named : classes->value.table.entries()) {
            Value& job_class = classes->value.table.find(named.key)->value;
            remove_entries(job_class.table, [&](const Entry& entry) {
                const Entry* own = generate.table.find(entry.key);
                return is_of_a_preset(entry.value.place, files) && own != nullptr &&
                       !is_of_a_preset(own->value.place, files);
            });
        }
    });
}

}  // namespace headroom::scenario
