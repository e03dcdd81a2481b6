#include "sim/model/climate/psychrometer.hpp"

#include <algorithm>

#include "sim/base/detmath.hpp"

namespace headroom::sim {
namespace {

constexpr double kZeroCelsiusK = 273.15;

// kg of vapour in a kg of dry air.
double humidity_ratio(double vapour_pa, double pressure_pa) {
    constexpr double kMassRatio = 0.621945;  // of water's and dry air's molecules
    return kMassRatio * vapour_pa / (pressure_pa - vapour_pa);
}

// The vapour that air of this dry bulb holds if this is its wet bulb. Heats in kJ/kg and kJ/(kg·K).
double ratio_at_wet_bulb(double dry_bulb_c, double wet_bulb_c, double pressure_pa) {
    const double saturated = humidity_ratio(saturation_pressure_pa(wet_bulb_c), pressure_pa);
    const double cooled_by = 1.006 * (dry_bulb_c - wet_bulb_c);
    if (wet_bulb_c >= 0) {
        return ((2501 - 2.326 * wet_bulb_c) * saturated - cooled_by) /
               (2501 + 1.86 * dry_bulb_c - 4.186 * wet_bulb_c);
    }
    return ((2830 - 0.24 * wet_bulb_c) * saturated - cooled_by) /
           (2830 + 1.86 * dry_bulb_c - 2.1 * wet_bulb_c);
}

}  // namespace

double saturation_pressure_pa(double temperature_c) {
    const double t = temperature_c + kZeroCelsiusK;
    if (temperature_c < 0) {
        return detmath::exp(
            -5.6745359e3 / t + 6.3925247 +
            t * (-9.677843e-3 + t * (6.2215701e-7 + t * (2.0747825e-9 - t * 9.484024e-13))) +
            4.1635019 * detmath::log(t));
    }
    return detmath::exp(-5.8002206e3 / t + 1.3914993 +
                        t * (-4.8640239e-2 + t * (4.1764768e-5 - t * 1.4452093e-8)) +
                        6.5459673 * detmath::log(t));
}

double relative_humidity_pct(double dry_bulb_c, double dew_point_c) {
    return 100 * saturation_pressure_pa(dew_point_c) / saturation_pressure_pa(dry_bulb_c);
}

double psychrometric_wet_bulb_c(double dry_bulb_c,
                                double relative_humidity_pct,
                                double pressure_pa) {
    constexpr double kDeepestK = 60;
    constexpr double kCloseK = 1e-9;
    const double humidity = std::clamp(relative_humidity_pct, 0.0, 100.0) / 100;
    const double ratio = humidity_ratio(humidity * saturation_pressure_pa(dry_bulb_c), pressure_pa);
    double low = dry_bulb_c - kDeepestK;
    double high = dry_bulb_c;
    while (high - low > kCloseK) {
        const double middle = (low + high) / 2;
        (ratio_at_wet_bulb(dry_bulb_c, middle, pressure_pa) < ratio ? low : high) = middle;
    }
    return high;
}

double standard_pressure_pa(double elevation_m) {
    return kSeaLevelPa * detmath::pow(1 - 2.25577e-5 * elevation_m, 5.2559);
}

}  // namespace headroom::sim
