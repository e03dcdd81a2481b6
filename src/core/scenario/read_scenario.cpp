#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "src/core/scenario/apply_settings.hpp"
#include "src/core/scenario/check_scenario.hpp"
#include "src/core/scenario/document.hpp"
#include "src/core/scenario/load_document.hpp"
#include "src/core/scenario/merge_presets.hpp"
#include "src/core/scenario/parse_toml.hpp"
#include "src/core/scenario/read_tree.hpp"

namespace headroom::scenario {
namespace {

// What a user meant: file, variant and settings in one tree.
Value apply_all(const Value& document,
                const ReadOptions& options,
                SourceFiles& files,
                Problems& problems) {
    Value root = document;
    apply_variant(root, options.variant, files, problems);
    apply_overrides(root, options.overrides, files, problems);
    let_own_keys_win(root, files);
    return root;
}

// How many trials and how precise says nothing of any one trial.
Value without_amounts(const Value& montecarlo) {
    Value kept = montecarlo;
    kept.table = {};
    for (const Entry& entry : montecarlo.table.entries()) {
        if (entry.key == "antithetic") {
            kept.table.add(entry);
        }
    }
    return kept;
}

}  // namespace

expected<Document, Diagnostics> read_document(const std::string& file) {
    Document document;
    Problems problems(document.files);
    std::optional<Value> root = load_document(file, document.files, problems);
    // What a file with a wrong `extends` lacks cannot be told.
    if (!root || problems.any()) {
        return unexpected(problems.take());
    }
    for (std::size_t i = 0; i < document.files.size(); ++i) {
        document.file_names.push_back(document.files.name(static_cast<std::uint32_t>(i)));
    }
    merge_presets(*root, document.files);
    document.file = file;
    document.root = std::move(*root);
    return document;
}

expected<Document, Diagnostics> parse_document(const std::string& name, std::string_view text) {
    Document document;
    Problems problems(document.files);
    const std::uint32_t index = document.files.add_file(name, std::string(text));
    expected<Value, SyntaxFault> root = parse_toml(document.files.text(index), index);
    if (!root) {
        problems.add(root.error().place, "", {root.error().problem, root.error().wanted, ""});
        return unexpected(problems.take());
    }
    merge_presets(*root, document.files);
    document.file = name;
    document.file_names = {name};
    document.root = std::move(*root);
    return document;
}

expected<Scenario, Diagnostics> resolve_scenario(const Document& document,
                                                 const ReadOptions& options) {
    SourceFiles files = document.files;
    Problems problems(files);
    check_variants(document.root, options.variant, files, problems);
    const Value root = apply_all(document.root, options, files, problems);
    ReadTree tree = read_tree(root, files, options, problems);
    check_scenario(tree, problems);
    if (problems.any()) {
        return unexpected(problems.take());
    }
    tree.scenario.file = document.file;
    tree.scenario.files = document.file_names;
    return std::move(tree.scenario);
}

std::string canonical_text(const Document& document, const ReadOptions& options) {
    static constexpr std::array<std::string_view, 4> kSaysNothing{"name", "variant", "assert",
                                                                  "extends"};
    SourceFiles files = document.files;
    Problems problems(files);
    Value kept;
    const Value root = apply_all(document.root, options, files, problems);
    for (const Entry& entry : root.table.entries()) {
        if (std::find(kSaysNothing.begin(), kSaysNothing.end(), entry.key) == kSaysNothing.end()) {
            Entry& added = kept.table.add(entry);
            if (entry.key == "montecarlo") {
                added.value = without_amounts(entry.value);
            }
        }
    }
    return to_toml(kept);
}

expected<Scenario, Diagnostics> read_scenario(const std::string& file, const ReadOptions& options) {
    const auto document = read_document(file);
    if (!document) {
        return unexpected(document.error());
    }
    return resolve_scenario(*document, options);
}

}  // namespace headroom::scenario
