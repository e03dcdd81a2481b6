#pragma once

// Energy and power of the nodes: idle and busy power by the GPUs that are allocated, exact from the
// integrals of a run. Reported only where the power of every fleet of a scope is known: a part
// would look like the whole.

#include <string>

#include "sim/model/metrics.hpp"

namespace headroom::sim {

// Is the power of all these fleets known, and is there one? Of all fleets, or of those of one hall.
[[nodiscard]] bool knows_power(const World& world);
[[nodiscard]] bool knows_power(const World& world, std::size_t hall);

// Of a fleet whose power is known, over the measured window, pJ. A node that is down draws nothing;
// held GPUs count as idle.
[[nodiscard]] Int128 energy_pj(const Fleet& fleet, const GpuTime& time);

// Appends energy.it_kwh, power.mean_kw and power.peak_kw of the whole run, then of the halls and
// fleets.
void report_energy(const World& world, const RunRecord& record, Metrics& metrics);

}  // namespace headroom::sim
