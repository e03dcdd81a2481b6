#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/base/civil_date.hpp"
#include "sim/base/detmath.hpp"
#include "sim/base/entity.hpp"
#include "sim/base/philox.hpp"
#include "src/core/carbon/intensity_process.hpp"

namespace headroom::carbon {
namespace {

constexpr int kYear = 2023;  // any without a leap day
constexpr std::uint32_t kHours = 8760;

}  // namespace

double grams_per_kwh(const catalog::Fact& fact) {
    constexpr double kGramsPerKg = 1000, kJoulesPerKwh = 3.6e6;
    return fact.value * (kGramsPerKg * kJoulesPerKwh);
}

sim::HourlySeries make_intensity(const IntensityProcess& process,
                                 const catalog::Grid& grid,
                                 const IntensityDraw& draw) {
    const double lowest = grid.carbon_intensity_min ? grams_per_kwh(*grid.carbon_intensity_min) : 0;
    const double highest = grid.carbon_intensity_max ? grams_per_kwh(*grid.carbon_intensity_max)
                                                     : std::numeric_limits<double>::max();
    // Over one hour: mean x·e^-κ, variance σ²(1 - e^-2κ)/2κ (Glasserman, Monte Carlo Methods in
    // Financial Engineering, 3.3); at the start the stationary σ²/2κ.
    const double keep = detmath::exp(-process.reversion_per_h);
    const double spread = process.volatility / std::sqrt(2 * process.reversion_per_h);
    const double fresh = spread * std::sqrt(-detmath::expm1(-2 * process.reversion_per_h));
    const std::uint32_t entity = entity_of("grid." + grid.name, 0);
    const std::int64_t first_day = days_since_1970({kYear, 1, 1});
    sim::HourlySeries series{first_day * 24 * sim::HourlySeries::kHourUs, {}};
    series.values.reserve(kHours);
    double rest = 0;
    for (std::uint32_t hour = 0; hour < kHours; ++hour) {
        const double normal = detmath::inverse_normal_cdf(
            draw_uniform({draw.seed, Stream::kGridCarbon, entity, hour, draw.trial}));
        rest = hour == 0 ? spread * normal : keep * rest + fresh * normal;
        const auto month = static_cast<std::size_t>(date_of_day(first_day + hour / 24).month - 1);
        const double mean = process.mean_g_per_kwh.at(month).at(hour % 24);
        series.values.push_back(std::min(std::max(mean + rest, lowest), highest));
    }
    return series;
}

expected<sim::HourlySeries, Diagnostics> make_intensity(const catalog::Grid& grid,
                                                        const IntensityDraw& draw) {
    if (const IntensityProcess* process = find_intensity_process(grid.name)) {
        return make_intensity(*process, grid, draw);
    }
    if (grid.carbon_intensity) {
        return sim::constant_series(grams_per_kwh(*grid.carbon_intensity));
    }
    return unexpected(Diagnostics{{Severity::kError,
                                   {},
                                   "grid." + grid.name,
                                   "nothing is known of its carbon intensity",
                                   "a number such as \"330 g/kWh\" or a CSV of hours",
                                   {},
                                   {}}});
}

}  // namespace headroom::carbon
