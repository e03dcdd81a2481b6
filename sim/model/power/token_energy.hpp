#pragma once

// Energy of generated tokens from power and rate: identities, with their units.

namespace headroom::sim {

// J for each token at power_w and tokens_per_s > 0.
[[nodiscard]] double joules_per_token(double power_w, double tokens_per_s);

// kWh for a million tokens; times a PUE for that of the facility.
[[nodiscard]] double kwh_per_million_tokens(double joules_per_token, double pue = 1);

}  // namespace headroom::sim
