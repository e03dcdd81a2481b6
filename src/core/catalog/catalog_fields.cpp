#include "src/core/catalog/catalog_fields.hpp"

#include <array>

// Tables of data: one record a key, in the order in which people see them.

namespace headroom::catalog {
namespace {

constexpr std::array<KindName, 7> kKinds{{
    {Kind::kGpu, "gpu", "GPU", "GPUs"},
    {Kind::kNode, "node", "node", "nodes"},
    {Kind::kSwitch, "switch", "switch", "switches"},
    {Kind::kLink, "link", "link", "links"},
    {Kind::kClimate, "climate", "climate", "climates"},
    {Kind::kGrid, "grid", "grid", "grids"},
    {Kind::kPrice, "price", "price", "prices"},
}};

constexpr auto kRate = Dimension::kComputeRate;
constexpr auto kFlow = Dimension::kByteRate;

constexpr TextField<Gpu> kGpuTexts[] = {
    {"title", &Gpu::title, "name for people", true},
    {"vendor", &Gpu::vendor, "who makes it"},
    {"architecture", &Gpu::architecture, "generation of the chip"},
    {"form", &Gpu::form, "how it is mounted"},
    {"released", &Gpu::released, "announced or shipped"},
    {"memory_type", &Gpu::memory_type, "kind of memory"},
    {"scaleup", &Gpu::scaleup, "what joins the GPUs of a node"},
    {"note", &Gpu::note, "remark"},
};
constexpr FactField<Gpu> kGpuFacts[] = {
    {"tdp", &Gpu::tdp, Dimension::kPower, "power at its limit", true, true},
    {"memory", &Gpu::memory, Dimension::kBytes, "memory", true, true},
    {"memory_bandwidth", &Gpu::memory_bandwidth, kFlow, "memory bandwidth", true, true},
    {"fp64", &Gpu::fp64, kRate, "FP64"},
    {"fp64_tensor", &Gpu::fp64_tensor, kRate, "FP64 on tensor cores"},
    {"tf32", &Gpu::tf32, kRate, "TF32, dense"},
    {"bf16", &Gpu::bf16, kRate, "BF16, dense", true},
    {"fp8", &Gpu::fp8, kRate, "FP8, dense", true},
    {"fp4", &Gpu::fp4, kRate, "FP4, dense"},
    {"bf16_measured", &Gpu::bf16_measured, kRate, "BF16, best measured"},
    {"fp8_measured", &Gpu::fp8_measured, kRate, "FP8, best measured"},
    {"scaleup_bandwidth", &Gpu::scaleup_bandwidth, kFlow, "to all GPUs of the domain together",
     true},
    {"peer_bandwidth", &Gpu::peer_bandwidth, kFlow, "between two GPUs"},
    {"scaleup_domain", &Gpu::scaleup_domain, Dimension::kGpuCount, "GPUs of the domain"},
    {"allreduce_bandwidth", &Gpu::allreduce_bandwidth, kFlow, "all-reduce, measured in a domain"},
    {"mig", &Gpu::mig, Dimension::kCount, "instances it can be cut into"},
    {"power_idle", &Gpu::power_idle, Dimension::kPower, "power when idle"},
    {"power_training", &Gpu::power_training, Dimension::kPower, "power in training"},
    {"power_prefill", &Gpu::power_prefill, Dimension::kPower, "power when it reads prompts"},
    {"power_decode", &Gpu::power_decode, Dimension::kPower, "power when it writes tokens"},
    {"power_inference", &Gpu::power_inference, Dimension::kPower, "power in serving, mixed"},
    {"power_communication", &Gpu::power_communication, Dimension::kPower,
     "power when it waits for other GPUs"},
    {"power_capped", &Gpu::power_capped, Dimension::kPower,
     "power of work without a cap, with what caps do to it"},
};

constexpr TextField<Node> kNodeTexts[] = {
    {"title", &Node::title, "name for people", true},
    {"vendor", &Node::vendor, "who makes it"},
    {"gpu", &Node::gpu, "its GPU", true},
    {"form", &Node::form, "server, tray or rack"},
    {"cooling", &Node::cooling, "how it is cooled"},
    {"nic", &Node::nic, "its network card"},
    {"note", &Node::note, "remark"},
};
constexpr FactField<Node> kNodeFacts[] = {
    {"gpus_per_node", &Node::gpus_per_node, Dimension::kGpuCount, "GPUs", true, true},
    {"power_max", &Node::power_max, Dimension::kPower, "highest power of the whole node", true,
     true},
    {"nic_rate", &Node::nic_rate, kFlow, "network for each GPU", true},
};

constexpr TextField<Switch> kSwitchTexts[] = {
    {"title", &Switch::title, "name for people", true},
    {"kind", &Switch::kind, "infiniband, ethernet, nvlink", true},
    {"vendor", &Switch::vendor, "who makes it"},
    {"family", &Switch::family, "chip or product line"},
    {"released", &Switch::released, "announced or shipped"},
    {"port_splits", &Switch::port_splits, "other ways to use its ports"},
    {"note", &Switch::note, "remark"},
};
constexpr FactField<Switch> kSwitchFacts[] = {
    {"ports", &Switch::ports, Dimension::kCount, "ports", true},
    {"port_rate", &Switch::port_rate, kFlow, "rate of a port", true},
    {"capacity", &Switch::capacity, kFlow, "all ports together", true},
    {"rack_capacity", &Switch::rack_capacity, kFlow, "all switches of the rack, both ways"},
    {"power_typical", &Switch::power_typical, Dimension::kPower, "typical power", true},
    {"power_max", &Switch::power_max, Dimension::kPower, "highest power"},
    {"latency", &Switch::latency, Dimension::kTime, "port to port", true},
};

constexpr TextField<Link> kLinkTexts[] = {
    {"title", &Link::title, "name for people", true},
    {"kind", &Link::kind, "nic, dpu, cloud-nic, optic, cable", true},
    {"vendor", &Link::vendor, "who makes it"},
    {"released", &Link::released, "announced or shipped"},
    {"note", &Link::note, "remark"},
};
constexpr FactField<Link> kLinkFacts[] = {
    {"ports", &Link::ports, Dimension::kCount, "ports", true},
    {"port_rate", &Link::port_rate, kFlow, "rate of a port", true, true},
    {"power_typical", &Link::power_typical, Dimension::kPower, "typical power", true},
    {"power_max", &Link::power_max, Dimension::kPower, "highest power"},
    {"latency", &Link::latency, Dimension::kTime, "latency", true},
};

constexpr auto kWarmth = Dimension::kTemperature;

constexpr TextField<Climate> kClimateTexts[] = {
    {"title", &Climate::title, "name for people", true},
    {"station", &Climate::station, "weather station"},
    {"note", &Climate::note, "remark"},
};
constexpr FactField<Climate> kClimateFacts[] = {
    {"dry_bulb_mean", &Climate::dry_bulb_mean, kWarmth, "mean dry bulb", true, true},
    {"wet_bulb_mean", &Climate::wet_bulb_mean, kWarmth, "mean wet bulb", true},
    {"dry_bulb_max", &Climate::dry_bulb_max, kWarmth, "highest dry bulb of the typical year"},
    {"dry_bulb_design", &Climate::dry_bulb_design, kWarmth, "dry bulb exceeded 0.4 % of the year",
     true},
    {"wet_bulb_coincident", &Climate::wet_bulb_coincident, kWarmth,
     "mean wet bulb at that dry bulb"},
    {"wet_bulb_design", &Climate::wet_bulb_design, kWarmth, "wet bulb exceeded 0.4 % of the year",
     true},
    {"heating_design", &Climate::heating_design, kWarmth, "dry bulb exceeded 99.6 % of the year"},
    {"wet_bulb_below_10", &Climate::wet_bulb_below_10, Dimension::kTime,
     "time of a year with a wet bulb below 10 °C"},
    {"dry_bulb_below_18", &Climate::dry_bulb_below_18, Dimension::kTime,
     "time of a year with a dry bulb below 18 °C"},
};

constexpr TextField<Grid> kGridTexts[] = {
    {"title", &Grid::title, "name for people", true},
    {"region", &Grid::region, "where the prices are from"},
    {"note", &Grid::note, "remark"},
};
constexpr FactField<Grid> kGridFacts[] = {
    {"carbon_intensity", &Grid::carbon_intensity, Dimension::kMassPerEnergy, "mean of a year",
     true},
    {"carbon_intensity_min", &Grid::carbon_intensity_min, Dimension::kMassPerEnergy, "lowest hour"},
    {"carbon_intensity_max", &Grid::carbon_intensity_max, Dimension::kMassPerEnergy,
     "highest hour"},
    {"price_industrial", &Grid::price_industrial, Dimension::kMoneyPerEnergy,
     "industrial customers", true},
    {"price_commercial", &Grid::price_commercial, Dimension::kMoneyPerEnergy,
     "commercial customers", true},
};

constexpr TextField<Price> kPriceTexts[] = {
    {"title", &Price::title, "name for people"},
    {"note", &Price::note, "remark"},
};

}  // namespace

std::span<const KindName> kind_names() {
    return kKinds;
}

const KindName& kind_name(Kind kind) {
    return kKinds.at(static_cast<std::size_t>(kind));
}

KindFields<Gpu> gpu_fields() {
    return {Kind::kGpu, &Catalog::gpus, kGpuTexts, kGpuFacts};
}
KindFields<Node> node_fields() {
    return {Kind::kNode, &Catalog::nodes, kNodeTexts, kNodeFacts};
}
KindFields<Switch> switch_fields() {
    return {Kind::kSwitch, &Catalog::switches, kSwitchTexts, kSwitchFacts};
}
KindFields<Link> link_fields() {
    return {Kind::kLink, &Catalog::links, kLinkTexts, kLinkFacts};
}
KindFields<Climate> climate_fields() {
    return {Kind::kClimate, &Catalog::climates, kClimateTexts, kClimateFacts};
}
KindFields<Grid> grid_fields() {
    return {Kind::kGrid, &Catalog::grids, kGridTexts, kGridFacts};
}
KindFields<Price> price_fields() {
    return {Kind::kPrice, &Catalog::prices, kPriceTexts, {}};
}

}  // namespace headroom::catalog
