#include "src/core/records/gpu_sample_layout.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "src/core/records/series_name.hpp"

namespace headroom::records {

namespace {

struct MetricName {
    std::string_view name;
    MetricScale scale;
};

constexpr std::int64_t kMostPpm = 1'010'000;          // rounding may lift a share above 1
constexpr std::int64_t kMostMilliwatts = 10'000'000;  // 10 kW: no GPU draws as much
constexpr std::int64_t kMostMillijoules = 1LL << 56;  // 2 GW·y: beyond are DCGM's blanks
constexpr MetricScale kEngineScale{GpuMetric::kEngineActive, 6, kMostPpm};
constexpr MetricScale kSmScale{GpuMetric::kSmActive, 6, kMostPpm};
constexpr MetricScale kPercentScale{GpuMetric::kUtilisation, 4, kMostPpm};
constexpr MetricScale kPowerScale{GpuMetric::kPower, 3, kMostMilliwatts};
constexpr MetricScale kEnergyScale{GpuMetric::kEnergy, 0, kMostMillijoules};

// Field names of DCGM (dcgm_fields.h; the second of each pair in its newer Python bindings), and
// those of the simple form.
constexpr std::array kMetricNames{
    MetricName{"DCGM_FI_PROF_GR_ENGINE_ACTIVE", kEngineScale},
    MetricName{"DCGM_FI_PROF_GR_ENGINE_UTIL_RATIO", kEngineScale},
    MetricName{"DCGM_FI_PROF_SM_ACTIVE", kSmScale},
    MetricName{"DCGM_FI_PROF_SM_UTIL_RATIO", kSmScale},
    MetricName{"DCGM_FI_DEV_GPU_UTIL", kPercentScale},
    MetricName{"DCGM_FI_DEV_POWER_USAGE", kPowerScale},
    MetricName{"DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", kEnergyScale},
    MetricName{"activity", kEngineScale},
    MetricName{"util", kPercentScale},
    MetricName{"power_w", kPowerScale},
};

using Names = std::initializer_list<std::string_view>;
const Names kTimeNames{"time", "Time", "timestamp", "ts", "__timestamp__"};
const Names kHostNames{"Hostname",        "hostname", "node",    "host",
                       "kubernetes_node", "nodename", "instance"};
const Names kGpuNames{"gpu", "device", "minor_number", "UUID", "uuid"};
const Names kMetricColumnNames{"metric", "__name__", "name"};
const Names kValueNames{"value", "__value__", "Value"};
const Names kJobNames{"hpc_job"};
const Names kPodNames{"exported_pod", "pod"};
const Names kModelNames{"modelName", "model"};
const Names kMigNames{"GPU_I_ID"};

// VictoriaMetrics writes its formats into the names: "__timestamp__:unix_s".
std::string_view without_format(std::string_view name) {
    return name.starts_with("__timestamp__:") ? name.substr(0, name.find(':')) : name;
}

std::size_t find_column(std::span<const input::Field> header, Names names) {
    for (const std::string_view name : names) {
        for (std::size_t i = 0; i < header.size(); ++i) {
            if (without_format(header[i].text) == name) {
                return i;
            }
        }
    }
    return kNoColumn;
}

std::string_view find_label(const SeriesName& series, Names names) {
    for (const std::string_view name : names) {
        for (const auto& [label, value] : series.labels) {
            if (label == name && !value.empty()) {
                return value;
            }
        }
    }
    return {};
}

void add_series(SampleLayout& layout, std::size_t column, std::string_view text) {
    const std::optional<SeriesName> series = parse_series_name(text);
    const std::optional<MetricScale> scale =
        series && !series->labels.empty() ? find_metric(series->metric) : std::nullopt;
    if (!scale) {
        layout.unknown_series.emplace_back(text);
        return;
    }
    ValueColumn value{column, *scale, {}, {}, !find_label(*series, kMigNames).empty()};
    value.gpu.host = without_port(find_label(*series, kHostNames));
    value.gpu.gpu = without_device_prefix(find_label(*series, kGpuNames));
    value.gpu.model = find_label(*series, kModelNames);
    value.job = find_label(*series, kJobNames);
    if (value.job.empty()) {
        value.job = find_label(*series, kPodNames);
    }
    layout.values.push_back(std::move(value));
}

}  // namespace

std::optional<MetricScale> find_metric(std::string_view name) {
    const auto* const found =
        std::find_if(kMetricNames.begin(), kMetricNames.end(),
                     [&](const MetricName& known) { return known.name == name; });
    return found == kMetricNames.end() ? std::nullopt : std::optional(found->scale);
}

SampleLayout find_sample_layout(std::span<const input::Field> header) {
    using Kind = SampleLayout::Kind;
    SampleLayout layout;
    layout.time = find_column(header, kTimeNames);
    layout.host = find_column(header, kHostNames);
    layout.gpu = find_column(header, kGpuNames);
    layout.job = find_column(header, kJobNames);
    layout.pod = find_column(header, kPodNames);
    layout.model = find_column(header, kModelNames);
    layout.mig = find_column(header, kMigNames);
    layout.metric = find_column(header, kMetricColumnNames);
    layout.value = find_column(header, kValueNames);
    if (layout.time == kNoColumn) {
        return layout;
    }
    if (layout.metric != kNoColumn && layout.value != kNoColumn) {
        const bool has_name = layout.host != kNoColumn || layout.gpu != kNoColumn;
        layout.kind = has_name ? Kind::kLong : Kind::kNone;
        return layout;
    }
    for (std::size_t i = 0; i < header.size(); ++i) {
        const std::string_view text = header[i].text;
        if (text.find('{') != std::string_view::npos) {
            layout.kind = Kind::kWide;
            add_series(layout, i, text);
        } else if (const auto scale = find_metric(text); scale && layout.gpu != kNoColumn) {
            layout.kind = layout.kind == Kind::kWide ? Kind::kWide : Kind::kRows;
            layout.values.push_back({i, *scale, {}, {}, false});
        } else if (text.starts_with("DCGM_")) {
            layout.unknown_series.emplace_back(text);
        }
    }
    return layout;
}

char find_separator(std::string_view header) {
    const std::size_t at = header.find_first_of(",;\t");
    return at == std::string_view::npos ? ',' : header[at];
}

bool is_separator_line(std::string_view line) {
    return line.size() == 5 && line.starts_with("sep=");
}

std::string_view find_header(std::string_view head) {
    const std::string_view header = input::first_line(head);
    if (!is_separator_line(header)) {
        return header;
    }
    const std::size_t end = head.find('\n');
    return input::first_line(end == std::string_view::npos ? "" : head.substr(end + 1));
}

bool is_like_gpu_samples(std::string_view head) {
    const std::string_view header = find_header(head);
    input::FieldSplitter splitter;
    (void)splitter.split_quoted(header, find_separator(header));
    return find_sample_layout(splitter.fields()).kind != SampleLayout::Kind::kNone;
}

std::string_view without_port(std::string_view host) {
    const std::size_t colon = host.rfind(':');
    const bool is_port = colon != std::string_view::npos && colon + 1 < host.size() &&
                         host.find_first_not_of("0123456789", colon + 1) == std::string_view::npos;
    return is_port ? host.substr(0, colon) : host;
}

std::string_view without_device_prefix(std::string_view gpu) {
    constexpr std::string_view kPrefix = "nvidia";
    return gpu.starts_with(kPrefix) ? gpu.substr(kPrefix.size()) : gpu;
}

}  // namespace headroom::records
