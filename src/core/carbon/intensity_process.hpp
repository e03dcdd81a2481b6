#pragma once

// Carbon intensity of a grid as a process of our own: the mean of each hour of each month, and an
// Ornstein-Uhlenbeck process of what is left. For sites without a file of hours.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/expected.hpp"
#include "sim/world/hourly_series.hpp"
#include "src/core/catalog/catalog.hpp"
#include "src/core/text/diagnostic.hpp"

namespace headroom::carbon {

struct IntensityProcess {
    std::string grid;                                         // "ciso", as in the catalog
    std::string source;                                       // a name among the catalog's sources
    std::string as_of;                                        // "2022-12-31"
    std::array<std::array<double, 24>, 12> mean_g_per_kwh{};  // [month][hour], UTC
    double reversion_per_h = 0;
    double volatility = 0;  // g/kWh per √h
};

// The processes of a text such as data/carbon/hours.toml, with all that is wrong with it.
[[nodiscard]] expected<std::vector<IntensityProcess>, Diagnostics> parse_intensity_processes(
    std::string_view text, const std::string& file);

// The one that the program brings along for a grid of the catalog; null if there is none.
[[nodiscard]] const IntensityProcess* find_intensity_process(std::string_view grid);

struct IntensityDraw {
    std::uint64_t seed = 1;
    std::uint32_t trial = 0;
};

// A year of hours, which repeats. The OU process is drawn from one hour to the next exactly, its
// first value from the stationary law; the sum is held between the grid's lowest and highest hour,
// or at 0 where they are not known. Average, not marginal. About 1 ms.
[[nodiscard]] sim::HourlySeries make_intensity(const IntensityProcess& process,
                                               const catalog::Grid& grid,
                                               const IntensityDraw& draw);

// The same for a grid of the catalog; its annual mean at all hours where there is no process. An
// error where that is not known either.
[[nodiscard]] expected<sim::HourlySeries, Diagnostics> make_intensity(const catalog::Grid& grid,
                                                                      const IntensityDraw& draw);

// A fact in the catalog's kg/J as g/kWh.
[[nodiscard]] double grams_per_kwh(const catalog::Fact& fact);

}  // namespace headroom::carbon
