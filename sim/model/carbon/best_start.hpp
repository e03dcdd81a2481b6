#pragma once

// When to start a job that may wait, so that it runs in the hours of least carbon intensity.

#include <cstdint>

#include "sim/world/hourly_series.hpp"

namespace headroom::sim {

// The start in [submit, submit + slack] with the least mean intensity over `length_us`; the
// earliest of several. Candidates are the submit itself and the whole multiples of `step_us` > 0
// since 1970. The series must cover [submit, submit + slack + length]; it is taken to 1e-6 of its
// unit, so that equal hours are a tie. For a job of even power: what it draws over its run is not
// looked at. O((slack + length)/hour + slack/step), no allocation.
[[nodiscard]] std::int64_t best_start_us(const HourlySeries& intensity,
                                         std::int64_t submit_us,
                                         std::int64_t slack_us,
                                         std::int64_t length_us,
                                         std::int64_t step_us = HourlySeries::kHourUs);

}  // namespace headroom::sim
