#pragma once

// A site that never was, in the files a real one has: Slurm's accounting, `scontrol show node`,
// slurm.conf, a DCGM export, a power meter, tariff, forecast and quotes. Its jobs are drawn and
// then simulated on 200 nodes, so that waits, hosts, activity and megawatts fit together.

#include <cstdint>
#include <string>

#include "src/core/run/run_scenario.hpp"

namespace headroom::test {

struct SiteSize {
    double days = 60;
    double jobs_a_day = 834;  // 50,000 in 60 days
    int sampled_hours = 24;   // of DCGM, at the end
};

// What the files say, counted while they were written.
struct SiteTruth {
    std::int64_t jobs = 0;       // rows that are GPU jobs which ran
    std::int64_t rows = 0;       // data rows of sacct.txt
    std::int64_t steps = 0;      // of these
    std::int64_t cpu_jobs = 0;   // of these, without GPUs
    std::int64_t never_ran = 0;  // of these: cancelled while waiting, or waiting at the end
    std::int64_t running = 0;    // of the jobs: cut by the end of the window
    double gpu_s = 0;            // Σ GPUs × run time of the jobs
    double wait_s = 0;           // Σ start − submit of the jobs
    double mean_activity = 0;    // of the sampled GPU-time of jobs
    double mean_kw = 0;          // of the meter
    double peak_kw = 0;
};

// A site after its simulation, with what each file needs.
struct MadeUpSite {
    LoadedRun run;
    sim::RunRecord record;
    std::int64_t start_unix_s = 0;
    std::int64_t end_us = 0;  // of the window
};

struct NodeKind {
    const char* prefix;
    int first, count, drained;  // the last `drained` are out of service
    int digits;
    int gpus;
    const char* slurm_gpu;  // as in gres/gpu:h100
    const char* dcgm_gpu;   // as DCGM and Kubernetes name it
    double idle_w, busy_w;  // of a GPU
    const char* partitions;
};
constexpr NodeKind kNodeKinds[] = {
    {"gpu", 1, 120, 2, 3, 8, "h100", "NVIDIA H100 80GB HBM3", 75, 640, "long,main"},
    {"gpu", 121, 60, 0, 3, 8, "a100", "NVIDIA A100-SXM4-80GB", 55, 370, "main"},
    {"vis", 1, 20, 1, 2, 4, "l40s", "NVIDIA L40S", 35, 300, "dev"},
};

[[nodiscard]] std::string host_name(const NodeKind& kind, int index);  // index from 0

// A number in [0, 1) that belongs to (kind, index) for ever.
[[nodiscard]] double lot(std::uint32_t kind, std::uint32_t index);

// The share of its GPU-time in which a job does work.
[[nodiscard]] double activity_of(std::uint32_t job);

[[nodiscard]] MadeUpSite simulate_made_up_site(const std::string& folder, const SiteSize& size);

void write_made_up_sacct(const MadeUpSite& site, const std::string& folder, SiteTruth& truth);
void write_made_up_hardware(const std::string& folder);
void write_made_up_meters(const MadeUpSite& site,
                          const SiteSize& size,
                          const std::string& folder,
                          SiteTruth& truth);

// All of it: sacct.txt, nodes.txt, slurm.conf, dcgm.csv, meter.csv, tariff.csv, forecast.csv,
// quotes.csv in a folder that exists.
SiteTruth write_made_up_site(const std::string& folder, const SiteSize& size = {});

}  // namespace headroom::test
