#pragma once

// Every key of a catalog's items, once: reader, listing, differences and tests walk these tables.

#include <span>
#include <string>
#include <string_view>

#include "sim/base/quantity.hpp"
#include "src/core/catalog/catalog.hpp"

namespace headroom::catalog {

template <class T>
struct TextField {
    std::string_view key;
    std::string T::*member;
    std::string_view help;
    bool is_required = false;
};

template <class T>
struct FactField {
    std::string_view key;
    std::optional<Fact> T::*member;
    Dimension dimension;
    std::string_view help;
    bool is_headline = false;  // shown in a listing
    bool is_required = false;
};

// What distinguishes a kind: "gpu" in files, "GPU" for people.
struct KindName {
    Kind kind;
    std::string_view collection;
    std::string_view title;
    std::string_view plural;
};

[[nodiscard]] std::span<const KindName> kind_names();
[[nodiscard]] const KindName& kind_name(Kind kind);

template <class T>
struct KindFields {
    Kind kind;
    std::vector<T> Catalog::*items;
    std::span<const TextField<T>> texts;
    std::span<const FactField<T>> facts;
};

[[nodiscard]] KindFields<Gpu> gpu_fields();
[[nodiscard]] KindFields<Node> node_fields();
[[nodiscard]] KindFields<Switch> switch_fields();
[[nodiscard]] KindFields<Link> link_fields();
[[nodiscard]] KindFields<Climate> climate_fields();
[[nodiscard]] KindFields<Grid> grid_fields();
[[nodiscard]] KindFields<Price> price_fields();  // texts only; its facts are rows

// Calls `visit` with the fields of each kind, in the order of Kind.
template <class Visitor>
void for_each_kind(Visitor&& visit) {
    visit(gpu_fields());
    visit(node_fields());
    visit(switch_fields());
    visit(link_fields());
    visit(climate_fields());
    visit(grid_fields());
    visit(price_fields());
}

}  // namespace headroom::catalog
