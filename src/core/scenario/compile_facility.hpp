#pragma once

// From the keys of power, cooling, heat and carbon to sim::Facility: the last part of
// compile_world. Where none of them is written, nothing is filled.

#include <optional>

#include "src/core/scenario/compile_world.hpp"

namespace headroom::scenario {

// Fills World::facility, load_kind and release_us, and the power of fleets whose nodes the catalog
// knows. The jobs must be in their final order. Reads the files of weather, carbon and caps.
void compile_facility(const Scenario& scenario,
                      std::optional<Instant> start,
                      CompiledWorld& compiled,
                      Diagnostics& problems);

}  // namespace headroom::scenario
