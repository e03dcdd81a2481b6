#include "src/core/scenario/load_document.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

#include "src/core/scenario/merge_tables.hpp"
#include "src/core/scenario/parse_toml.hpp"

namespace headroom::scenario {
namespace {

constexpr std::size_t kLargestFile = std::size_t{64} << 20u;
constexpr std::size_t kLongestChain = 32;

std::string canonical(const std::string& file) {
    std::error_code ignored;
    const std::filesystem::path path = std::filesystem::weakly_canonical(file, ignored);
    return ignored ? file : path.string();
}

// One file; `from` is the place that named it, none for the scenario itself.
std::optional<Value> load_file(const std::string& file,
                               std::optional<PlaceRef> from,
                               SourceFiles& files,
                               Problems& problems) {
    expected<std::string, std::string> text = read_text_file(file, kLargestFile);
    const std::uint32_t index = files.add_file(file, text ? *text : std::string());
    if (!text) {
        const PlaceRef place = from ? *from : PlaceRef{index, 0, 0};
        const std::string problem = from ? "'" + file + "' " + text.error() : text.error();
        problems.add(place, from ? "extends" : "", {problem, from ? "" : "a scenario file", ""});
        return std::nullopt;
    }
    if (text->find_first_not_of(" \t\r\n") == std::string::npos && !from) {
        problems.add({index, 0, 0}, "",
                     {"the file is empty", "a scenario with schema, one fleet, one workload",
                      "scenarios/quickstart.toml shows a small one"});
        return std::nullopt;
    }
    expected<Value, SyntaxFault> value = parse_toml(files.text(index), index);
    if (!value) {
        const SyntaxFault& fault = value.error();
        problems.add(fault.place, "", {fault.problem, fault.wanted, ""});
        return std::nullopt;
    }
    return std::move(*value);
}

// What a file extends; none if nothing.
std::optional<std::string> base_of(const std::string& file, const Value& root, Problems& problems) {
    const Entry* entry = root.table.find("extends");
    if (entry == nullptr) {
        return std::nullopt;
    }
    if (entry->value.kind != ValueKind::kText || entry->value.text.empty()) {
        problems.add(entry->value.place, "extends",
                     {"is " + std::string(describe_kind(entry->value.kind)),
                      "one file name in quotes such as \"base.toml\"", ""});
        return std::nullopt;
    }
    const std::filesystem::path folder = std::filesystem::path(file).parent_path();
    return (folder / entry->value.text).string();
}

std::string describe_chain(const std::vector<std::string>& chain, const std::string& last) {
    std::string text;
    for (const std::string& file : chain) {
        text += std::filesystem::path(file).filename().string() + " extends ";
    }
    return text + std::filesystem::path(last).filename().string();
}

}  // namespace

std::optional<Value> load_document(const std::string& file,
                                   SourceFiles& files,
                                   Problems& problems) {
    std::vector<Value> roots;
    std::vector<std::string> chain;
    std::optional<PlaceRef> from;
    std::optional<std::string> next = file;
    while (next) {
        std::optional<Value> root = load_file(*next, from, files, problems);
        if (!root) {
            return std::nullopt;
        }
        chain.push_back(canonical(*next));
        next = base_of(*next, *root, problems);
        if (next) {
            from = root->table.find("extends")->value.place;
            const bool is_circle =
                std::find(chain.begin(), chain.end(), canonical(*next)) != chain.end();
            if (is_circle || chain.size() > kLongestChain) {
                problems.add(*from, "extends",
                             {"goes round in a circle: " + describe_chain(chain, *next),
                              "a last file that extends nothing", ""});
                return std::nullopt;
            }
        }
        roots.push_back(std::move(*root));
    }
    Value merged = std::move(roots.back());
    for (auto root = roots.rbegin() + 1; root != roots.rend(); ++root) {
        merge_tables(merged, std::move(*root), &schema_tree());
    }
    return merged;
}

}  // namespace headroom::scenario
