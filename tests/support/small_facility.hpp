#pragma once

// A facility small enough to work out on paper, with one of everything: four nodes of eight GPUs in
// two racks and one row of hall "a" on site "s".

#include "sim/world/world.hpp"

namespace headroom::sim {

// A node draws 1 kW idle and 500 W more for each GPU at work: 5 kW. Two jobs, all GPUs: [0, 10 h)
// and [10 h, 20 h). Conversion passes on 80 %, other load is 5 kW; no caps, no cooling, no
// temperatures; 300 g/kWh, of which half is contracted at 100 g/kWh.
[[nodiscard]] World small_facility();

// The same with cooling, temperatures, racks' limits and caps that bind nobody, a battery, an
// iteration's edge: every metric of a facility has a value.
[[nodiscard]] World facility_of_everything();

}  // namespace headroom::sim
