#pragma once

// The steps of a plan on the calendar. Steps are equally long in the plan's formulas, a week or a
// twelfth of a mean year; dates fall into calendar months, so that an order of 1 March lies at the
// beginning of a step.

#include <cstdint>
#include <optional>

#include "src/core/scenario/scenario.hpp"

namespace headroom::study {

constexpr double kYear_s = 31'556'952;  // 365.2425 d

class PlanCalendar {
public:
    PlanCalendar(scenario::PlanStep step, std::optional<Instant> start)
        : is_monthly_(step == scenario::PlanStep::kMonth), start_(start) {}

    [[nodiscard]] double step_s() const { return is_monthly_ ? kYear_s / 12 : 7 * 86'400; }
    [[nodiscard]] double step_years() const { return step_s() / kYear_s; }

    // Whole steps that cover a span.
    [[nodiscard]] std::int64_t steps_in(CalendarSpan span) const;
    // A date in steps after the start, which must be known; before it negative, in mean steps.
    [[nodiscard]] double position(Instant date) const;
    // The months since the start in which a step begins.
    [[nodiscard]] std::size_t month_of(std::uint32_t step) const;
    // When a step begins; with a start only. Weeks are 7 days.
    [[nodiscard]] Instant begin_of(std::uint32_t step) const;
    // 0 = January; without a start the first month is one.
    [[nodiscard]] std::size_t month_of_year(std::uint32_t step) const;

private:
    bool is_monthly_;
    std::optional<Instant> start_;
};

}  // namespace headroom::study
