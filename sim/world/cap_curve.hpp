#pragma once

// How work slows under a power cap: points measured on a model of GPU, else a law.

#include <vector>

namespace headroom::sim {

// Under a cap at cap_share of TDP, relative to no cap.
struct CapPoint {
    double cap_share = 1;   // 0 < cap_share < 1
    double throughput = 1;  // > 0
    double energy = 1;      // for the same work, > 0
};

// perf = min(1, ((cap - static)/(demand - static))^exponent), shares of TDP: the joint fit over the
// power-bound configurations of V100 and A40 of Zeus (You et al., NSDI 2023), RMSE 0.05;
// optimistic at deep caps.
struct CapLaw {
    double static_share = 0.32;
    double exponent = 1.0 / 3;
};

struct CapCurve {
    std::vector<CapPoint> points{};  // by rising cap_share and throughput; empty: the law holds
    double demand_share = 0.88;      // of TDP, without a cap, of the work it was measured with
    CapLaw law{};
};

}  // namespace headroom::sim
