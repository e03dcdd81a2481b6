#pragma once

// What NVIDIA's DCGM measured of GPUs, as Prometheus, VictoriaMetrics or Grafana export it: a
// stream of samples, of which nothing is held. Who wants to know something of them is a sink.
//
// Activity is the share of time in which a GPU did work. DCGM has three measures of it, by
// preference (https://docs.nvidia.com/datacenter/dcgm/latest/user-guide/feature-overview.html,
// section "Profiling Metrics"):
//   GR_ENGINE_ACTIVE  the share of the time between two collections in which the graphics or
//   compute
//                     engine was busy: an average over all of it
//   SM_ACTIVE         the same, averaged over the multiprocessors: less where a kernel fills a part
//                     of the GPU only; a lower bound of the time
//   GPU_UTIL          NVML's share of its last sample period of 1/6 to 1 s in which a kernel ran,
//   in
//                     whole percents (nvmlUtilization_t): it says nothing of the rest of the time
//                     between two scrapes, and there is none for GPUs cut up by MIG
// GR_ENGINE_ACTIVE and GPU_UTIL count a GPU as active while one small kernel runs on it: both are
// upper bounds of the work done.

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "src/core/records/record_report.hpp"

namespace headroom::records {

enum class GpuMetric : std::uint8_t {
    kEngineActive,  // DCGM_FI_PROF_GR_ENGINE_ACTIVE
    kSmActive,      // DCGM_FI_PROF_SM_ACTIVE
    kUtilisation,   // DCGM_FI_DEV_GPU_UTIL
    kPower,         // DCGM_FI_DEV_POWER_USAGE
    kEnergy,        // DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION
};
constexpr std::size_t kActivityMetrics = 3;  // the first three, by preference
constexpr std::array<std::string_view, 5> kGpuMetricNames{
    "GR_ENGINE_ACTIVE", "SM_ACTIVE", "GPU_UTIL", "POWER_USAGE", "TOTAL_ENERGY_CONSUMPTION"};

struct GpuName {
    std::string host;   // without a port; empty where the file does not say
    std::string gpu;    // "0"; or the UUID where that is all the file says
    std::string model;  // empty where the file does not say
};

struct GpuSample {
    std::int64_t time_us = 0;  // since 1970
    std::uint32_t gpu = 0;     // index of GpuSamples::gpus
    GpuMetric metric = GpuMetric::kPower;
    std::int64_t value = 0;  // activity: millionths; power: mW; energy: mJ since some beginning
    // The batch job (label hpc_job) or pod (exported_pod, else pod) that the sample is labelled
    // with; empty where there is none. Valid during the call.
    std::string_view job;
};

class SampleSink {
public:
    virtual ~SampleSink() = default;
    virtual void take(const GpuSample& sample, const GpuName& gpu) = 0;
};

struct GpuSamples {
    std::vector<GpuName> gpus;  // in order of first appearance
    std::int64_t samples = 0;   // handed to the sinks
    std::int64_t first_us = 0, last_us = 0;
    std::vector<RowCount> unknown_metrics;  // samples left out, by the metric's name
    RecordReport report;
};

// Reads a CSV in one of three layouts, told by its header, and hands every sample to every sink.
//   long  a row a sample: time, metric (metric, __name__ or name), value, and labels
//   rows  a row a GPU and instant: time, host, gpu, and columns named as metrics, or util (%),
//         activity (0 … 1), power_w
//   wide  as Grafana exports series joined by time: Time, then one column a series,
//         DCGM_FI_DEV_GPU_UTIL{Hostname="gpu001", gpu="0"}
// The time may be called time, Time, timestamp, ts or __timestamp__; the host Hostname, hostname,
// node, host, kubernetes_node, nodename or instance; the GPU gpu, device, minor_number or UUID.
// Samples of MIG instances and values that cannot be (DCGM's blanks) are left out and counted.
// O(bytes); memory: the names of GPUs and columns. `watch` may be empty.
[[nodiscard]] expected<GpuSamples, Diagnostics> read_gpu_samples(const std::string& file,
                                                                 std::span<SampleSink* const> sinks,
                                                                 input::ReadWatch watch = {});

}  // namespace headroom::records
