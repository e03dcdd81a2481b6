#pragma once

// Power of a device and of a node at a utilisation, without conversion losses and without caps.
// Pure functions.

#include "sim/world/device_power.hpp"

namespace headroom::sim {

// W at a utilisation of 0 … 1, clamped; with Pi idle, Pm max:
//   constant Pm; linear, sqrt, square, cubic Pi + (Pm - Pi)·f(u);
//   MSE Pi + (Pm - Pi)·(2u - u^r) (Fan, Weber, Barroso, ISCA 2007);
//   asymptotic Pi + (Pm - Pi)/2 · (u + (1 - e^(-u/a))/(1 - e^(-1/a))) (GreenCloud; the forms of
//   atlarge-research/opendc 691036d, where the last factor is missing, so that Pm is never
//   reached); table: linear between its levels; without two of them, linear from idle to max.
[[nodiscard]] double device_power_w(const DevicePower& device, double utilisation);

// W of a node: its devices, evenly loaded, and what is fixed (ExaDigiT/RAPS 6c142bf, power.py).
[[nodiscard]] double node_power_w(const NodeParts& node,
                                  double cpu_utilisation,
                                  double gpu_utilisation);

}  // namespace headroom::sim
