#include "src/core/catalog/catalog_tables.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include "src/core/catalog/catalog_view.hpp"

namespace headroom::catalog {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

std::string join_names(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) {
        text += (text.empty() ? "" : ", ") + name;
    }
    return text;
}

std::vector<ItemView> items_of(const Catalog& catalog, Kind kind) {
    std::vector<ItemView> views = view_items(catalog);
    views.erase(std::remove_if(views.begin(), views.end(),
                               [&](const ItemView& view) { return view.kind != kind; }),
                views.end());
    return views;
}

std::string text_of(const ItemView& view, std::string_view key) {
    for (const auto& [name, text] : view.texts) {
        if (name == key) {
            return text;
        }
    }
    return {};
}

// The keys that any of the items has, in their order.
std::vector<std::string> text_keys(const std::vector<ItemView>& views) {
    std::vector<std::string> keys;
    for (const ItemView& view : views) {
        for (const auto& [key, text] : view.texts) {
            if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
                keys.push_back(key);
            }
        }
    }
    return keys;
}

report::Table list_prices(const std::vector<ItemView>& views, bool is_for_programs) {
    report::TextBuilder items, kinds, prices, currencies, sellers, dates, trusts, sources, chosen;
    std::vector<double> values;
    for (const ItemView& view : views) {
        for (const PriceRow& row : static_cast<const Price*>(view.item)->rows) {
            items.push_back(text_of(view, "item"));
            kinds.push_back(text_of(view, "kind"));
            prices.push_back(row.fact.text);
            values.push_back(row.fact.value);
            currencies.push_back(row.fact.currency);
            sellers.push_back(row.seller);
            dates.push_back(row.fact.as_of);
            trusts.push_back(confidence_name(row.fact.confidence));
            sources.push_back(row.fact.source);
            chosen.push_back(row.is_chosen ? "chosen" : "");
        }
    }
    report::Table table{"prices", "Prices", {items.build("item"), kinds.build("kind")}};
    table.columns.push_back(prices.build("price"));
    if (is_for_programs) {
        table.columns.push_back(report::real_column("value_si", "", std::move(values)));
        table.columns.push_back(currencies.build("currency"));
    }
    table.columns.push_back(sellers.build("seller"));
    table.columns.push_back(dates.build("as_of"));
    table.columns.push_back(trusts.build("confidence"));
    table.columns.push_back(sources.build("source"));
    table.columns.push_back(chosen.build("chosen"));
    return table;
}

// Whether the claims say the same, and on the same grounds.
bool is_same(const Claim& a, const Claim& b) {
    return a.value == b.value && a.currency == b.currency && a.source == b.source &&
           a.as_of == b.as_of && a.confidence == b.confidence;
}

std::string describe_source(const Claim& claim) {
    return claim.source + " " + claim.as_of + " " + std::string(confidence_name(claim.confidence));
}

// Collects the rows of a comparison.
class Differences {
public:
    void add(const char* change,
             const std::string& item,
             const std::string& key,
             const std::string& before,
             const std::string& after,
             const std::string& source_before = "",
             const std::string& source_after = "") {
        changes_.push_back(change);
        items_.push_back(item);
        keys_.push_back(key);
        before_.push_back(before);
        after_.push_back(after);
        sources_before_.push_back(source_before);
        sources_after_.push_back(source_after);
    }

    void compare(const ItemView& before, const ItemView& after) {
        compare_texts(before, after);
        compare_facts(before, after);
    }

    report::Table build() {
        return {"differences",
                "Differences",
                {changes_.build("change"), items_.build("item"), keys_.build("key"),
                 before_.build("before"), after_.build("after"),
                 sources_before_.build("source_before"), sources_after_.build("source_after")}};
    }

private:
    void compare_texts(const ItemView& before, const ItemView& after) {
        for (const std::string& key : text_keys({before, after})) {
            const std::string old_text = text_of(before, key);
            const std::string new_text = text_of(after, key);
            if (old_text != new_text) {
                add("changed", before.full_name(), key, old_text, new_text);
            }
        }
        const std::string old_aliases = join_names(before.item->aliases);
        const std::string new_aliases = join_names(after.item->aliases);
        if (old_aliases != new_aliases) {
            add("changed", before.full_name(), "aliases", old_aliases, new_aliases);
        }
    }

    static const Fact* find_fact(const ItemView& view, const std::string& key) {
        const auto found = std::find_if(view.facts.begin(), view.facts.end(),
                                        [&](const FactView& fact) { return fact.key == key; });
        return found == view.facts.end() ? nullptr : found->fact;
    }

    void compare_facts(const ItemView& before, const ItemView& after) {
        const std::string item = before.full_name();
        for (const FactView& view : before.facts) {
            const Fact* old_fact = view.fact;
            const Fact* new_fact = find_fact(after, view.key);
            if (old_fact != nullptr && new_fact == nullptr) {
                add("removed", item, view.key, old_fact->text, "", describe_source(*old_fact));
            } else if (old_fact != nullptr && !is_same(*old_fact, *new_fact)) {
                add("changed", item, view.key, old_fact->text, new_fact->text,
                    describe_source(*old_fact), describe_source(*new_fact));
            }
        }
        for (const FactView& view : after.facts) {
            if (view.fact != nullptr && find_fact(before, view.key) == nullptr) {
                add("added", item, view.key, "", view.fact->text, "", describe_source(*view.fact));
            }
        }
    }

    report::TextBuilder changes_, items_, keys_, before_, after_, sources_before_, sources_after_;
};

}  // namespace

report::Table list_all(const Catalog& catalog) {
    report::TextBuilder kinds, names, titles, aliases;
    for (const ItemView& view : view_items(catalog)) {
        kinds.push_back(kind_name(view.kind).collection);
        names.push_back(view.item->name);
        titles.push_back(view.item->title);
        aliases.push_back(join_names(view.item->aliases));
    }
    return {"catalog",
            "Catalog " + catalog.version,
            {kinds.build("kind"), names.build("name"), titles.build("title"),
             aliases.build("aliases")}};
}

report::Table list_kind(const Catalog& catalog, Kind kind) {
    const std::vector<ItemView> views = items_of(catalog, kind);
    if (kind == Kind::kPrice) {
        return list_prices(views, false);
    }
    report::TextBuilder names, titles;
    for (const ItemView& view : views) {
        names.push_back(view.item->name);
        titles.push_back(view.item->title);
    }
    const std::string plural(kind_name(kind).plural);
    report::Table table{plural, plural, {names.build("name"), titles.build("title")}};
    for (std::size_t i = 0; !views.empty() && i < views.front().facts.size(); ++i) {
        if (!views.front().facts[i].is_headline) {
            continue;
        }
        report::TextBuilder texts;
        for (const ItemView& view : views) {
            const Fact* fact = view.facts[i].fact;
            texts.push_back(fact == nullptr ? "" : fact->text);
        }
        table.columns.push_back(texts.build(views.front().facts[i].key));
    }
    return table;
}

report::Table export_kind(const Catalog& catalog, Kind kind) {
    const std::vector<ItemView> views = items_of(catalog, kind);
    if (kind == Kind::kPrice) {
        return list_prices(views, true);
    }
    const std::string plural(kind_name(kind).plural);
    report::Table table{plural, plural, {}};
    report::TextBuilder names;
    for (const ItemView& view : views) {
        names.push_back(view.item->name);
    }
    table.columns.push_back(names.build("name"));
    for (const std::string& key : text_keys(views)) {
        report::TextBuilder texts;
        for (const ItemView& view : views) {
            texts.push_back(text_of(view, key));
        }
        table.columns.push_back(texts.build(key));
    }
    for (std::size_t i = 0; !views.empty() && i < views.front().facts.size(); ++i) {
        const FactView& field = views.front().facts[i];
        std::vector<double> values;
        report::TextBuilder currencies;
        bool is_money = false;
        for (const ItemView& view : views) {
            const Fact* fact = view.facts[i].fact;
            values.push_back(fact == nullptr ? kNone : fact->value);
            currencies.push_back(fact == nullptr ? "" : fact->currency);
            is_money = is_money || (fact != nullptr && !fact->currency.empty());
        }
        const std::string unit = si_unit(field.dimension, "money");
        table.columns.push_back(report::real_column(field.key, unit, std::move(values)));
        if (is_money) {
            table.columns.push_back(currencies.build(field.key + "_currency"));
        }
    }
    return table;
}

report::Table diff_catalogs(const Catalog& before, const Catalog& after) {
    const std::vector<ItemView> old_items = view_items(before);
    const std::vector<ItemView> new_items = view_items(after);
    std::map<std::string, const ItemView*> old_by_name, new_by_name;
    for (const ItemView& view : old_items) {
        old_by_name.emplace(view.full_name(), &view);
    }
    for (const ItemView& view : new_items) {
        new_by_name.emplace(view.full_name(), &view);
    }
    Differences differences;
    for (const ItemView& view : old_items) {
        const auto found = new_by_name.find(view.full_name());
        if (found == new_by_name.end()) {
            differences.add("removed", view.full_name(), "", view.item->title, "");
        } else {
            differences.compare(view, *found->second);
        }
    }
    for (const ItemView& view : new_items) {
        if (!old_by_name.contains(view.full_name())) {
            differences.add("added", view.full_name(), "", "", view.item->title);
        }
    }
    return differences.build();
}

}  // namespace headroom::catalog
