#include <utility>

#include "src/core/scenario/apply_settings.hpp"
#include "src/core/scenario/check_scenario.hpp"
#include "src/core/scenario/load_document.hpp"
#include "src/core/scenario/merge_presets.hpp"
#include "src/core/scenario/read_tree.hpp"
#include "src/core/scenario/scenario.hpp"

namespace headroom::scenario {

expected<Scenario, Diagnostics> read_scenario(const std::string& file, const ReadOptions& options) {
    SourceFiles files;
    Problems problems(files);
    std::optional<Value> root = load_document(file, files, problems);
    if (!root) {
        return unexpected(problems.take());
    }
    std::vector<std::string> file_names;
    for (std::size_t i = 0; i < files.size(); ++i) {
        file_names.push_back(files.name(static_cast<std::uint32_t>(i)));
    }
    merge_presets(*root, files);
    check_variants(*root, options.variant, files, problems);
    apply_variant(*root, options.variant, files, problems);
    apply_overrides(*root, options.overrides, files, problems);
    let_own_keys_win(*root, files);
    ReadTree tree = read_tree(*root, files, problems);
    check_scenario(tree, problems);
    if (problems.any()) {
        return unexpected(problems.take());
    }
    tree.scenario.file = file;
    tree.scenario.files = std::move(file_names);
    return std::move(tree.scenario);
}

}  // namespace headroom::scenario
