#pragma once

// Prometheus' way to write a series: DCGM_FI_DEV_GPU_UTIL{Hostname="gpu001", gpu="0"}.
// Source: https://prometheus.io/docs/instrumenting/exposition_formats/

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace headroom::records {

struct SeriesName {
    std::string metric;  // empty where the text has none
    std::vector<std::pair<std::string, std::string>> labels;
};

// None if it is not written like that. The label __name__ is taken as the metric.
[[nodiscard]] std::optional<SeriesName> parse_series_name(std::string_view text);

}  // namespace headroom::records
