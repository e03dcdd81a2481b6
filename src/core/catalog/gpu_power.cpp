#include "src/core/catalog/gpu_power.hpp"

#include <algorithm>

namespace headroom::catalog {
namespace {

// By WorkPhase.
constexpr std::optional<Fact> Gpu::*kPhaseFacts[sim::kWorkPhases] = {
    &Gpu::power_idle,   &Gpu::power_training,  &Gpu::power_prefill,
    &Gpu::power_decode, &Gpu::power_inference, &Gpu::power_communication,
};

}  // namespace

const Fact* phase_fact(const Gpu& gpu, sim::WorkPhase phase) {
    const std::optional<Fact>& fact = gpu.*kPhaseFacts[static_cast<std::size_t>(phase)];
    return fact ? &*fact : nullptr;
}

sim::GpuPower gpu_power(const Gpu& gpu) {
    sim::GpuPower power = sim::default_gpu_power(gpu.tdp ? gpu.tdp->value : 0);
    for (std::size_t phase = 0; phase < sim::kWorkPhases; ++phase) {
        if (const Fact* fact = phase_fact(gpu, static_cast<sim::WorkPhase>(phase)))
            power.phase_w[phase] = fact->value;
    }
    for (double& phase_w : power.phase_w)
        phase_w = std::max(phase_w, power.idle_w());
    return power;
}

sim::CapCurve cap_curve(const Gpu& gpu) {
    sim::CapCurve curve;
    if (!gpu.power_capped || !gpu.tdp || !(gpu.tdp->value > 0))
        return curve;
    const double tdp_w = gpu.tdp->value;
    curve.demand_share = gpu.power_capped->value / tdp_w;
    for (const CapRow& row : gpu.power_capped->caps) {
        if (row.cap_w < tdp_w)
            curve.points.push_back({row.cap_w / tdp_w, row.speed, row.energy});
    }
    return curve;
}

std::vector<sim::BatchPower> decode_powers(const Gpu& gpu) {
    std::vector<sim::BatchPower> powers;
    if (gpu.power_decode) {
        for (const BatchRow& row : gpu.power_decode->batches)
            powers.push_back({row.batch, row.power_w});
    }
    return powers;
}

}  // namespace headroom::catalog
