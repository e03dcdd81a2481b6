#include "sim/model/power/device_power.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/detmath.hpp"

namespace headroom::sim {
namespace {

double asymptotic_share(const DevicePower& device, double u) {
    const double load = device.has_dvfs ? u * u * u : u;
    const double reached = detmath::expm1(-load / device.knee) / detmath::expm1(-1 / device.knee);
    return (load + reached) / 2;
}

double table_w(const DevicePower& device, double u) {
    if (device.levels_w.size() < 2)
        return device.idle_w + (device.max_w - device.idle_w) * u;
    const std::size_t steps = device.levels_w.size() - 1;
    const double place = u * static_cast<double>(steps);
    const std::size_t below = std::min(static_cast<std::size_t>(place), steps - 1);
    const double share = place - static_cast<double>(below);
    return (1 - share) * device.levels_w[below] + share * device.levels_w[below + 1];
}

// The share of the way from idle to max.
double curve_share(const DevicePower& device, double u) {
    switch (device.curve) {
        case PowerCurve::kSqrt:
            return std::sqrt(u);
        case PowerCurve::kSquare:
            return u * u;
        case PowerCurve::kCubic:
            return u * u * u;
        case PowerCurve::kMse:
            return 2 * u - detmath::pow(u, device.exponent);
        case PowerCurve::kAsymptotic:
            return asymptotic_share(device, u);
        case PowerCurve::kConstant:
            return 1;
        case PowerCurve::kLinear:
        case PowerCurve::kTable:
            return u;
    }
    return u;
}

}  // namespace

double device_power_w(const DevicePower& device, double utilisation) {
    const double u = utilisation > 0 ? std::min(utilisation, 1.0) : 0;  // NaN is idle
    if (u == 0 && device.is_off_when_idle)
        return 0;
    if (device.curve == PowerCurve::kTable)
        return table_w(device, u);
    const double share = curve_share(device, u);
    return (1 - share) * device.idle_w + share * device.max_w;
}

double node_power_w(const NodeParts& node, double cpu_utilisation, double gpu_utilisation) {
    return node.cpus * device_power_w(node.cpu, cpu_utilisation) +
           node.gpus * device_power_w(node.gpu, gpu_utilisation) + node.fixed_w;
}

}  // namespace headroom::sim
