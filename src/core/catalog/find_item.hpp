#pragma once

// Names as people and programs write them to items of the catalog. nvidia-smi says "NVIDIA H100
// 80GB HBM3", Kubernetes "NVIDIA-H100-80GB-HBM3", Slurm "gres/gpu:h100"; all are h100-sxm-80gb.

#include <string>
#include <string_view>
#include <vector>

#include "src/core/catalog/catalog.hpp"

namespace headroom::catalog {

// What of a name counts: its letters and digits in lower case, without the vendor in front
// ("NVIDIA", "AMD Instinct", "GeForce"), a resource prefix ("gres/gpu:", "gpu:",
// "nvidia.com/gpu.product=") and a count behind it (":8", "=8"). Pure, O(text).
[[nodiscard]] std::string canonical_name(std::string_view text);

// The GPUs that a name may mean, in the order of the catalog: a name written exactly is that item
// alone, "h100" may be the SXM and the PCIe card. O(aliases).
[[nodiscard]] std::vector<const Gpu*> find_gpus(const Catalog& catalog, std::string_view text);

// The first of them, or null.
[[nodiscard]] const Gpu* find_gpu(const Catalog& catalog, std::string_view text);

// By name or alias; null if there is none.
[[nodiscard]] const Node* find_node(const Catalog& catalog, std::string_view text);

// The default price of a thing: the chosen row of its first table of that kind; null if there is
// none.
[[nodiscard]] const Fact* find_price(const Catalog& catalog,
                                     Kind item_kind,
                                     std::string_view item,
                                     PriceKind kind);

// The item of exactly that name, or null.
template <class T>
[[nodiscard]] const T* find_named(const std::vector<T>& items, std::string_view name) {
    for (const T& item : items) {
        if (item.name == name) {
            return &item;
        }
    }
    return nullptr;
}

// The items that a name may mean; exactly written names and aliases go before looser ones.
template <class T>
[[nodiscard]] std::vector<const T*> find_items(const std::vector<T>& items, std::string_view text) {
    if (const T* item = find_named(items, text)) {
        return {item};
    }
    const std::string wanted = canonical_name(text);
    std::vector<const T*> found;
    for (const T& item : items) {
        bool is_meant = !wanted.empty() && canonical_name(item.name) == wanted;
        for (const std::string& alias : item.aliases) {
            is_meant = is_meant || (!wanted.empty() && canonical_name(alias) == wanted);
        }
        if (is_meant) {
            found.push_back(&item);
        }
    }
    return found;
}

}  // namespace headroom::catalog
