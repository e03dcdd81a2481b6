#pragma once

// Holds what an engine's record says of the facility against the oracle's.

#include <string>

#include "sim/model/facility_record.hpp"

namespace headroom::sim {

// The first thing that differs, "hall 1: it pJ 40, the oracle has 30", or empty. Energies, peaks,
// times and steps to the last digit; means and water to 1e-12 of them.
[[nodiscard]] std::string first_difference(const FacilityRecord& ours,
                                           const FacilityRecord& oracles);

}  // namespace headroom::sim
