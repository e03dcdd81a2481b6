#include "sim/model/power/phase_power.hpp"

#include <algorithm>

#include "sim/base/detmath.hpp"

namespace headroom::sim {

std::array<double, kWorkPhases> default_phase_shares() {
    std::array<double, kWorkPhases> shares{};
    const auto set = [&shares](WorkPhase phase, double share) {
        shares[static_cast<std::size_t>(phase)] = share;
    };
    set(WorkPhase::kIdle, 0.12);
    set(WorkPhase::kTraining, 0.88);
    set(WorkPhase::kPrefill, 0.95);
    set(WorkPhase::kDecode, 0.75);
    set(WorkPhase::kInference, 0.84);
    set(WorkPhase::kCommunication, 0.50);
    return shares;
}

GpuPower default_gpu_power(double tdp_w) {
    GpuPower power{tdp_w, default_phase_shares()};
    for (double& phase_w : power.phase_w)
        phase_w *= tdp_w;
    return power;
}

double decode_power_w(std::span<const BatchPower> points, double batch) {
    if (points.empty())
        return 0;
    const auto above =
        std::upper_bound(points.begin(), points.end(), batch,
                         [](double size, const BatchPower& point) { return size < point.batch; });
    if (above == points.begin())
        return points.front().power_w;
    if (above == points.end())
        return points.back().power_w;
    const BatchPower& from = *(above - 1);
    const double share = detmath::log(batch / from.batch) / detmath::log(above->batch / from.batch);
    return (1 - share) * from.power_w + share * above->power_w;
}

}  // namespace headroom::sim
