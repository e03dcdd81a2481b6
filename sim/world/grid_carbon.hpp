#pragma once

// What a number of carbon intensity is of, and energy under contract. The intensity of a grid
// itself is an HourlySeries in g/kWh.

#include <cstdint>

namespace headroom::sim {

// What an intensity is the intensity of. A label: no formula differs, but results must not mix.
enum class IntensityKind : std::uint8_t {
    kAverage,   // of all that is generated
    kMarginal,  // of what one more kWh makes run
};

// A share of the energy with an intensity of its own: a power purchase agreement, certificates.
struct EnergyContract {
    double share = 0;  // 0 … 1
    double intensity_g_per_kwh = 0;
};

}  // namespace headroom::sim
