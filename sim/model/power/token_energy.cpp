#include "sim/model/power/token_energy.hpp"

namespace headroom::sim {

double joules_per_token(double power_w, double tokens_per_s) {
    return power_w / tokens_per_s;
}

double kwh_per_million_tokens(double joules_per_token, double pue) {
    constexpr double kTokens = 1e6;
    constexpr double kJoulesInKwh = 3.6e6;
    return joules_per_token * pue * kTokens / kJoulesInKwh;
}

}  // namespace headroom::sim
