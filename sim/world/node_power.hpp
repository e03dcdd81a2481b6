#pragma once

// What a node of a fleet draws, in integers: a node that is up and has some of its GPUs allocated
// draws idle + allocated · slope, one that is down nothing. We do not model what the work does, nor
// how hard.

#include <cstdint>

namespace headroom::sim {

struct NodePower {
    std::int64_t idle_uw = 0;   // all its GPUs idle
    std::int64_t slope_uw = 0;  // more for each allocated GPU: (busy - idle) / GPUs of a node
    bool is_known = false;
};

}  // namespace headroom::sim
