#pragma once

// Moist air, as far as cooling needs it. Values only: no series, no altitude.

namespace headroom::sim {

// Wet bulb, °C, of air at `dry_bulb_c` (-20 to 50 °C) and `relative_humidity_pct` (5 to 99 %) at
// sea level; below 0 is taken as 0. Stull, "Wet-Bulb Temperature from Relative Humidity and Air
// Temperature", J. Appl. Meteor. Climatol. 50 (2011), eq. 1: a fit, -1 to +0.65 K off. In dry frost
// its fit may exceed the dry bulb, which the result never does.
[[nodiscard]] double wet_bulb_c(double dry_bulb_c, double relative_humidity_pct);

}  // namespace headroom::sim
