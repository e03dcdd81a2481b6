#pragma once

// What the catalog knows of a GPU's power, as the simulation takes it: by phase of work, and under
// caps. Where it knows nothing: defaults for planning, which are no facts.

#include "sim/model/power/phase_power.hpp"
#include "sim/world/cap_curve.hpp"
#include "sim/world/work_phase.hpp"
#include "src/core/catalog/catalog.hpp"

namespace headroom::catalog {

// The fact of a phase; none for one that the catalog says nothing of.
[[nodiscard]] const Fact* phase_fact(const Gpu& gpu, sim::WorkPhase phase);

// Each phase from its fact, else its default share of TDP. A phase never draws less than idle.
[[nodiscard]] sim::GpuPower gpu_power(const Gpu& gpu);

// The measured points of the model, else the law.
[[nodiscard]] sim::CapCurve cap_curve(const Gpu& gpu);

// Power of decoding by batch; empty where nobody measured it.
[[nodiscard]] std::vector<sim::BatchPower> decode_powers(const Gpu& gpu);

}  // namespace headroom::catalog
