#include "src/study/montecarlo/plan_calendar.hpp"

#include <cmath>
#include <string>

namespace headroom::study {
namespace {

constexpr double kUs = 1e-6;

}  // namespace

std::int64_t PlanCalendar::steps_in(CalendarSpan span) const {
    // Days that make up a month but for a rounding are one.
    constexpr double kAlmost = 1e-9;
    const double rest = static_cast<double>(span.rest_us) * kUs / step_s();
    const double months = is_monthly_ ? span.months : span.months * (kYear_s / 12) / step_s();
    return static_cast<std::int64_t>(std::ceil(months + rest - kAlmost));
}

double PlanCalendar::position(Instant date) const {
    const double mean = static_cast<double>(date.unix_us - start_->unix_us) * kUs / step_s();
    if (!is_monthly_ || mean < 0) {
        return mean;
    }
    auto month = static_cast<std::int32_t>(mean) + 1;
    while (month > 0 && add_span(*start_, {month, 0}) > date) {
        --month;
    }
    const Instant from = add_span(*start_, {month, 0});
    const Instant to = add_span(*start_, {month + 1, 0});
    return month + static_cast<double>(date.unix_us - from.unix_us) /
                       static_cast<double>(to.unix_us - from.unix_us);
}

std::size_t PlanCalendar::month_of(std::uint32_t step) const {
    return static_cast<std::size_t>(step * step_s() / (kYear_s / 12) + 1e-9);
}

Instant PlanCalendar::begin_of(std::uint32_t step) const {
    constexpr std::int64_t kWeek_us = std::int64_t{7} * 86'400 * 1'000'000;
    return is_monthly_ ? add_span(*start_, {static_cast<std::int32_t>(step), 0})
                       : Instant{start_->unix_us + kWeek_us * step};
}

std::size_t PlanCalendar::month_of_year(std::uint32_t step) const {
    if (!start_) {
        return month_of(step) % 12;
    }
    // "2027-01-…": the month as a date says it, of the middle of the step.
    const auto half_us = static_cast<std::int64_t>(step_s() / 2 * 1e6);
    const std::int64_t middle_us =
        is_monthly_ ? add_span(*start_, {static_cast<std::int32_t>(step), 0}).unix_us
                    : start_->unix_us + half_us * (2 * std::int64_t{step} + 1);
    const std::string date = format_instant({middle_us});
    return static_cast<std::size_t>((date[5] - '0') * 10 + (date[6] - '0')) - 1;
}

}  // namespace headroom::study
