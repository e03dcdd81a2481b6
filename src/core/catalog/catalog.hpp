#pragma once

// Facts about hardware, places and prices that the program brings along or a planner keeps in a
// folder: GPUs, nodes, switches, links, climates, grids, prices. Structs of facts; no models.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/expected.hpp"
#include "sim/base/quantity.hpp"
#include "src/core/catalog/fact.hpp"
#include "src/core/text/diagnostic.hpp"

namespace headroom::catalog {

struct Source {
    std::string name;
    std::string title;
    std::string url;  // empty where there is none to cite
    std::string as_of;
    std::optional<Confidence> confidence;  // of its numbers that do not say otherwise
};

enum class Kind : std::uint8_t { kGpu, kNode, kSwitch, kLink, kClimate, kGrid, kPrice };

// What everything in the catalog has.
struct Item {
    std::string name;  // "h100-sxm-80gb"
    std::string title;
    std::string note;
    std::vector<std::string> aliases;  // other spellings; one may be that of several items
};

// Rates are dense; bandwidths are one way.
struct Gpu : Item {
    std::string vendor, architecture, form, released, memory_type, scaleup;
    std::optional<Fact> tdp, memory, memory_bandwidth;
    std::optional<Fact> fp64, fp64_tensor, tf32, bf16, fp8, fp4, bf16_measured, fp8_measured;
    std::optional<Fact> scaleup_bandwidth, peer_bandwidth, scaleup_domain, allreduce_bandwidth;
    std::optional<Fact> mig;  // how many instances at most, and the profiles
    std::optional<Fact> power_idle, power_training, power_prefill, power_decode, power_inference,
        power_communication;
    std::optional<Fact> power_capped;  // of some work without a cap, and what caps do to it
};

struct Node : Item {
    std::string vendor, gpu, form, cooling, nic;
    std::optional<Fact> gpus_per_node, power_max, nic_rate;
};

struct Switch : Item {
    std::string kind, vendor, family, released, port_splits;
    std::optional<Fact> ports, port_rate, capacity, rack_capacity, power_typical, power_max,
        latency;
};

// Network cards, optics and cables.
struct Link : Item {
    std::string kind, vendor, released;
    std::optional<Fact> ports, port_rate, power_typical, power_max, latency;
};

// A year of outdoor air.
struct Climate : Item {
    std::string station;
    std::optional<Fact> dry_bulb_mean, wet_bulb_mean, dry_bulb_max, dry_bulb_design,
        wet_bulb_coincident, wet_bulb_design, heating_design, wet_bulb_below_10, dry_bulb_below_18;
};

struct Grid : Item {
    std::string region;
    std::optional<Fact> carbon_intensity, carbon_intensity_min, carbon_intensity_max,
        price_industrial, price_commercial;
};

enum class PriceKind : std::uint8_t { kOnDemand, kSpot, kReserved, kPurchase };

[[nodiscard]] std::string_view price_kind_name(PriceKind kind);

struct PriceRow {
    Fact fact;
    std::string seller;
    bool is_chosen = false;  // the default among several rows
};

// The prices of one thing, a row a seller and date.
struct Price : Item {
    Kind item_kind = Kind::kGpu;
    std::string item;  // "h100-sxm-80gb"
    PriceKind kind = PriceKind::kOnDemand;
    std::vector<PriceRow> rows;

    [[nodiscard]] const PriceRow& chosen() const;
};

// What its thing is paid in: money for GPU time, for a node, or for a piece.
[[nodiscard]] Dimension price_dimension(const Price& price);

struct Catalog {
    std::string version;  // "2026.11", or the folder it was read from
    std::string sha256;   // over names and bytes of its files
    std::vector<Source> sources;
    // In the order of the files; of several items with one alias the first is meant.
    std::vector<Gpu> gpus;
    std::vector<Node> nodes;
    std::vector<Switch> switches;
    std::vector<Link> links;
    std::vector<Climate> climates;
    std::vector<Grid> grids;
    std::vector<Price> prices;

    [[nodiscard]] const Source* find_source(std::string_view name) const;
};

// The versions that the program brings along, oldest first; never empty.
[[nodiscard]] std::vector<std::string> shipped_versions();

// One of them ("2026.11"), read once and kept; an unknown version is an error that lists those that
// exist. Safe to call from several threads.
[[nodiscard]] expected<std::shared_ptr<const Catalog>, Diagnostics> shipped_catalog(
    const std::string& version);

// A shipped version, else a folder of .toml files. Every problem of every file is in the result,
// but a file with broken syntax has only that.
[[nodiscard]] expected<Catalog, Diagnostics> read_catalog(const std::string& version_or_folder);

// The hash of a shipped version without reading it; empty if there is none.
[[nodiscard]] std::string shipped_sha256(const std::string& version);

}  // namespace headroom::catalog
