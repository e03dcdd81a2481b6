#include "src/core/workload/rate_clock.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace headroom::workload {
namespace {

constexpr double kHour = static_cast<double>(kHour_us);
constexpr double kWeek = static_cast<double>(kWeek_us);

// Relative to their mean.
std::vector<double> normalise(std::vector<double> weights, std::size_t count) {
    if (weights.empty()) {
        weights.assign(count, 1.0);
    }
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (double& weight : weights) {
        weight *= static_cast<double>(count) / sum;
    }
    return weights;
}

}  // namespace

RateClock::RateClock(const Rhythm& rhythm, const GrowthCurve& growth, const Calendar& calendar)
    : is_even_(rhythm.daily.empty() && rhythm.weekly.empty() && growth.is_flat()),
      since_monday_us_(static_cast<double>(calendar.since_monday_us())) {
    const std::vector<double> daily = normalise(rhythm.daily, 24);
    const std::vector<double> weekly = normalise(rhythm.weekly, 7);
    for (std::size_t hour = 0; hour < 168; ++hour) {
        hours_us_[hour + 1] = hours_us_[hour] + kHour * daily[hour % 24] * weekly[hour / 24];
    }
    // The mean is 1 but for rounding; the sum itself keeps the two directions inverse.
    const std::size_t months = growth.is_flat() ? 1 : calendar.months_us().size();
    for (std::size_t i = 0; i < months; ++i) {
        Month month;
        month.begin_us = static_cast<double>(calendar.months_us()[i]);
        month.rhythm_us = rhythm_at(since_monday_us_ + month.begin_us);
        month.factor = growth.factor(i);
        if (i > 0) {
            const Month& last = months_.back();
            month.shown_us = last.shown_us + last.factor * (month.rhythm_us - last.rhythm_us);
        }
        months_.push_back(month);
    }
}

double RateClock::rhythm_at(double since_monday_us) const {
    const double weeks = std::floor(since_monday_us / kWeek);
    const double rest = since_monday_us - weeks * kWeek;
    const auto hour = std::min(static_cast<std::size_t>(rest / kHour), std::size_t{167});
    const double share = rest / kHour - static_cast<double>(hour);
    return weeks * hours_us_[168] + hours_us_[hour] +
           share * (hours_us_[hour + 1] - hours_us_[hour]);
}

double RateClock::inverse_rhythm(double shown_us) const {
    const double weeks = std::floor(shown_us / hours_us_[168]);
    const double rest = std::max(0.0, shown_us - weeks * hours_us_[168]);
    // The last hour that begins at or before: the one that is not empty.
    const auto next = std::upper_bound(hours_us_.begin() + 1, hours_us_.end() - 1, rest);
    const auto hour = static_cast<std::size_t>(next - hours_us_.begin()) - 1;
    const double width = hours_us_[hour + 1] - hours_us_[hour];
    const double share = width > 0 ? std::min((rest - hours_us_[hour]) / width, 1.0) : 0;
    return weeks * kWeek + (static_cast<double>(hour) + share) * kHour;
}

std::int64_t RateClock::time_at(std::int64_t shown_us) const {
    if (is_even_) {
        return std::min(shown_us, kNever_us);
    }
    const auto shown = static_cast<double>(shown_us);
    const auto next =
        std::upper_bound(months_.begin() + 1, months_.end(), shown,
                         [](double value, const Month& month) { return value < month.shown_us; });
    const Month& month = *(next - 1);
    if (!(month.factor > 0)) {
        return kNever_us;
    }
    const double rhythm = month.rhythm_us + (shown - month.shown_us) / month.factor;
    const double time_us = inverse_rhythm(rhythm) - since_monday_us_;
    return time_us < static_cast<double>(kNever_us)
               ? std::max(std::llround(time_us), std::llround(month.begin_us))
               : kNever_us;
}

double RateClock::shown_at(double time_us) const {
    const auto next =
        std::upper_bound(months_.begin() + 1, months_.end(), time_us,
                         [](double value, const Month& month) { return value < month.begin_us; });
    const Month& month = *(next - 1);
    return month.shown_us +
           month.factor * (rhythm_at(since_monday_us_ + time_us) - month.rhythm_us);
}

}  // namespace headroom::workload
