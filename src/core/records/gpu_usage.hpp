#pragma once

// GPU samples reduced while they stream by: what each GPU did and drew, and the fleet over time.
// Every sample counts alike, so means are over time where samples are evenly spaced, as Prometheus
// takes them. Sums are integers: the result does not depend on the order of the rows.

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "src/core/records/gpu_samples.hpp"
#include "src/core/records/idle_power.hpp"

namespace headroom::records {

// Of one GPU or of several together; missing where there was no such sample.
struct GpuFacts {
    std::int64_t samples = 0;
    // The best measure of activity that there is; see gpu_samples.hpp for which bound it is.
    std::optional<double> activity;
    std::optional<GpuMetric> activity_metric;
    std::optional<double> mean_power_w;
    std::optional<double> max_power_w;
    std::optional<double> idle_power_w;  // while activity was below 1 %
    std::int64_t idle_samples = 0;
    std::optional<double> energy_kwh;      // by the counter; a lower bound where it was reset
    std::optional<double> energy_power_w;  // its mean over the time between its samples
    std::int64_t counter_resets = 0;
};

struct FleetBin {
    std::int64_t begin_us = 0;  // since 1970; a multiple of the bin's length
    std::int64_t gpus = 0;      // that told their power
    std::optional<double> activity;
    std::optional<double> power_kw;  // mean power of a sample · those GPUs
};

struct GpuUsage {
    std::vector<GpuFacts> gpus;  // as GpuSamples::gpus
    GpuFacts fleet;              // all of them
    std::int64_t bin_us = 0;
    std::vector<FleetBin> bins;  // ascending; those without any sample are not there
    // Idle power is from one in so many instants: see IdlePower.
    std::int64_t idle_thinning = 1;
};

constexpr std::int64_t kUsualBinUs = 15LL * 60 * 1'000'000;
constexpr std::int64_t kIdleBelowPpm = 10'000;  // 1 %

// A sink; memory: 200 bytes a GPU, 120 a bin, and what IdlePower holds. O(log bins) a sample.
class GpuUsageBuilder : public SampleSink {
public:
    explicit GpuUsageBuilder(std::int64_t bin_us = kUsualBinUs) : bin_us_(bin_us) {}
    GpuUsageBuilder(const GpuUsageBuilder&) = delete;  // it points into its own map
    GpuUsageBuilder& operator=(const GpuUsageBuilder&) = delete;

    void take(const GpuSample& sample, const GpuName& gpu) override;
    [[nodiscard]] GpuUsage finish() const;

private:
    struct Mean {
        std::int64_t sum = 0, count = 0;
        void add(std::int64_t value) { sum += value, ++count; }
        void add(const Mean& other) { sum += other.sum, count += other.count; }
    };
    struct Gpu {
        std::array<Mean, kActivityMetrics> activity;
        Mean power;
        std::int64_t max_power_mw = 0;
        std::int64_t bin = 0;  // in which its power was counted last
        bool has_bin = false;
        // The energy counter.
        bool has_energy = false;
        std::int64_t counter_mj = 0, counter_us = 0;
        std::int64_t energy_mj = 0, covered_us = 0, resets = 0;
    };
    struct Bin {
        std::array<Mean, kActivityMetrics> activity;
        Mean power;
        std::int64_t gpus = 0;
    };

    void take_energy(Gpu& gpu, const GpuSample& sample);
    [[nodiscard]] static GpuFacts facts_of(const Gpu& gpu, IdlePower::Sum idle);
    [[nodiscard]] GpuFacts fleet_facts(const std::vector<GpuFacts>& gpus) const;

    std::int64_t bin_us_;
    std::vector<Gpu> gpus_;
    std::map<std::int64_t, Bin> bins_;
    std::map<std::int64_t, Bin>::iterator last_bin_ = bins_.end();
    IdlePower idle_;
};

}  // namespace headroom::records
