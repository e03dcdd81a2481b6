#include "src/core/records/gpu_usage.hpp"

#include <algorithm>

#include "src/core/records/record_time.hpp"

namespace headroom::records {

namespace {

constexpr double kMilliwattsPerWatt = 1e3;
constexpr double kMillijoulesPerKwh = 3.6e9;
constexpr double kMicrosecondsPerSecond = 1e6;
constexpr double kPpm = 1e6;

// The best measure that has samples.
template <class Means>
std::optional<std::size_t> best_metric(const Means& activity) {
    for (std::size_t metric = 0; metric < activity.size(); ++metric) {
        if (activity[metric].count > 0) {
            return metric;
        }
    }
    return std::nullopt;
}

double ratio(std::int64_t sum, std::int64_t count, double unit) {
    return static_cast<double>(sum) / static_cast<double>(count) / unit;
}

}  // namespace

void GpuUsageBuilder::take(const GpuSample& sample, const GpuName& /*gpu*/) {
    if (sample.gpu >= gpus_.size()) {
        gpus_.resize(sample.gpu + std::size_t{1});
    }
    Gpu& gpu = gpus_[sample.gpu];
    if (sample.metric == GpuMetric::kEnergy) {
        take_energy(gpu, sample);
        return;
    }
    const std::int64_t index = floor_divide(sample.time_us, bin_us_);
    if (last_bin_ == bins_.end() || last_bin_->first != index) {
        last_bin_ = bins_.try_emplace(index).first;
    }
    Bin& bin = last_bin_->second;
    if (sample.metric == GpuMetric::kPower) {
        gpu.power.add(sample.value);
        gpu.max_power_mw = std::max(gpu.max_power_mw, sample.value);
        bin.power.add(sample.value);
        bin.gpus += !gpu.has_bin || gpu.bin != index ? 1 : 0;
        gpu.bin = index;
        gpu.has_bin = true;
        idle_.add_power(sample.gpu, sample.time_us, sample.value);
        return;
    }
    const auto metric = static_cast<std::size_t>(sample.metric);
    gpu.activity[metric].add(sample.value);
    bin.activity[metric].add(sample.value);
    // One measure decides what is idle: the best that this GPU has had so far.
    if (best_metric(gpu.activity) == metric) {
        idle_.add_activity(sample.gpu, sample.time_us, sample.value < kIdleBelowPpm);
    }
}

// A counter that falls began again at zero, when the driver was loaded anew.
void GpuUsageBuilder::take_energy(Gpu& gpu, const GpuSample& sample) {
    if (gpu.has_energy && sample.time_us <= gpu.counter_us) {
        return;
    }
    if (gpu.has_energy) {
        const bool is_reset = sample.value < gpu.counter_mj;
        gpu.resets += is_reset ? 1 : 0;
        gpu.energy_mj += is_reset ? sample.value : sample.value - gpu.counter_mj;
        gpu.covered_us += sample.time_us - gpu.counter_us;
    }
    gpu.has_energy = true;
    gpu.counter_mj = sample.value;
    gpu.counter_us = sample.time_us;
}

GpuFacts GpuUsageBuilder::facts_of(const Gpu& gpu, IdlePower::Sum idle) {
    GpuFacts facts;
    facts.samples = gpu.power.count;
    for (const Mean& activity : gpu.activity) {
        facts.samples += activity.count;
    }
    if (const auto metric = best_metric(gpu.activity)) {
        facts.activity = ratio(gpu.activity[*metric].sum, gpu.activity[*metric].count, kPpm);
        facts.activity_metric = static_cast<GpuMetric>(*metric);
    }
    if (gpu.power.count > 0) {
        facts.mean_power_w = ratio(gpu.power.sum, gpu.power.count, kMilliwattsPerWatt);
        facts.max_power_w = static_cast<double>(gpu.max_power_mw) / kMilliwattsPerWatt;
    }
    facts.idle_samples = idle.samples;
    if (idle.samples > 0) {
        facts.idle_power_w = ratio(idle.power_mw, idle.samples, kMilliwattsPerWatt);
    }
    facts.counter_resets = gpu.resets;
    if (gpu.covered_us > 0) {
        facts.energy_kwh = static_cast<double>(gpu.energy_mj) / kMillijoulesPerKwh;
        facts.energy_power_w = static_cast<double>(gpu.energy_mj) / 1e3 /
                               (static_cast<double>(gpu.covered_us) / kMicrosecondsPerSecond);
    }
    return facts;
}

GpuFacts GpuUsageBuilder::fleet_facts(const std::vector<GpuFacts>& gpus) const {
    Gpu all;
    IdlePower::Sum idle;
    double activity_sum = 0;
    std::int64_t activity_count = 0;
    std::optional<GpuMetric> worst;
    for (std::size_t i = 0; i < gpus_.size(); ++i) {
        const Gpu& gpu = gpus_[i];
        all.power.add(gpu.power);
        all.max_power_mw = std::max(all.max_power_mw, gpu.max_power_mw);
        all.energy_mj += gpu.energy_mj;
        all.covered_us += gpu.covered_us;
        all.resets += gpu.resets;
        const IdlePower::Sum own = idle_.sum(static_cast<std::uint32_t>(i));
        idle.power_mw += own.power_mw;
        idle.samples += own.samples;
        if (const auto metric = best_metric(gpu.activity)) {
            activity_sum += static_cast<double>(gpu.activity[*metric].sum) / kPpm;
            activity_count += gpu.activity[*metric].count;
            worst = std::max(worst.value_or(GpuMetric::kEngineActive), *gpus[i].activity_metric);
        }
    }
    GpuFacts facts = facts_of(all, idle);
    facts.samples = 0;
    for (const GpuFacts& gpu : gpus) {
        facts.samples += gpu.samples;
    }
    if (activity_count > 0) {
        facts.activity = activity_sum / static_cast<double>(activity_count);
        facts.activity_metric = worst;
    }
    return facts;
}

GpuUsage GpuUsageBuilder::finish() const {
    GpuUsage usage;
    usage.bin_us = bin_us_;
    usage.idle_thinning = idle_.thinning();
    for (std::size_t i = 0; i < gpus_.size(); ++i) {
        usage.gpus.push_back(facts_of(gpus_[i], idle_.sum(static_cast<std::uint32_t>(i))));
    }
    usage.fleet = fleet_facts(usage.gpus);
    for (const auto& [index, bin] : bins_) {
        FleetBin fleet_bin{index * bin_us_, bin.gpus, std::nullopt, std::nullopt};
        if (const auto metric = best_metric(bin.activity)) {
            fleet_bin.activity =
                ratio(bin.activity[*metric].sum, bin.activity[*metric].count, kPpm);
        }
        if (bin.power.count > 0) {
            fleet_bin.power_kw = ratio(bin.power.sum, bin.power.count, kMilliwattsPerWatt) *
                                 static_cast<double>(bin.gpus) / 1e3;
        }
        usage.bins.push_back(fleet_bin);
    }
    return usage;
}

}  // namespace headroom::records
