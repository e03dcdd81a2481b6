#pragma once

// The state of the air outside that cooling depends on. It is not a climate: a series of hours is
// made or read elsewhere.

namespace headroom::sim {

struct Weather {
    double dry_bulb_c = 20;
    double wet_bulb_c = 16.85;  // 290 K, the default of RAPS (ExaDigiT, 2026)
};

}  // namespace headroom::sim
