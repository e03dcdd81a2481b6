#include <algorithm>
#include <array>
#include <numeric>

#include "sim/base/contract.hpp"
#include "sim/base/statistics.hpp"
#include "sim/model/climate/psychrometer.hpp"
#include "src/core/catalog/find_item.hpp"
#include "src/core/climate/make_climate.hpp"
#include "src/study/validate/model_check.hpp"

namespace headroom::study {
namespace {

constexpr const char* kTypicalYear =
    "typical years (TMYx) in HewlettPackard/dc-rl a92b475, 8,760 h; wet bulb by Stull 2011";
constexpr const char* kFitted = "the statistic is an input of the made year";
constexpr const char* kOtherSource =
    "the made year is solved for ASHRAE's design condition of 2021, not for this row";

struct Station {
    const char* name;  // in the catalog
    const char* title;
    double dry_mean_c, dry_p996_c, wet_mean_c, wet_p996_c;
    double wet_below_10_h, dry_below_18_h;
};

constexpr std::array kStations{
    Station{"phoenix", "Phoenix", 24.67, 42.8, 13.27, 27.71, 2780, 2506},
    Station{"san-jose", "San Jose", 15.25, 31.1, 10.94, 19.80, 3420, 6207},
    Station{"atlanta", "Atlanta", 17.21, 32.8, 13.18, 25.93, 3229, 4371},
    Station{"chicago", "Chicago", 10.76, 32.8, 7.41, 25.88, 5039, 5863},
    Station{"new-york", "New York LaGuardia", 13.32, 33.0, 9.50, 26.51, 4529, 5470},
    Station{"dallas", "Dallas", 19.81, 38.3, 14.60, 27.19, 2895, 3647},
    Station{"leesburg", "Leesburg", 13.78, 35.0, 10.26, 26.20, 4240, 5264},
    Station{"seattle", "Seattle", 11.68, 30.6, 8.64, 21.21, 5049, 7372},
};

double mean_of(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double percentile(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return nearest_rank<double>(values, 0.996);
}

double hours_below(const std::vector<double>& values, double threshold_c) {
    return static_cast<double>(std::count_if(values.begin(), values.end(),
                                             [&](double value) { return value < threshold_c; }));
}

std::vector<sim::WeatherSeries> make_years(const catalog::Climate& climate) {
    std::vector<sim::WeatherSeries> years;
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        auto weather = climate::make_climate(climate, {seed, 0, 0});
        HEADROOM_REQUIRE(weather.has_value(), format_diagnostics(weather.error()));
        years.push_back(std::move(*weather));
    }
    return years;
}

void add_station(const Station& station,
                 const catalog::Climate& climate,
                 std::vector<ModelCheck>& checks) {
    const std::vector<sim::WeatherSeries> years = make_years(climate);
    // The mean of the statistic over the years made.
    const auto add = [&](const char* what, const char* unit, double reference, double tolerance,
                         const char* fitted, const auto& statistic) {
        double sum = 0;
        for (const sim::WeatherSeries& year : years) {
            sum += statistic(year);
        }
        checks.push_back({"made climate", std::string(station.title) + ": " + what, unit, reference,
                          sum / static_cast<double>(years.size()), tolerance, true,
                          Evidence::kDerived, kTypicalYear, fitted});
    };
    using Weather = const sim::WeatherSeries&;
    add("mean dry bulb", "°C", station.dry_mean_c, 0.02, kFitted,
        [](Weather w) { return mean_of(w.dry_bulb_c.values); });
    add("mean wet bulb", "°C", station.wet_mean_c, 0.03, kFitted,
        [](Weather w) { return mean_of(w.wet_bulb_c.values); });
    // 1 % of a year: the dry bulb holds some hours of the wet bulb below 10 °C.
    add("hours with a wet bulb below 10 °C", "h", station.wet_below_10_h, 88, kFitted,
        [](Weather w) { return hours_below(w.wet_bulb_c.values, 10); });
    add("hours with a dry bulb below 18 °C", "h", station.dry_below_18_h, 1, kFitted,
        [](Weather w) { return hours_below(w.dry_bulb_c.values, 18); });
    // How far ASHRAE's design conditions, of many years, lie from one typical year: up to 1.9 K,
    // and 3.5 K for the wet bulb (Phoenix).
    add("p99.6 dry bulb", "°C", station.dry_p996_c, 2, kOtherSource,
        [](Weather w) { return percentile(w.dry_bulb_c.values); });
    add("p99.6 wet bulb", "°C", station.wet_p996_c, 3.6, kOtherSource,
        [](Weather w) { return percentile(w.wet_bulb_c.values); });
}

// Our psychrometer, which reads the humidity of weather files, beside Stull's fit.
void add_wet_bulbs(std::vector<ModelCheck>& checks) {
    struct Point {
        const char* subject;
        double dry_c, humidity_pct, stull_c;
    };
    for (const Point& point :
         {Point{"20 °C at 50 %", 20, 50, 13.699342}, Point{"30 °C at 60 %", 30, 60, 23.995519}}) {
        checks.push_back({"psychrometer", point.subject, "°C", point.stull_c,
                          sim::psychrometric_wet_bulb_c(point.dry_c, point.humidity_pct), 0.65,
                          true, Evidence::kPrimary,
                          "Stull, J. Appl. Meteor. Climatol. 50 (2011), a fit -1 to +0.65 K off",
                          ""});
    }
}

}  // namespace

std::vector<ModelCheck> climate_checks() {
    const auto catalog = catalog::shipped_catalog(catalog::shipped_versions().back());
    HEADROOM_REQUIRE(catalog.has_value(), format_diagnostics(catalog.error()));
    std::vector<ModelCheck> checks;
    add_wet_bulbs(checks);
    for (const Station& station : kStations) {
        const catalog::Climate* climate = catalog::find_named((*catalog)->climates, station.name);
        HEADROOM_REQUIRE(climate != nullptr, std::string(station.name));
        add_station(station, *climate, checks);
    }
    return checks;
}

}  // namespace headroom::study
