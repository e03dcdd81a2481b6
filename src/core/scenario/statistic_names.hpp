#pragma once

// What may follow @ in a metric: the statistics over the trials of a study.

#include <array>
#include <string_view>

namespace headroom::scenario {

// "stderr" is that of the mean; the percentiles are by nearest rank. In the order of tables.
inline constexpr std::array<std::string_view, 10> kStatisticNames{
    "mean", "stderr", "p5", "p10", "p25", "p50", "p75", "p90", "p95", "p99"};

}  // namespace headroom::scenario
