#pragma once

// The items of a catalog all alike, for whoever shows or compares them whatever their kind.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "src/core/catalog/catalog.hpp"
#include "src/core/catalog/catalog_fields.hpp"

namespace headroom::catalog {

struct FactView {
    std::string key;   // "tdp"; of a price its date and seller
    std::string help;  // "power at its limit"
    Dimension dimension = Dimension::kCount;
    const Fact* fact = nullptr;  // null where the item has no such number
    bool is_headline = false;    // of a price: the chosen one
};

// Refers to the catalog it was made from.
struct ItemView {
    Kind kind = Kind::kGpu;
    const Item* item = nullptr;
    std::vector<std::pair<std::string, std::string>> texts;  // key and text, empty ones left out
    std::vector<FactView> facts;                             // all that the kind has

    [[nodiscard]] std::string full_name() const;  // "gpu.h100-sxm-80gb"
};

// In the order of kinds and files.
[[nodiscard]] std::vector<ItemView> view_items(const Catalog& catalog);

// The items that a name may mean: "gpu.h100-sxm-80gb", a name of any kind, or an alias of any;
// written exactly goes before looser spellings.
[[nodiscard]] std::vector<ItemView> find_views(const Catalog& catalog, std::string_view text);

// "gpu", "GPU" and "gpus" are all Kind::kGpu.
[[nodiscard]] std::optional<Kind> find_kind(std::string_view text);

// The unit of a claim's value: "W", "B/s", "USD/J"; empty for a count.
[[nodiscard]] std::string si_unit(Dimension dimension, const std::string& currency);

}  // namespace headroom::catalog
