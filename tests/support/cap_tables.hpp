#pragma once

// The mean effect of power caps in the traces of Zeus (You et al., NSDI 2023; ml-energy/zeus
// 75a8b93) over the configurations that draw 80 % of TDP or more without a cap.

#include "sim/world/cap_curve.hpp"

namespace headroom::tests {

// V100 PCIe, TDP 250 W, 21 configurations.
inline sim::CapCurve v100_caps() {
    return {.points = {{0.4, 0.566, 0.803},
                       {0.5, 0.723, 0.762},
                       {0.6, 0.845, 0.771},
                       {0.7, 0.911, 0.819},
                       {0.8, 0.952, 0.880},
                       {0.9, 0.985, 0.947}}};
}

// A40, TDP 300 W, 17 configurations.
inline sim::CapCurve a40_caps() {
    return {.points = {{100.0 / 300, 0.277, 1.494},
                       {125.0 / 300, 0.428, 1.141},
                       {150.0 / 300, 0.637, 0.894},
                       {175.0 / 300, 0.816, 0.793},
                       {200.0 / 300, 0.914, 0.794},
                       {225.0 / 300, 0.962, 0.838},
                       {250.0 / 300, 0.976, 0.908},
                       {275.0 / 300, 0.992, 0.956}}};
}

}  // namespace headroom::tests
