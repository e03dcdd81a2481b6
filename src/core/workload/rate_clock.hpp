#pragma once

// A clock that runs faster when more jobs come: arrivals drawn at an even rate on it have the
// daily and weekly rhythm and the growth of the demand in real time. The time change of a
// non-homogeneous Poisson process (Cinlar, "Introduction to Stochastic Processes", 1975, section
// 4.7), exact because the rate is constant within each hour and month.

#include <array>
#include <cstdint>
#include <vector>

#include "src/core/workload/calendar.hpp"
#include "src/core/workload/growth_curve.hpp"

namespace headroom::workload {

// Weights of hours and weekdays; empty: all alike. Only their ratios count: over a week the clock
// keeps time on average, in the first month and with a factor of 1.
struct Rhythm {
    std::vector<double> daily;   // 24, from 0:00 UTC
    std::vector<double> weekly;  // 7, from Monday
};

class RateClock {
public:
    RateClock(const Rhythm& rhythm, const GrowthCurve& growth, const Calendar& calendar);

    // The time at which the clock shows `shown_us`; never (the largest int64 / 8) if it stops
    // before. Rises with `shown_us`. O(log months).
    [[nodiscard]] std::int64_t time_at(std::int64_t shown_us) const;
    // What the clock shows at a time >= 0: the integral of the relative rate. O(log months).
    [[nodiscard]] double shown_at(double time_us) const;

private:
    // The integral of the rhythm alone from Monday 0:00, and its inverse.
    [[nodiscard]] double rhythm_at(double since_monday_us) const;
    [[nodiscard]] double inverse_rhythm(double shown_us) const;

    bool is_even_ = true;
    std::array<double, 169> hours_us_{};  // the rhythm's integral at the start of each hour
    double since_monday_us_ = 0;
    struct Month {
        double begin_us = 0;
        double shown_us = 0;   // at its begin
        double rhythm_us = 0;  // rhythm_at its begin
        double factor = 1;
    };
    std::vector<Month> months_;
};

constexpr std::int64_t kNever_us = INT64_MAX / 8;

}  // namespace headroom::workload
