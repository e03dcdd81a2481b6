#pragma once

// The smallest World that checks of the engine against closed forms need, built without a scenario.

#include "sim/world/world.hpp"

namespace headroom::study {

// One FCFS queue on one fleet, without jobs.
[[nodiscard]] sim::World one_fleet(std::uint32_t nodes,
                                   std::uint32_t gpus_per_node,
                                   sim::Placement placement);

// Fills the queue's order, by priority level and then as the jobs come. They must come by submit.
void order_queue(sim::World& world);

}  // namespace headroom::study
