#pragma once

// A check as metrics for Prometheus and whatever reads OpenMetrics 1.0: each metric of each
// scenario as a gauge in base units, each claim as 0 or 1.

#include <string>

#include "src/study/check/check_report.hpp"

namespace headroom::study {

// headroom_wait_p95_seconds{scenario="…",partition="long"}; a statistic over trials is the label
// `statistic`, its standard error statistic="stderr".
[[nodiscard]] std::string check_openmetrics(const CheckReport& report);

}  // namespace headroom::study
