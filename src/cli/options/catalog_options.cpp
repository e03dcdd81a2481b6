#include <memory>

#include "src/cli/options/option_kit.hpp"
#include "src/cli/options/options.hpp"
#include "src/core/catalog/catalog_view.hpp"

namespace headroom::cli {
namespace {

constexpr const char* kExamples = R"(Examples:
  headroom catalog list                                  everything by name
  headroom catalog list gpus --format csv                every number of the GPUs, in SI units
  headroom catalog show dgx-h100                         its numbers, dates, sources, prices
  headroom catalog show h100-sxm-80gb --catalog my-catalog
  headroom catalog diff 2026.11 my-catalog               what was added, removed, changed

A catalog is a version that came with headroom, or a folder of .toml files; data/README.md
describes them.)";

constexpr const char* kListExamples = R"(Examples:
  headroom catalog list                                  everything by name
  headroom catalog list prices                           every price with its source
  headroom catalog list gpus --format csv > gpus.csv     in SI units, for a spreadsheet)";

constexpr const char* kShowExamples = R"(Examples:
  headroom catalog show dgx-h100                         its numbers, dates, sources, prices
  headroom catalog show "NVIDIA H100 80GB HBM3"          by the name that nvidia-smi prints
  headroom catalog show dgx-h100 --format json           the same for programs)";

constexpr const char* kDiffExamples = R"(Examples:
  headroom catalog diff 2026.11 my-catalog               what was added, removed, changed
  headroom catalog diff 2026.11 my-catalog --format csv  the same as a table)";

const char* examples(CatalogAction action) {
    switch (action) {
        case CatalogAction::kList:
            return kListExamples;
        case CatalogAction::kShow:
            return kShowExamples;
        case CatalogAction::kDiff:
            break;
    }
    return kDiffExamples;
}

const std::map<std::string, CatalogFormat> kCatalogFormats{
    {"text", CatalogFormat::kText}, {"json", CatalogFormat::kJson}, {"csv", CatalogFormat::kCsv}};
const std::map<std::string, CatalogFormat> kItemFormats{{"text", CatalogFormat::kText},
                                                        {"json", CatalogFormat::kJson}};

std::vector<std::string> kinds() {
    std::vector<std::string> names;
    for (const catalog::KindName& kind : catalog::kind_names())
        names.emplace_back(kind.kind == catalog::Kind::kGpu ? "gpus" : kind.plural);
    return names;
}

CLI::Validator known_kind() {
    const auto check = [](std::string& text) {
        if (catalog::find_kind(text))
            return std::string();
        return "'" + text + "' is none of " + joined(kinds());
    };
    return {check, ""};
}

}  // namespace

void add_catalog(CLI::App& app, Request& request) {
    auto asked = std::make_shared<CatalogRequest>();
    CLI::App* command =
        app.add_subcommand("catalog", "hardware, climates, grids and prices, with their sources");
    command->footer(kExamples);
    command->require_subcommand(1);
    const auto add = [&](const char* name, const char* help, CatalogAction action) {
        CLI::App* child = command->add_subcommand(name, help);
        child->footer(examples(action));
        child->callback([asked, action, &request] {
            asked->action = action;
            request = *asked;
        });
        add_choice(*child, "--format", asked->format,
                   action == CatalogAction::kShow ? kItemFormats : kCatalogFormats,
                   "what to print on stdout");
        return child;
    };
    const auto add_which = [&](CLI::App& child) {
        child.add_option("--catalog", asked->catalog, "which catalog; default: the newest version")
            ->check(not_empty())
            ->type_name("VERSION|DIR");
    };
    CLI::App* list = add("list", "what there is, or all of a kind", CatalogAction::kList);
    list->add_option("kind", asked->kind, "only this kind")
        ->check(known_kind())
        ->type_name(joined(kinds(), '|'));
    add_which(*list);
    CLI::App* show = add("show", "one item with every number", CatalogAction::kShow);
    show->add_option("name", asked->name, "its name, or one that a program prints")
        ->required()
        ->type_name("");
    add_which(*show);
    CLI::App* diff = add("diff", "what distinguishes two catalogs", CatalogAction::kDiff);
    diff->add_option("before", asked->catalog, "a version or a folder")
        ->required()
        ->type_name("VERSION|DIR");
    diff->add_option("after", asked->other, "a version or a folder")
        ->required()
        ->type_name("VERSION|DIR");
}

}  // namespace headroom::cli
