#include "src/cli/commands.hpp"
#include "src/cli/exit_code.hpp"
#include "src/cli/terminal.hpp"
#include "src/core/catalog/catalog_tables.hpp"
#include "src/core/catalog/catalog_view.hpp"
#include "src/core/catalog/describe_item.hpp"
#include "src/core/scenario/describe_problem.hpp"
#include "src/core/table/write_table.hpp"

namespace headroom::cli {
namespace {

using catalog::Catalog;
using catalog::ItemView;

// Tells why a catalog cannot be had; what is in no file was asked for wrongly.
std::optional<Catalog> read_or_tell(const std::string& version_or_folder, int& exit_code) {
    expected<Catalog, Diagnostics> found = catalog::read_catalog(version_or_folder);
    if (!found) {
        tell_problems(found.error());
        exit_code = found.error().front().place.file.empty() ? kExitUsage : kExitInput;
        return std::nullopt;
    }
    return std::move(*found);
}

int print_table(const report::Table& table, CatalogFormat format) {
    std::string text;
    const report::TextSink sink = [&](std::string_view part) {
        text += part;
    };
    if (format == CatalogFormat::kCsv)
        report::write_csv(table, sink);
    else if (format == CatalogFormat::kJson)
        report::write_json(table, sink);
    else
        text = report::aligned_text(table);
    return print(text) ? kExitOk : kExitInput;
}

int list(const Catalog& catalog, const CatalogRequest& request) {
    if (request.kind.empty())
        return print_table(list_all(catalog), request.format);
    const catalog::Kind kind = *catalog::find_kind(request.kind);
    return print_table(request.format == CatalogFormat::kText ? catalog::list_kind(catalog, kind)
                                                              : catalog::export_kind(catalog, kind),
                       request.format);
}

// What comes near a name that nothing has: parts of names, else a likely misspelling.
std::string near_names(const Catalog& catalog, const std::string& name) {
    std::vector<std::string> names, near;
    for (const ItemView& view : catalog::view_items(catalog)) {
        names.push_back(view.item->name);
        if (view.item->name.find(name) != std::string::npos)
            near.push_back(view.full_name());
    }
    const std::string likely = nearest_name(name, names);
    if (!likely.empty())
        return "    did you mean '" + likely + "'?\n";
    if (!near.empty())
        return "    did you mean " + scenario::list_names(scenario::quote_names(near), "or") +
               "?\n";
    return "    'headroom catalog list' shows every name\n";
}

int show(const Catalog& catalog, const CatalogRequest& request) {
    const std::vector<ItemView> found = catalog::find_views(catalog, request.name);
    if (found.empty()) {
        tell("error: nothing in catalog " + catalog.version + " is called '" + request.name +
             "'\n" + near_names(catalog, request.name));
        return kExitUsage;
    }
    if (found.size() > 1) {
        std::string text = "error: '" + request.name + "' may be one of these; name one of them\n";
        for (const ItemView& view : found)
            text += "    " + view.full_name() + ": " + view.item->title + "\n";
        tell(text);
        return kExitUsage;
    }
    const std::string text = request.format == CatalogFormat::kJson
                                 ? item_json(catalog, found.front())
                                 : describe_item(catalog, found.front());
    return print(text) ? kExitOk : kExitInput;
}

int diff(const Catalog& before, const Catalog& after, const CatalogRequest& request) {
    const report::Table table = diff_catalogs(before, after);
    if (table.rows() == 0 && request.format == CatalogFormat::kText)
        return print("No differences.\n") ? kExitOk : kExitInput;
    return print_table(table, request.format);
}

}  // namespace

int catalog_command(const CatalogRequest& request) {
    int exit_code = kExitOk;
    const std::string newest = catalog::shipped_versions().back();
    const std::optional<Catalog> first =
        read_or_tell(request.catalog.empty() ? newest : request.catalog, exit_code);
    if (!first)
        return exit_code;
    switch (request.action) {
        case CatalogAction::kList:
            return list(*first, request);
        case CatalogAction::kShow:
            return show(*first, request);
        case CatalogAction::kDiff: {
            const std::optional<Catalog> second = read_or_tell(request.other, exit_code);
            return second ? diff(*first, *second, request) : exit_code;
        }
    }
    return kExitInternal;
}

}  // namespace headroom::cli
