#include "src/core/catalog/read_price.hpp"

#include <algorithm>
#include <array>

#include "src/core/scenario/key_path.hpp"

namespace headroom::catalog {
namespace {

using scenario::Entry;
using scenario::join_key;
using scenario::Value;
using scenario::ValueKind;

constexpr std::array<std::string_view, 4> kKinds{"on-demand", "spot", "reserved", "purchase"};
constexpr std::string_view kRowKeys[] = {"seller", "chosen"};

class PriceReader {
public:
    PriceReader(const Entry& entry,
                const std::string& path,
                const FactContext& context,
                Price& price)
        : entry_(entry), path_(path), context_(context), price_(price) {}

    void read() {
        const bool has_item = read_item();
        const bool has_kind = read_kind();
        if (has_item && has_kind) {
            read_rows();
        }
    }

private:
    void complain(scenario::PlaceRef place, const char* key, scenario::ProblemText text) {
        context_.problems.add(place, key[0] == '\0' ? path_ : join_key(path_, key),
                              std::move(text));
    }

    const Entry* find(const char* key, const char* example) {
        const Entry* entry = entry_.value.table.find(key);
        if (entry == nullptr) {
            complain(
                entry_.place, "",
                {std::string(key) + " is missing", "a line such as " + std::string(example), ""});
        }
        return entry;
    }

    bool read_item() {
        const Entry* entry = find("item", "item = \"gpu.h100-sxm-80gb\"");
        if (entry == nullptr) {
            return false;
        }
        const std::string_view text = entry->value.text;
        for (const KindName& kind : kind_names()) {
            const std::string prefix = std::string(kind.collection) + ".";
            if (text.starts_with(prefix) && text.size() > prefix.size() &&
                kind.kind <= Kind::kLink) {
                price_.item_kind = kind.kind;
                price_.item = text.substr(prefix.size());
                return true;
            }
        }
        complain(entry->value.place, "item",
                 {"is " + scenario::to_toml(entry->value),
                  "gpu.NAME, node.NAME, switch.NAME or link.NAME", ""});
        return false;
    }

    bool read_kind() {
        const Entry* entry = find("kind", "kind = \"on-demand\"");
        if (entry == nullptr) {
            return false;
        }
        const auto found = std::find(kKinds.begin(), kKinds.end(), entry->value.text);
        if (found == kKinds.end()) {
            const std::string near = nearest_name(
                entry->value.text, std::vector<std::string>(kKinds.begin(), kKinds.end()));
            complain(
                entry->value.place, "kind",
                {"is " + scenario::to_toml(entry->value), "on-demand, spot, reserved or purchase",
                 near.empty() ? "" : "did you mean '" + near + "'?"});
            return false;
        }
        price_.kind = static_cast<PriceKind>(found - kKinds.begin());
        return true;
    }

    void read_rows() {
        const Entry* entry = find("rows", "rows = [{ value = …, source = … }]");
        if (entry == nullptr) {
            return;
        }
        if (entry->value.kind != ValueKind::kArray || entry->value.items.empty()) {
            complain(entry->value.place, "rows",
                     {"is no list of prices", "[{ value = …, source = … }]", ""});
            return;
        }
        bool is_good = true;
        for (const Value& item : entry->value.items) {
            is_good = read_row(item) && is_good;
        }
        if (!is_good) {
            return;
        }
        if (price_.rows.size() == 1) {
            price_.rows.front().is_chosen = true;
        }
        const auto chosen = std::count_if(price_.rows.begin(), price_.rows.end(),
                                          [](const PriceRow& row) { return row.is_chosen; });
        if (chosen != 1) {
            complain(entry->place, "rows",
                     {std::to_string(chosen) + " of " + std::to_string(price_.rows.size()) +
                          " rows are chosen",
                      "chosen = true in one of them", ""});
        }
    }

    bool read_row(const Value& item) {
        const std::string path = join_key(path_, "rows");
        std::optional<Fact> fact =
            read_fact(item, price_dimension(price_), path, kRowKeys, context_);
        if (!fact) {
            return false;
        }
        PriceRow row{std::move(*fact), "", false};
        if (const Entry* seller = item.table.find("seller")) {
            row.seller = read_text(seller->value, path + ".seller", context_.problems).value_or("");
        }
        if (const Entry* chosen = item.table.find("chosen")) {
            if (chosen->value.kind != ValueKind::kBoolean) {
                complain(chosen->value.place, "rows",
                         {"chosen is " + std::string(describe_kind(chosen->value.kind)),
                          "true or false, without quotes", ""});
                return false;
            }
            row.is_chosen = chosen->value.boolean;
        }
        price_.rows.push_back(std::move(row));
        return true;
    }

    const Entry& entry_;
    const std::string& path_;
    const FactContext& context_;
    Price& price_;
};

}  // namespace

std::string_view price_kind_name(PriceKind kind) {
    return kKinds.at(static_cast<std::size_t>(kind));
}

Dimension price_dimension(const Price& price) {
    if (price.kind != PriceKind::kPurchase) {
        return Dimension::kMoneyPerGpuTime;
    }
    return price.item_kind == Kind::kNode ? Dimension::kMoneyPerNode : Dimension::kMoney;
}

void read_price(const Entry& entry,
                const std::string& path,
                const FactContext& context,
                Price& price) {
    PriceReader(entry, path, context, price).read();
}

}  // namespace headroom::catalog
