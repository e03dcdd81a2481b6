#include "sim/model/job_summary.hpp"

#include <algorithm>

#include "sim/base/statistics.hpp"

namespace headroom::sim {
namespace {

constexpr double kMicrosecondsPerSecond = 1e6;
// Jobs shorter than this count as this long, so that a 1 s job that waited a minute does not rule
// the mean: Feitelson & Rudolph, "Metrics and benchmarking for parallel job scheduling", JSSPP
// 1998.
constexpr std::int64_t kSlowdownBoundInMicroseconds = 10'000'000;

double bounded_slowdown(std::int64_t wait_us, std::int64_t run_us) {
    const double slowdown = static_cast<double>(wait_us + run_us) /
                            static_cast<double>(std::max(run_us, kSlowdownBoundInMicroseconds));
    return std::max(1.0, slowdown);
}

// The nearest-rank percentile.
double percentile_s(std::vector<std::int64_t>& waits_us, double p) {
    const auto at =
        waits_us.begin() + static_cast<std::ptrdiff_t>(nearest_rank_index(waits_us.size(), p));
    std::nth_element(waits_us.begin(), at, waits_us.end());
    return static_cast<double>(*at) / kMicrosecondsPerSecond;
}

}  // namespace

void JobSummary::add(const World& world,
                     const RunRecord& record,
                     std::size_t job,
                     bool counts_for_waits) {
    const JobState state = record.state[job];
    if (state == JobState::kPending)
        return;
    ++submitted_;
    ++by_state_[static_cast<std::size_t>(state)];
    if (!counts_for_waits || state == JobState::kRejected)
        return;
    const std::int64_t until_us =
        record.start_us[job] >= 0 ? record.start_us[job] : record.stopped_at_us;
    const std::int64_t wait_us = until_us - world.jobs[job].submit_us;
    waits_us_.push_back(wait_us);
    wait_sum_us_ += wait_us;
    if (record.end_us[job] >= 0) {
        slowdown_sum_ += bounded_slowdown(wait_us, record.end_us[job] - record.start_us[job]);
        ++slowdowns_;
    }
}

void JobSummary::report(const std::string& scope, Metrics& metrics) {
    const auto count = [&](const char* name, JobState state) {
        metrics.push_back(
            {name, scope, static_cast<double>(by_state_[static_cast<std::size_t>(state)]), ""});
    };
    metrics.push_back({"jobs.submitted", scope, static_cast<double>(submitted_), ""});
    count("jobs.completed", JobState::kCompleted);
    count("jobs.rejected", JobState::kRejected);
    count("jobs.killed", JobState::kKilled);
    count("jobs.waiting_at_end", JobState::kWaiting);
    count("jobs.running_at_end", JobState::kRunning);
    metrics.push_back({"wait.jobs", scope, static_cast<double>(waits_us_.size()), ""});
    if (waits_us_.empty())
        return;
    const double sum_s = static_cast<double>(wait_sum_us_) / kMicrosecondsPerSecond;
    metrics.push_back({"wait.mean_s", scope, sum_s / static_cast<double>(waits_us_.size()), "s"});
    metrics.push_back({"wait.p50_s", scope, percentile_s(waits_us_, 0.50), "s"});
    metrics.push_back({"wait.p95_s", scope, percentile_s(waits_us_, 0.95), "s"});
    metrics.push_back({"wait.p99_s", scope, percentile_s(waits_us_, 0.99), "s"});
    const std::int64_t longest_us = *std::max_element(waits_us_.begin(), waits_us_.end());
    metrics.push_back(
        {"wait.max_s", scope, static_cast<double>(longest_us) / kMicrosecondsPerSecond, "s"});
    metrics.push_back({"wait.sum_s", scope, sum_s, "s"});
    if (slowdowns_ > 0) {
        metrics.push_back(
            {"slowdown.bounded_mean", scope, slowdown_sum_ / static_cast<double>(slowdowns_), ""});
    }
}

}  // namespace headroom::sim
