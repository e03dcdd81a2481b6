#pragma once

// Power of a GPU by phase of work where nobody measured it: shares of its TDP.

#include <span>

#include "sim/world/work_phase.hpp"

namespace headroom::sim {

// Shares of TDP by WorkPhase; defaults for planning, not references: idle as of A100 and H100
// (0.10 … 0.16), training as of the power-bound configurations of Zeus (0.88), communication as of
// GPT-NeoX in POLCA (0.5), serving between batch 8 (0.69) and 512 (0.98) of ml.energy on an H100.
[[nodiscard]] std::array<double, kWorkPhases> default_phase_shares();

// Every phase at its default share. 0 <= tdp_w.
[[nodiscard]] GpuPower default_gpu_power(double tdp_w);

// Power at a number of requests decoded together.
struct BatchPower {
    double batch = 1;  // >= 1
    double power_w = 0;
};

// Linear in log(batch) between points of rising batch; flat outside. Empty: 0.
[[nodiscard]] double decode_power_w(std::span<const BatchPower> points, double batch);

}  // namespace headroom::sim
