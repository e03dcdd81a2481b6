#include "src/core/records/job_activity.hpp"

#include <algorithm>

#include "src/core/trace/summarise_trace.hpp"

namespace headroom::records {

namespace {

constexpr std::int64_t kOne = 1'000'000;  // in millionths

}  // namespace

JobActivityBuilder::JobActivityBuilder(const trace::Trace& trace, std::int64_t shift_us)
    : trace_(trace),
      has_dates_(trace.zero.has_value()),
      shift_us_(shift_us),
      hosts_(trace, trace.zero.value_or(Instant{}).unix_us),
      measured_(trace.size()) {
    job_of_id_.reserve(trace.size());
    for (std::size_t job = 0; job < trace.size(); ++job) {
        const std::string_view id = trace.ids[job];
        job_of_id_.try_emplace(id, static_cast<std::int32_t>(job));
        // A pod's label is its name without the namespace.
        if (const std::size_t slash = id.rfind('/'); slash != std::string_view::npos) {
            job_of_id_.try_emplace(id.substr(slash + 1), static_cast<std::int32_t>(job));
        }
    }
}

std::int32_t JobActivityBuilder::find_by_label(std::string_view label) {
    if (label != last_label_) {
        last_label_ = label;
        const auto found = job_of_id_.find(label);
        last_job_ = found == job_of_id_.end() ? HostTimeline::kNone : found->second;
    }
    return last_job_;
}

JobActivityBuilder::Gpu& JobActivityBuilder::gpu_of(const GpuSample& sample, const GpuName& name) {
    if (sample.gpu >= gpus_.size()) {
        gpus_.resize(sample.gpu + std::size_t{1});
    }
    Gpu& gpu = gpus_[sample.gpu];
    if (!gpu.is_known) {
        gpu.is_known = true;
        gpu.host = hosts_.find_host(name.host);
    }
    return gpu;
}

std::int32_t JobActivityBuilder::find_by_host(const GpuSample& sample, const GpuName& name) {
    Gpu& gpu = gpu_of(sample, name);
    if (!gpu.tells_activity) {
        gpu.tells_activity = true;
        if (gpu.host != HostTimeline::kNoHost) {
            host_gpus_.resize(std::max<std::size_t>(host_gpus_.size(), gpu.host + 1u), 0);
            ++host_gpus_[gpu.host];
        }
    }
    if (gpu.host == HostTimeline::kNoHost) {
        ++counts_.samples_no_host;
        return HostTimeline::kNone;
    }
    const std::int32_t job =
        has_dates_ ? hosts_.job_at(gpu.host, sample.time_us + shift_us_) : HostTimeline::kNone;
    counts_.samples_shared += job == HostTimeline::kShared ? 1 : 0;
    counts_.samples_no_job += job == HostTimeline::kNone ? 1 : 0;
    return job;
}

void JobActivityBuilder::take(const GpuSample& sample, const GpuName& gpu) {
    if (sample.metric == GpuMetric::kPower) {
        take_power(sample, gpu);
        return;
    }
    const auto metric = static_cast<std::size_t>(sample.metric);
    if (metric >= kActivityMetrics) {
        return;
    }
    ++counts_.samples;
    const std::int32_t labelled =
        sample.job.empty() ? HostTimeline::kNone : find_by_label(sample.job);
    const bool is_by_label = labelled != HostTimeline::kNone;
    const std::int32_t job = is_by_label ? labelled : find_by_host(sample, gpu);
    if (job < 0) {
        return;
    }
    ++counts_.samples_of_jobs;
    Measured& of = measured_[static_cast<std::size_t>(job)];
    if (is_by_label && !of.is_by_label) {
        of = {};  // a label is certain; what came before it was not
        of.is_by_label = true;
    }
    if (is_by_label == of.is_by_label) {
        of.sum[metric] += sample.value;
        ++of.count[metric];
    }
}

// As activity is joined, but it counts nothing: the account is of samples of activity.
void JobActivityBuilder::take_power(const GpuSample& sample, const GpuName& name) {
    const std::int32_t labelled =
        sample.job.empty() ? HostTimeline::kNone : find_by_label(sample.job);
    const bool is_by_label = labelled != HostTimeline::kNone;
    std::int32_t job = labelled;
    if (!is_by_label && has_dates_) {
        const std::uint32_t host = gpu_of(sample, name).host;
        job = host == HostTimeline::kNoHost ? HostTimeline::kNone
                                            : hosts_.job_at(host, sample.time_us + shift_us_);
    }
    if (job < 0) {
        return;
    }
    Measured& of = measured_[static_cast<std::size_t>(job)];
    if (is_by_label && !of.is_by_label) {
        of = {};
        of.is_by_label = true;
    }
    if (is_by_label == of.is_by_label) {
        of.power_mw += sample.value;
        ++of.power_count;
    }
}

std::int64_t JobActivityBuilder::node_gpus_of(std::size_t job) const {
    std::int64_t gpus = 0;
    for (const std::uint32_t host : hosts_.hosts_of(job)) {
        gpus += host < host_gpus_.size() ? host_gpus_[host] : 0;
    }
    return gpus;
}

void JobActivityBuilder::finish_power(std::size_t job, JobActivity& result) const {
    const Measured& of = measured_[job];
    // By host only where all GPUs of the nodes are known, by their activity, to be the job's.
    const std::int64_t node_gpus = node_gpus_of(job);
    const bool is_its_own = of.is_by_label || (node_gpus > 0 && node_gpus <= trace_.gpus[job]);
    if (of.power_count == 0 || !is_its_own) {
        return;
    }
    result.gpu_power_mw[job] = static_cast<std::int32_t>(of.power_mw / of.power_count);
    ++result.with_power;
}

std::string_view JobActivityBuilder::why_not(std::size_t job) const {
    if (trace_.hosts.code(job) == 0) {
        return "neither a label nor recorded hosts";
    }
    if (!has_dates_) {
        return "the trace has no dates";
    }
    const std::vector<std::uint32_t>& hosts = hosts_.hosts_of(job);
    if (hosts.empty()) {
        return trace_.start_us.empty() || trace_.start_us[job] == trace::kUnknown
                   ? "no recorded start"
                   : "hosts that cannot be read";
    }
    if (hosts_.was_shared(job)) {
        return "shared node: not attributed";
    }
    const bool has_samples = std::any_of(hosts.begin(), hosts.end(), [&](std::uint32_t host) {
        return host < host_gpus_.size() && host_gpus_[host] > 0;
    });
    return has_samples ? "no sample while it ran" : "no samples of its hosts";
}

void JobActivityBuilder::finish_job(std::size_t job, JobActivity& result) const {
    const Measured& of = measured_[job];
    const auto best = std::find_if(of.count.begin(), of.count.end(),
                                   [](std::int32_t count) { return count > 0; });
    if (best == of.count.end()) {
        count_row(result.not_measured, why_not(job), trace_.line[job]);
        return;
    }
    const std::int64_t sum = of.sum[static_cast<std::size_t>(best - of.count.begin())];
    std::int64_t shared_by = std::int64_t{*best};  // over so many samples of the job's own GPUs
    std::int64_t times = 1;
    if (of.is_by_label) {
        ++result.by_label;
    } else {
        ++result.by_host;
        const std::int64_t node_gpus = node_gpus_of(job);
        // Of 8 GPUs that told, a job of 2 used 2: the activity of all 8 is that of its 2.
        if (node_gpus > trace_.gpus[job]) {
            ++result.part_of_node;
            times = node_gpus;
            shared_by *= trace_.gpus[job];
        }
        result.partly_shared += hosts_.was_shared(job) ? 1 : 0;
    }
    const double ppm =
        static_cast<double>(sum) * static_cast<double>(times) / static_cast<double>(shared_by);
    result.activity_ppm[job] = static_cast<std::int32_t>(
        std::min<std::int64_t>(static_cast<std::int64_t>(ppm + 0.5), kOne));
}

JobActivity JobActivityBuilder::finish() const {
    JobActivity result = counts_;
    result.activity_ppm.assign(trace_.size(), static_cast<std::int32_t>(trace::kUnknown));
    result.gpu_power_mw.assign(trace_.size(), static_cast<std::int32_t>(trace::kUnknown));
    double gpu_s = 0, joules = 0;
    for (std::size_t job = 0; job < trace_.size(); ++job) {
        finish_job(job, result);
        finish_power(job, result);
        if (result.gpu_power_mw[job] != trace::kUnknown) {
            const double job_s = trace::gpu_seconds(trace_, job);
            gpu_s += job_s;
            joules += job_s * static_cast<double>(result.gpu_power_mw[job]) / 1000;
        }
    }
    result.mean_power_w = gpu_s > 0 ? joules / gpu_s : 0;
    return result;
}

expected<JobActivityFile, Diagnostics> measure_job_activity(const std::string& samples_file,
                                                            const trace::Trace& trace,
                                                            std::int64_t shift_us) {
    JobActivityBuilder builder(trace, shift_us);
    std::array<SampleSink*, 1> sinks{&builder};
    auto samples = read_gpu_samples(samples_file, sinks);
    if (!samples) {
        return unexpected(std::move(samples.error()));
    }
    return JobActivityFile{builder.finish(), std::move(*samples)};
}

}  // namespace headroom::records
