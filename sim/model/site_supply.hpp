#pragma once

// What a site's grid gives once on-site generation and a battery have done their part: worked out
// after a run from the site's power by quarters of an hour, which they do not change.

#include <cstdint>
#include <span>
#include <vector>

#include "sim/world/facility.hpp"

namespace headroom::sim {

struct SupplyRecord {
    std::vector<double> import_w;  // means over quarters of an hour, the whole run
    double import_kwh = 0;         // of the measured window, as all that follows
    double export_kwh = 0;
    double unmet_kwh = 0;  // above the import limit
    double peak_w = 0;     // highest quarter of an hour
    double cycles = 0;     // of the battery, in the whole run
};

// `load_w`: means over quarters of an hour from `start_unix_us` on; those from `first` on are in
// the measured window.
[[nodiscard]] SupplyRecord supply_site(const SiteSupply& supply,
                                       std::int64_t start_unix_us,
                                       std::span<const double> load_w,
                                       std::size_t first);

}  // namespace headroom::sim
