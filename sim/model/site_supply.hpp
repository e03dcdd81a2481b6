#pragma once

// What a site's grid gives once on-site generation and a battery have done their part: worked out
// after a run from the site's power by quarters of an hour, which they do not change.

#include <cstdint>
#include <span>
#include <vector>

#include "sim/world/facility.hpp"

namespace headroom::sim {

// Means over quarters of an hour, W, of the whole run.
struct SupplyRecord {
    std::vector<double> import_w;
    std::vector<double> export_w;
    std::vector<double> unmet_w;  // above the import limit
    double cycles = 0;            // of the battery
};

// `load_w`: means over quarters of an hour from `start_unix_us` on.
[[nodiscard]] SupplyRecord supply_site(const SiteSupply& supply,
                                       std::int64_t start_unix_us,
                                       std::span<const double> load_w);

}  // namespace headroom::sim
