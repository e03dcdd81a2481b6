#include "sim/model/power/demand_peak.hpp"

#include <algorithm>

#include "sim/base/contract.hpp"

namespace headroom::sim {

std::vector<double> demand_windows_w(std::span<const double> mean_w, std::int64_t step_us) {
    HEADROOM_REQUIRE(step_us > 0 && kDemandWindowUs % step_us == 0,
                     std::to_string(step_us) + " us");
    const auto steps = static_cast<std::size_t>(kDemandWindowUs / step_us);
    std::vector<double> windows_w;
    windows_w.reserve(mean_w.size() / steps + 1);
    for (std::size_t first = 0; first < mean_w.size(); first += steps) {
        const auto window = mean_w.subspan(first, std::min(steps, mean_w.size() - first));
        double sum_w = 0;
        for (const double value_w : window) {
            sum_w += value_w;
        }
        windows_w.push_back(sum_w / static_cast<double>(window.size()));
    }
    return windows_w;
}

std::vector<DemandPeak> demand_peaks(Instant start, std::span<const double> windows_w) {
    constexpr std::size_t kYearAndMonth = 7;  // "2027-09"
    std::vector<DemandPeak> peaks;
    Instant window = start;
    for (const double mean_w : windows_w) {
        const std::string month = format_instant(window).substr(0, kYearAndMonth);
        if (peaks.empty() || peaks.back().month != month) {
            peaks.push_back({month, mean_w, window});
        } else if (mean_w > peaks.back().peak_w) {
            peaks.back().peak_w = mean_w;
            peaks.back().window = window;
        }
        window.unix_us += kDemandWindowUs;
    }
    return peaks;
}

}  // namespace headroom::sim
