#include "src/core/catalog/catalog_view.hpp"

#include <algorithm>

#include "src/core/catalog/find_item.hpp"

namespace headroom::catalog {
namespace {

// Prices have rows instead of named numbers.
void add_rows(const Price& price, ItemView& view) {
    view.texts.emplace_back("item",
                            std::string(kind_name(price.item_kind).collection) + "." + price.item);
    view.texts.emplace_back("kind", price_kind_name(price.kind));
    const Dimension dimension = price_dimension(price);
    for (const PriceRow& row : price.rows) {
        const std::string seller = row.seller.empty() ? row.fact.source : row.seller;
        view.facts.push_back(
            {row.fact.as_of + " " + seller, "", dimension, &row.fact, row.is_chosen});
    }
}

template <class T>
ItemView view_of(const T& item, const KindFields<T>& fields) {
    ItemView view;
    view.kind = fields.kind;
    view.item = &item;
    for (const TextField<T>& field : fields.texts) {
        if (!(item.*field.member).empty()) {
            view.texts.emplace_back(field.key, item.*field.member);
        }
    }
    for (const FactField<T>& field : fields.facts) {
        const std::optional<Fact>& fact = item.*field.member;
        view.facts.push_back({std::string(field.key), std::string(field.help), field.dimension,
                              fact ? &*fact : nullptr, field.is_headline});
    }
    if constexpr (std::is_same_v<T, Price>) {
        add_rows(item, view);
    }
    return view;
}

bool is_called(const Item& item, std::string_view canonical) {
    return canonical_name(item.name) == canonical ||
           std::any_of(item.aliases.begin(), item.aliases.end(), [&](const std::string& alias) {
               return canonical_name(alias) == canonical;
           });
}

}  // namespace

std::string ItemView::full_name() const {
    return std::string(kind_name(kind).collection) + "." + item->name;
}

std::vector<ItemView> view_items(const Catalog& catalog) {
    std::vector<ItemView> views;
    for_each_kind([&](const auto& fields) {
        for (const auto& item : catalog.*fields.items) {
            views.push_back(view_of(item, fields));
        }
    });
    return views;
}

std::vector<ItemView> find_views(const Catalog& catalog, std::string_view text) {
    const std::vector<ItemView> all = view_items(catalog);
    std::vector<ItemView> found;
    const auto collect = [&](const auto& is_meant) {
        if (found.empty()) {
            std::copy_if(all.begin(), all.end(), std::back_inserter(found), is_meant);
        }
    };
    collect([&](const ItemView& view) { return view.full_name() == text; });
    collect([&](const ItemView& view) { return view.item->name == text; });
    const std::string canonical = canonical_name(text);
    if (!canonical.empty()) {
        collect([&](const ItemView& view) { return is_called(*view.item, canonical); });
    }
    return found;
}

std::optional<Kind> find_kind(std::string_view text) {
    for (const KindName& kind : kind_names()) {
        if (text == kind.collection || text == kind.title || text == kind.plural ||
            (text == "gpus" && kind.kind == Kind::kGpu)) {
            return kind.kind;
        }
    }
    return std::nullopt;
}

std::string si_unit(Dimension dimension, const std::string& currency) {
    switch (dimension) {
        case Dimension::kGpuCount:
            return "GPU";
        case Dimension::kTime:
            return "s";
        case Dimension::kPower:
            return "W";
        case Dimension::kBytes:
            return "B";
        case Dimension::kByteRate:
            return "B/s";
        case Dimension::kComputeRate:
            return "FLOP/s";
        case Dimension::kTemperature:
            return "°C";
        case Dimension::kMassPerEnergy:
            return "kg/J";
        case Dimension::kMoney:
            return currency;
        case Dimension::kMoneyPerEnergy:
            return currency + "/J";
        case Dimension::kMoneyPerGpuTime:
            return currency + "/GPUs";
        case Dimension::kMoneyPerNode:
            return currency + "/node";
        default:
            return "";
    }
}

}  // namespace headroom::catalog
