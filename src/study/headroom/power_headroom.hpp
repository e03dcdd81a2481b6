#pragma once

// How much electrical power and how many racks a hall has left by the highest power of its nodes,
// as a facility is provisioned: what the nodes may draw, not what they are simulated to draw.

#include <string>
#include <vector>

#include "sim/model/metrics.hpp"
#include "src/core/scenario/scenario.hpp"

namespace headroom::study {

struct PowerHeadroom {
    sim::Metrics metrics;  // headroom.power_kw and headroom.racks, [hall=…] and, where all are
                           // known, of the whole; a negative one is over the limit
    std::vector<std::string> notes;  // which hall has no answer, and why
};

// power = power_limit - other_load - Σ nodes × highest power of a node (catalog); racks =
// ⌊power ÷ rack_limit⌋. Only halls with a power_limit count.
[[nodiscard]] PowerHeadroom measure_power_headroom(const scenario::Scenario& scenario);

}  // namespace headroom::study
