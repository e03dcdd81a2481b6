#include "sim/model/cooling/psychrometrics.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/detmath.hpp"

namespace headroom::sim {

double wet_bulb_c(double dry_bulb_c, double relative_humidity_pct) {
    using detmath::atan;
    const double humidity = std::max(relative_humidity_pct, 0.0);
    const double fit = dry_bulb_c * atan(0.151977 * std::sqrt(humidity + 8.313659)) +
                       atan(dry_bulb_c + humidity) - atan(humidity - 1.676331) +
                       0.00391838 * humidity * std::sqrt(humidity) * atan(0.023101 * humidity) -
                       4.686035;
    return std::min(fit, dry_bulb_c);
}

}  // namespace headroom::sim
