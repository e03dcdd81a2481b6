#include "src/core/catalog/find_item.hpp"

#include <algorithm>
#include <array>

namespace headroom::catalog {
namespace {

// Words in front of a model that say only who makes it.
constexpr std::array<std::string_view, 5> kVendors{"nvidia", "amd", "instinct", "geforce", "tesla"};

char to_lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_part_of_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// "gres/gpu:h100:8", "gpu:h100=8", "nvidia.com/gpu.product=NVIDIA-H100" to the model alone.
std::string_view without_resource(std::string_view text) {
    for (const std::string_view prefix : {"gres/", "gpu:", "gres:gpu:"}) {
        if (text.starts_with(prefix)) {
            text.remove_prefix(prefix.size());
        }
    }
    const std::size_t count = text.find_last_of(":=");
    if (count != std::string_view::npos && count > 0 && is_number(text.substr(count + 1))) {
        text = text.substr(0, count);
    }
    const std::size_t label = text.rfind('=');
    return label == std::string_view::npos ? text : text.substr(label + 1);
}

std::vector<std::string_view> split_words(std::string_view text) {
    std::vector<std::string_view> words;
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = begin;
        while (end < text.size() && is_part_of_word(text[end])) {
            ++end;
        }
        if (end > begin) {
            words.push_back(text.substr(begin, end - begin));
        }
        begin = end + 1;
    }
    return words;
}

}  // namespace

std::string canonical_name(std::string_view text) {
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(), to_lower);
    const std::vector<std::string_view> words = split_words(without_resource(lower));
    std::size_t first = 0;
    while (first + 1 < words.size() &&
           std::find(kVendors.begin(), kVendors.end(), words[first]) != kVendors.end()) {
        ++first;
    }
    std::string name;
    for (std::size_t i = first; i < words.size(); ++i) {
        name += words[i];
    }
    return name;
}

std::vector<const Gpu*> find_gpus(const Catalog& catalog, std::string_view text) {
    return find_items(catalog.gpus, text);
}

const Gpu* find_gpu(const Catalog& catalog, std::string_view text) {
    const std::vector<const Gpu*> found = find_gpus(catalog, text);
    return found.empty() ? nullptr : found.front();
}

const Node* find_node(const Catalog& catalog, std::string_view text) {
    const std::vector<const Node*> found = find_items(catalog.nodes, text);
    return found.empty() ? nullptr : found.front();
}

const Fact* find_price(const Catalog& catalog,
                       Kind item_kind,
                       std::string_view item,
                       PriceKind kind) {
    for (const Price& price : catalog.prices) {
        if (price.item_kind == item_kind && price.item == item && price.kind == kind) {
            return &price.chosen().fact;
        }
    }
    return nullptr;
}

}  // namespace headroom::catalog
