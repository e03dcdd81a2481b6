#pragma once

// The peaks that a demand charge is made from: the highest 15-minute mean of each calendar month.
// What a kilowatt costs is not here.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sim/base/units.hpp"

namespace headroom::sim {

inline constexpr std::int64_t kDemandWindowUs = 900'000'000;  // 15 minutes

struct DemandPeak {
    std::string month;  // "2027-09", in UTC
    double peak_w = 0;  // highest mean of a window that starts in the month
    Instant window;     // when the first such window starts
};

// Means over consecutive steps to means over windows of 15 minutes from `start` on. The step must
// divide the window. A last window that is not full is the mean of what it has.
[[nodiscard]] std::vector<double> demand_windows_w(std::span<const double> mean_w,
                                                   std::int64_t step_us);

// `windows_w`: means over consecutive 15 minutes from `start`. Months in order, each that has a
// window.
[[nodiscard]] std::vector<DemandPeak> demand_peaks(Instant start,
                                                   std::span<const double> windows_w);

}  // namespace headroom::sim
