#pragma once

// The seeded reference trace as a World of one fleet, without files and without compile_world.

#include "sim/world/world.hpp"
#include "tests/support/reference_trace.hpp"

namespace headroom::sim {

[[nodiscard]] World reference_world(const tests::ReferenceTrace& trace,
                                    Policy policy,
                                    Placement placement);

// "packed EASY", as in the tables of the reference.
[[nodiscard]] const char* rule_name(Policy policy, Placement placement);

}  // namespace headroom::sim
