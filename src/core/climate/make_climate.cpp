#include "src/core/climate/make_climate.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/civil_date.hpp"
#include "sim/base/detmath.hpp"
#include "sim/base/entity.hpp"
#include "sim/base/philox.hpp"
#include "sim/base/statistics.hpp"
#include "src/core/climate/bend.hpp"

namespace headroom::climate {
namespace {

constexpr std::size_t kHours = 8760;
constexpr int kYear = 2023;  // any without a leap day
constexpr double kPi = 3.14159265358979323846;
constexpr double kExceeded = 0.004;  // the share of a year in which a design condition is exceeded
constexpr double kSecondsPerHour = 3600;

struct Statistics {
    double mean_c = 0;
    double low_c = 0;         // exceeded 99.6 % of the year
    double high_c = 0;        // exceeded 0.4 % of the year
    double threshold_c = 0;   // …
    double hours_below = -1;  // … below it; negative: not published
};

// What the two processes swing by, in K.
struct Swings {
    double year = 0;
    double day = 0;
    double noise = 0;
};

std::vector<double> draw_ar1(Stream stream, const std::string& name, const ClimateDraw& draw) {
    constexpr double kKeep = 0.97;
    const double fresh = std::sqrt(1 - kKeep * kKeep);
    const std::uint32_t entity = entity_of("climate." + name, 0);
    std::vector<double> values(kHours);
    double value = 0;
    for (std::uint32_t i = 0; i < kHours; ++i) {
        const double normal =
            detmath::inverse_normal_cdf(draw_uniform({draw.seed, stream, entity, i, draw.trial}));
        value = i == 0 ? normal : kKeep * value + fresh * normal;
        values[i] = value;
    }
    return values;
}

// Hour by local clock, from 1 January 0:00.
std::vector<double> swing(const Swings& swings, double hottest_day, const std::vector<double>& ar) {
    constexpr double kHottestHour = 15;
    std::vector<double> values(kHours);
    for (std::size_t i = 0; i < kHours; ++i) {
        const double day = static_cast<double>(i) / 24;
        const auto hour = static_cast<double>(i % 24);
        values[i] = swings.year * detmath::cos(2 * kPi * (day - hottest_day) / 365) +
                    swings.day * detmath::cos(2 * kPi * (hour - kHottestHour) / 24) +
                    swings.noise * ar[i];
    }
    return values;
}

double mean_of(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

// Where the published points lie among the values of the process.
std::vector<BendPoint> find_points(std::vector<double> process, const Statistics& wanted) {
    std::sort(process.begin(), process.end());
    const auto rank = [&](double p) {
        return nearest_rank_index(kHours, p);
    };
    const std::size_t low = rank(kExceeded), high = rank(1 - kExceeded);
    std::vector<BendPoint> points{{process[low], wanted.low_c}, {process[high], wanted.high_c}};
    const auto below = static_cast<std::size_t>(std::max(0.0, wanted.hours_below));
    if (below > low + 1 && below < high && wanted.threshold_c > wanted.low_c &&
        wanted.threshold_c < wanted.high_c) {
        const double between = (process[below - 1] + process[below]) / 2;
        points.insert(points.begin() + 1, {between, wanted.threshold_c});
    }
    return points;
}

// The process with the published values, no hour above `most` where there is one; none if its mean
// cannot be had.
std::optional<std::vector<double>> bend_to(const std::vector<double>& process,
                                           const Statistics& wanted,
                                           const std::vector<double>* most) {
    const std::vector<BendPoint> points = find_points(process, wanted);
    std::vector<double> values(kHours);
    const auto bend_all = [&](double bow) {
        const Bend bend(points, bow);
        for (std::size_t i = 0; i < kHours; ++i) {
            values[i] = most == nullptr ? bend(process[i]) : std::min(bend(process[i]), (*most)[i]);
        }
        return mean_of(values);
    };
    const std::optional<double> bow = solve_bow(bend_all, wanted.mean_c);
    if (!bow) {
        return std::nullopt;
    }
    (void)bend_all(*bow);
    return values;
}

class Maker {
public:
    Maker(const catalog::Climate& climate, const ClimateDraw& draw)
        : climate_(climate), draw_(draw) {}

    expected<sim::WeatherSeries, Diagnostics> make() {
        if (!read_statistics()) {
            return unexpected(std::move(problems_));
        }
        const std::vector<double> first = draw_ar1(Stream::kWeather, climate_.name, draw_);
        const std::vector<double> second = draw_ar1(Stream::kHumidity, climate_.name, draw_);
        const double range = dry_.high_c - dry_.low_c;
        const double dryness = dry_.mean_c - wet_.mean_c;
        const Swings swings{std::max(0.0, 0.31 * (range - 8)), 2.5 + 0.35 * dryness,
                            0.3 + 0.09 * range};
        constexpr double kHottestDay = 200;
        const auto dry = bend_to(swing(swings, kHottestDay, first), dry_, nullptr);
        if (!dry) {
            complain("the dry bulb's mean does not go with its design conditions");
            return unexpected(std::move(problems_));
        }
        const auto wet = bend_to(wet_process(swings, first, second), wet_, &*dry);
        if (!wet) {
            complain("the wet bulb's mean does not go with its design conditions");
            return unexpected(std::move(problems_));
        }
        const std::int64_t start_us =
            days_since_1970({kYear, 1, 1}) * 24 * sim::HourlySeries::kHourUs - draw_.east_of_utc_us;
        return sim::WeatherSeries{{start_us, *dry}, {start_us, *wet}};
    }

private:
    // Vapour lags the season, hardly follows the hour and has fronts of its own.
    static std::vector<double> wet_process(const Swings& dry,
                                           const std::vector<double>& first,
                                           const std::vector<double>& second) {
        constexpr double kLikeness = 0.92;
        constexpr double kMostHumidDay = 208;
        std::vector<double> ar(kHours);
        for (std::size_t i = 0; i < kHours; ++i) {
            ar[i] = kLikeness * first[i] + std::sqrt(1 - kLikeness * kLikeness) * second[i];
        }
        return swing({0.85 * dry.year, 0.5 * dry.day, dry.noise}, kMostHumidDay, ar);
    }

    void complain(std::string problem) {
        problems_.push_back({Severity::kError,
                             {},
                             "climate." + climate_.name,
                             std::move(problem),
                             "the statistics of one place, or a file of its weather",
                             {},
                             {}});
    }

    double need(const std::optional<catalog::Fact>& fact, const char* key) {
        if (!fact) {
            complain(std::string(key) + " is missing");
        }
        return fact ? fact->value : 0;
    }

    bool read_statistics() {
        constexpr double kHumidCold = 1;  // K that the coldest air's wet bulb is below its dry bulb
        const double heating_c = need(climate_.heating_design, "heating_design");
        const auto hours = [](const std::optional<catalog::Fact>& fact) {
            return fact ? fact->value / kSecondsPerHour : -1;
        };
        dry_ = {need(climate_.dry_bulb_mean, "dry_bulb_mean"), heating_c,
                need(climate_.dry_bulb_design, "dry_bulb_design"), 18,
                hours(climate_.dry_bulb_below_18)};
        wet_ = {need(climate_.wet_bulb_mean, "wet_bulb_mean"), heating_c - kHumidCold,
                need(climate_.wet_bulb_design, "wet_bulb_design"), 10,
                hours(climate_.wet_bulb_below_10)};
        for (const auto& [statistics, name] : {std::pair{&dry_, "dry"}, std::pair{&wet_, "wet"}}) {
            if (problems_.empty() && !(statistics->low_c < statistics->mean_c &&
                                       statistics->mean_c < statistics->high_c)) {
                complain(std::string("the ") + name +
                         " bulb's mean is not between its design conditions");
            }
        }
        return problems_.empty();
    }

    const catalog::Climate& climate_;
    const ClimateDraw& draw_;
    Statistics dry_, wet_;
    Diagnostics problems_;
};

}  // namespace

expected<sim::WeatherSeries, Diagnostics> make_climate(const catalog::Climate& climate,
                                                       const ClimateDraw& draw) {
    return Maker(climate, draw).make();
}

}  // namespace headroom::climate
