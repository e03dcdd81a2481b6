#pragma once

// How active the GPUs of each job of a recorded trace were, by DCGM's samples: joined by the job's
// label where the exporter writes one (hpc_job, pod), else by host and time. Nothing is divided:
// where several jobs share a node and no label tells them apart, none of them gets its samples.

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "src/core/records/gpu_samples.hpp"
#include "src/core/records/host_timeline.hpp"
#include "src/core/trace/trace.hpp"

namespace headroom::records {

struct JobActivity {
    // [row of the trace], in millionths; trace::kUnknown where nothing was measured.
    std::vector<std::int32_t> activity_ppm;
    // [row of the trace], mean power of one of its GPUs in mW, board and memory, as DCGM tells it;
    // trace::kUnknown where it cannot be told from others': idle GPUs of a node draw power too.
    std::vector<std::int32_t> gpu_power_mw;
    std::int64_t with_power = 0;  // jobs whose power is known
    double mean_power_w = 0;      // a GPU, over the GPU-time of these jobs
    std::int64_t by_label = 0;    // jobs measured by their label
    std::int64_t by_host = 0;     // jobs measured by host and time
    // Of those by host: jobs that had only a part of their nodes' GPUs, nobody being beside them.
    // All of the nodes' activity was taken as theirs, which is an upper bound.
    std::int64_t part_of_node = 0;
    // Of those by host: jobs with others beside them for a time; measured only while alone.
    std::int64_t partly_shared = 0;
    std::vector<RowCount> not_measured;  // jobs by reason, with the first one's line in the trace
    std::int64_t samples = 0;            // of activity
    std::int64_t samples_of_jobs = 0;
    std::int64_t samples_shared = 0;   // on a node with several jobs: not attributed
    std::int64_t samples_no_job = 0;   // on a node without a job of the trace
    std::int64_t samples_no_host = 0;  // of a host that no job of the trace ran on
};

// A sink. `shift_us` is added to the samples' times: where the log of the jobs is in local time
// that was read as UTC, the zone's offset. Memory: 48 bytes a job, 24 a change of a host's job.
class JobActivityBuilder : public SampleSink {
public:
    JobActivityBuilder(const trace::Trace& trace, std::int64_t shift_us = 0);

    void take(const GpuSample& sample, const GpuName& gpu) override;
    [[nodiscard]] JobActivity finish() const;

private:
    struct Measured {
        std::array<std::int64_t, kActivityMetrics> sum{};
        std::array<std::int32_t, kActivityMetrics> count{};
        std::int64_t power_mw = 0;
        std::int32_t power_count = 0;
        bool is_by_label = false;
    };
    struct Gpu {
        std::uint32_t host = HostTimeline::kNoHost;
        bool is_known = false;  // its host was looked up
        bool tells_activity = false;
    };

    [[nodiscard]] Gpu& gpu_of(const GpuSample& sample, const GpuName& name);
    void take_power(const GpuSample& sample, const GpuName& name);
    void finish_power(std::size_t job, JobActivity& result) const;
    [[nodiscard]] std::int64_t node_gpus_of(std::size_t job) const;
    [[nodiscard]] std::int32_t find_by_label(std::string_view label);
    [[nodiscard]] std::int32_t find_by_host(const GpuSample& sample, const GpuName& name);
    void finish_job(std::size_t job, JobActivity& result) const;
    [[nodiscard]] std::string_view why_not(std::size_t job) const;

    const trace::Trace& trace_;
    bool has_dates_ = false;
    std::int64_t shift_us_;
    HostTimeline hosts_;
    std::unordered_map<std::string_view, std::int32_t> job_of_id_;
    std::string last_label_;
    std::int32_t last_job_ = HostTimeline::kNone;
    std::vector<Gpu> gpus_;                // [GPU of the samples]
    std::vector<std::int32_t> host_gpus_;  // [host]: how many GPUs told their activity
    std::vector<Measured> measured_;       // [job]
    JobActivity counts_;
};

// Reads the file for this alone; see JobActivityBuilder. What the file says is in `samples`.
struct JobActivityFile {
    JobActivity activity;
    GpuSamples samples;
};
[[nodiscard]] expected<JobActivityFile, Diagnostics> measure_job_activity(
    const std::string& samples_file, const trace::Trace& trace, std::int64_t shift_us = 0);

}  // namespace headroom::records
