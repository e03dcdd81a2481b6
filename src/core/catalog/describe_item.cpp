#include "src/core/catalog/describe_item.hpp"

#include <algorithm>

#include "src/core/catalog/find_item.hpp"
#include "src/core/table/json_writer.hpp"
#include "src/core/table/write_table.hpp"

#include <fmt/format.h>

namespace headroom::catalog {
namespace {

// The price tables of an item; none of a price itself.
std::vector<const Price*> prices_of(const Catalog& catalog, const ItemView& view) {
    std::vector<const Price*> found;
    for (const Price& price : catalog.prices) {
        if (price.item_kind == view.kind && price.item == view.item->name) {
            found.push_back(&price);
        }
    }
    return found;
}

std::string join_with(const std::vector<std::string>& parts, const char* between) {
    std::string text;
    for (const std::string& part : parts) {
        text += (text.empty() ? "" : between) + part;
    }
    return text;
}

void add_power_rows(const Fact& fact, std::vector<std::string>& parts) {
    std::vector<std::string> rows;
    for (const CapRow& row : fact.caps) {
        rows.push_back(fmt::format("{}", row.cap_w) + " W: " + fmt::format("{}", row.speed) +
                       " of the speed, " + fmt::format("{}", row.energy) + " of the energy");
    }
    for (const BatchRow& row : fact.batches) {
        rows.push_back("batch " + fmt::format("{}", row.batch) + ": " +
                       fmt::format("{}", row.power_w) + " W");
    }
    if (!rows.empty()) {
        parts.push_back(join_with(rows, ", "));
    }
}

std::string describe_remarks(const Fact& fact) {
    std::vector<std::string> parts;
    if (!fact.note.empty()) {
        parts.push_back(fact.note);
    }
    if (fact.range) {
        parts.push_back("from " + fact.range->low_text + " to " + fact.range->high_text);
    }
    std::vector<std::string> profiles;
    for (const MigProfile& profile : fact.profiles) {
        profiles.push_back(std::to_string(profile.instances) + " x " + profile.name);
    }
    if (!profiles.empty()) {
        parts.push_back(join_with(profiles, ", "));
    }
    add_power_rows(fact, parts);
    if (!fact.choice.empty()) {
        parts.push_back("chosen: " + fact.choice);
    }
    return join_with(parts, "; ");
}

// Rows of numbers, each followed by what other sources say.
class NumberTable {
public:
    void add(const std::string& key, const Fact& fact) {
        add_row(key, fact.text, fact, describe_remarks(fact));
        for (const Claim& conflict : fact.conflicts) {
            add_row("", "or " + conflict.text, conflict, conflict.note);
        }
    }
    [[nodiscard]] bool is_empty() const { return sources_.empty(); }
    [[nodiscard]] const std::vector<std::string>& sources() const { return sources_; }

    std::string text(const char* first_column) {
        return report::aligned_text({"numbers",
                                     "",
                                     {keys_.build(first_column), values_.build("value"),
                                      dates_.build("as of"), trusts_.build("confidence"),
                                      source_column_.build("source"), remarks_.build("remark")}});
    }

private:
    void add_row(const std::string& key,
                 const std::string& value,
                 const Claim& claim,
                 const std::string& remark) {
        keys_.push_back(key);
        values_.push_back(value);
        dates_.push_back(claim.as_of);
        trusts_.push_back(confidence_name(claim.confidence));
        source_column_.push_back(claim.source);
        remarks_.push_back(remark);
        sources_.push_back(claim.source);
    }

    report::TextBuilder keys_, values_, dates_, trusts_, source_column_, remarks_;
    std::vector<std::string> sources_;
};

// The sources named, each once, in the order of the catalog.
std::vector<const Source*> pick_sources(const Catalog& catalog,
                                        const std::vector<std::string>& names) {
    std::vector<const Source*> picked;
    for (const Source& source : catalog.sources) {
        if (std::find(names.begin(), names.end(), source.name) != names.end()) {
            picked.push_back(&source);
        }
    }
    return picked;
}

std::string sources_text(const Catalog& catalog, const std::vector<std::string>& names) {
    report::TextBuilder name_column, titles;
    for (const Source* source : pick_sources(catalog, names)) {
        name_column.push_back(source->name);
        titles.push_back(source->title + (source->url.empty() ? "" : " <" + source->url + ">"));
    }
    return report::aligned_text(
        {"sources", "", {name_column.build("source"), titles.build("title")}});
}

// What is known of other items: the nodes that hold a GPU.
std::string used_in(const Catalog& catalog, const ItemView& view) {
    std::vector<std::string> names;
    for (const Node& node : catalog.nodes) {
        if (view.kind == Kind::kGpu && node.gpu == view.item->name) {
            names.push_back(node.name);
        }
    }
    return join_with(names, ", ");
}

void write_claim(report::JsonWriter& json, const Claim& claim, Dimension dimension) {
    json.key("value").number(claim.value);
    json.key("unit").text(si_unit(dimension, claim.currency));
    json.key("text").text(claim.text);
    json.key("source").text(claim.source);
    json.key("as_of").text(claim.as_of);
    json.key("confidence").text(confidence_name(claim.confidence));
    if (!claim.note.empty()) {
        json.key("note").text(claim.note);
    }
}

void write_fact(report::JsonWriter& json, const Fact& fact, Dimension dimension) {
    write_claim(json, fact, dimension);
    if (fact.range) {
        json.key("range").begin_array().number(fact.range->low).number(fact.range->high);
        json.end_array();
    }
    if (!fact.profiles.empty()) {
        json.key("profiles").begin_array();
        for (const MigProfile& profile : fact.profiles) {
            json.begin_object().key("name").text(profile.name);
            json.key("compute_slices").integer(profile.compute_slices);
            json.key("memory_b").number(profile.memory_bytes);
            json.key("instances").integer(profile.instances).end_object();
        }
        json.end_array();
    }
    if (!fact.caps.empty()) {
        json.key("caps").begin_array();
        for (const CapRow& row : fact.caps) {
            json.begin_object().key("cap_w").number(row.cap_w).key("speed").number(row.speed);
            json.key("energy").number(row.energy).end_object();
        }
        json.end_array();
    }
    if (!fact.batches.empty()) {
        json.key("batches").begin_array();
        for (const BatchRow& row : fact.batches) {
            json.begin_object().key("batch").number(row.batch);
            json.key("power_w").number(row.power_w).end_object();
        }
        json.end_array();
    }
    if (!fact.conflicts.empty()) {
        json.key("choice").text(fact.choice).key("conflicts").begin_array();
        for (const Claim& conflict : fact.conflicts) {
            json.begin_object();
            write_claim(json, conflict, dimension);
            json.end_object();
        }
        json.end_array();
    }
}

void write_prices(report::JsonWriter& json, const std::vector<const Price*>& prices) {
    json.key("prices").begin_array();
    for (const Price* price : prices) {
        for (const PriceRow& row : price->rows) {
            json.begin_object().key("table").text(price->name);
            json.key("kind").text(price_kind_name(price->kind));
            json.key("seller").text(row.seller).key("chosen").boolean(row.is_chosen);
            write_fact(json, row.fact, price_dimension(*price));
            json.end_object();
        }
    }
    json.end_array();
}

void add_sources(const Fact& fact, std::vector<std::string>& names) {
    names.push_back(fact.source);
    for (const Claim& conflict : fact.conflicts) {
        names.push_back(conflict.source);
    }
}

std::vector<std::string> source_names(const ItemView& view,
                                      const std::vector<const Price*>& prices) {
    std::vector<std::string> names;
    for (const FactView& fact : view.facts) {
        if (fact.fact != nullptr) {
            add_sources(*fact.fact, names);
        }
    }
    for (const Price* price : prices) {
        for (const PriceRow& row : price->rows) {
            add_sources(row.fact, names);
        }
    }
    return names;
}

}  // namespace

std::string describe_item(const Catalog& catalog, const ItemView& view) {
    std::vector<std::pair<std::string, std::string>> lines = view.texts;
    lines.emplace_back("also called", join_with(view.item->aliases, ", "));
    lines.emplace_back("used in", used_in(catalog, view));
    std::string text = view.full_name() + " of catalog " + catalog.version + "\n\n";
    for (const auto& [key, value] : lines) {
        if (!value.empty()) {
            constexpr std::size_t kColumn = 14;
            text += "  " + key + std::string(kColumn - std::min(kColumn - 1, key.size()), ' ') +
                    value + "\n";
        }
    }
    NumberTable numbers;
    for (const FactView& fact : view.facts) {
        if (fact.fact != nullptr) {
            numbers.add(fact.key + (view.kind == Kind::kPrice && fact.is_headline ? " *" : ""),
                        *fact.fact);
        }
    }
    text += numbers.is_empty() ? "" : "\n" + numbers.text("number");
    const std::vector<const Price*> prices = prices_of(catalog, view);
    NumberTable price_numbers;
    for (const Price* price : prices) {
        for (const PriceRow& row : price->rows) {
            const bool is_marked =
                &row.fact == find_price(catalog, view.kind, view.item->name, price->kind);
            price_numbers.add(std::string(price_kind_name(price->kind)) +
                                  (row.seller.empty() ? "" : ", " + row.seller) +
                                  (is_marked ? " *" : ""),
                              row.fact);
        }
    }
    text += price_numbers.is_empty()
                ? ""
                : "\n" + price_numbers.text("price") + "* the default of its kind\n";
    return text + "\n" + sources_text(catalog, source_names(view, prices));
}

std::string item_json(const Catalog& catalog, const ItemView& view) {
    report::JsonWriter json;
    json.begin_object().key("catalog").text(catalog.version);
    json.key("sha256").text(catalog.sha256);
    json.key("kind").text(kind_name(view.kind).collection);
    json.key("name").text(view.item->name);
    json.key("texts").begin_object();
    for (const auto& [key, value] : view.texts) {
        json.key(key).text(value);
    }
    json.end_object().key("aliases").begin_array();
    for (const std::string& alias : view.item->aliases) {
        json.text(alias);
    }
    json.end_array().key("numbers").begin_array();
    for (const FactView& fact : view.facts) {
        if (fact.fact != nullptr) {
            json.begin_object().key("key").text(fact.key);
            write_fact(json, *fact.fact, fact.dimension);
            json.end_object();
        }
    }
    json.end_array();
    const std::vector<const Price*> prices = prices_of(catalog, view);
    write_prices(json, prices);
    json.key("sources").begin_array();
    for (const Source* source : pick_sources(catalog, source_names(view, prices))) {
        json.begin_object().key("name").text(source->name).key("title").text(source->title);
        json.key("url").text(source->url).key("as_of").text(source->as_of).end_object();
    }
    json.end_array().end_object();
    return json.take() + "\n";
}

}  // namespace headroom::catalog
