#pragma once

// How the power of a device follows its utilisation, and what a node is made of. Utilisation is the
// share of what the device can do, not the "GPU-util %" of a monitor: a GPU that decodes for eight
// users already draws 69 % of its limit.

#include <cstdint>
#include <vector>

namespace headroom::sim {

enum class PowerCurve : std::uint8_t {
    kConstant,
    kLinear,
    kSqrt,
    kSquare,
    kCubic,
    kMse,
    kAsymptotic,
    kTable,
};

struct DevicePower {
    PowerCurve curve = PowerCurve::kLinear;
    double idle_w = 0;
    double max_w = 0;
    double exponent = 1.4;           // kMse: r >= 1 (default, not a reference)
    double knee = 0.3;               // kAsymptotic: a, 0.2 … 0.5
    bool has_dvfs = false;           // kAsymptotic: the clock follows the load, u³ for u
    bool is_off_when_idle = false;   // draws nothing at utilisation 0
    std::vector<double> levels_w{};  // kTable: at equal steps of utilisation from 0 to 1
};

// Devices of one node; memory, network cards and storage draw the same whatever they do.
struct NodeParts {
    DevicePower cpu{};
    DevicePower gpu{};
    int cpus = 0;
    int gpus = 0;
    double fixed_w = 0;
};

}  // namespace headroom::sim
