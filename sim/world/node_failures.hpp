#pragma once

// How the nodes of a fleet fail and are repaired, ready to be drawn. Nothing here says when: that
// is a pure function of seed, node, count and trial.

#include <cstdint>

#include "sim/base/distribution.hpp"

namespace headroom::sim {

struct NodeFailures {
    std::int64_t mtbf_us = 0;         // mean time in service and up until a node fails; 0: never
    Distribution repair;              // s
    std::uint64_t entity_prefix = 0;  // of "fleet.NAME"; a node's index continues it

    [[nodiscard]] bool happen() const { return mtbf_us > 0; }
};

}  // namespace headroom::sim
