#pragma once

// What the header of a file of GPU samples says: where the time, the names and the values stand.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "src/core/input/fields.hpp"
#include "src/core/records/gpu_samples.hpp"

namespace headroom::records {

constexpr std::size_t kNoColumn = static_cast<std::size_t>(-1);

// How a metric's text becomes an integer.
struct MetricScale {
    GpuMetric metric = GpuMetric::kPower;
    int decimals = 0;  // kept of the text's number
    std::int64_t most = 0;
};

// The metric of DCGM, or of our simple form, with this name.
[[nodiscard]] std::optional<MetricScale> find_metric(std::string_view name);

// A column that holds the values of one metric; in the wide layout of one GPU.
struct ValueColumn {
    std::size_t column = 0;
    MetricScale scale;
    GpuName gpu;      // wide only
    std::string job;  // wide only
    bool is_mig = false;
};

struct SampleLayout {
    enum class Kind : std::uint8_t { kNone, kLong, kRows, kWide };
    Kind kind = Kind::kNone;
    std::size_t time = kNoColumn, host = kNoColumn, gpu = kNoColumn, job = kNoColumn,
                model = kNoColumn, mig = kNoColumn, metric = kNoColumn, value = kNoColumn;
    // An hpc_job may be empty where a pod is not; and Kubernetes' own labels are renamed with
    // "exported_" where Prometheus has labels of the same name, which are then the exporter's
    // pod's.
    std::size_t pod = kNoColumn;
    std::vector<ValueColumn> values;          // rows and wide
    std::vector<std::string> unknown_series;  // names of columns that are no metric we know
};

// The layout of the header's fields; kNone if it is none.
[[nodiscard]] SampleLayout find_sample_layout(std::span<const input::Field> header);

// What stands between the fields of a header: a comma, or ';' or a tab.
[[nodiscard]] char find_separator(std::string_view header);

// Excel's "sep=;", which may stand before the header.
[[nodiscard]] bool is_separator_line(std::string_view line);

// The header line of the beginning of a file.
[[nodiscard]] std::string_view find_header(std::string_view head);

[[nodiscard]] bool is_like_gpu_samples(std::string_view head);

// "gpu001:9400" without its port.
[[nodiscard]] std::string_view without_port(std::string_view host);

// "nvidia0" is GPU "0".
[[nodiscard]] std::string_view without_device_prefix(std::string_view gpu);

}  // namespace headroom::records
