#pragma once

// Energy, power, water and carbon of a run whose facility is modelled, as metrics: of the whole
// run, then of its sites, halls and fleets. A sum is given only where each part of it is known.

#include "sim/model/metrics.hpp"

namespace headroom::sim {

// Appends to the metrics; only for a record with `facility.is_on`.
void report_facility(const World& world, const RunRecord& record, Metrics& metrics);

}  // namespace headroom::sim
