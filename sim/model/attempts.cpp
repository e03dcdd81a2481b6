#include "sim/model/attempts.hpp"

#include <algorithm>
#include <numeric>

namespace headroom::sim {

bool has_final_attempt(const RunRecord& record, std::size_t job) {
    return record.start_us[job] >= 0 && record.state[job] != JobState::kWaiting;
}

Attempt final_attempt(const RunRecord& record, std::size_t job) {
    const auto& restarts = record.failures.last_start_us;
    return {record.fleet[job], restarts.empty() ? record.start_us[job] : restarts[job],
            record.end_us[job]};
}

PlacedAttempts::PlacedAttempts(const World& world, const RunRecord& record)
    : world_(world), record_(record), cut_(record.failures.interruptions.size()) {
    if (cut_.empty())
        return;
    const auto job_of = [&](std::uint32_t row) {
        return record.failures.interruptions[row].job;
    };
    std::iota(cut_.begin(), cut_.end(), 0u);
    std::stable_sort(cut_.begin(), cut_.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return job_of(a) < job_of(b); });
    next_cut_.assign(world.jobs.size(), 0);
    cut_end_.assign(world.jobs.size(), 0);
    for (std::uint32_t at = 0; at < cut_.size(); ++at) {
        if (at == 0 || job_of(cut_[at]) != job_of(cut_[at - 1]))
            next_cut_[job_of(cut_[at])] = at;
        cut_end_[job_of(cut_[at])] = at + 1;
    }
}

PlacedAttempts::Part PlacedAttempts::next(const PlacementRow& row) {
    if (gpus_left_ == 0 || row.job != job_) {
        job_ = row.job;
        gpus_left_ = world_.jobs[row.job].gpus;
        attempt_ = next_attempt(row.job);
    }
    const Part part{attempt_, gpus_left_};
    gpus_left_ -= std::min<std::int64_t>(gpus_left_, std::int64_t{row.nodes} * row.gpus_on_each);
    return part;
}

Attempt PlacedAttempts::next_attempt(std::size_t job) {
    if (cut_.empty() || next_cut_[job] == cut_end_[job])
        return final_attempt(record_, job);
    const InterruptionRow& row = record_.failures.interruptions[cut_[next_cut_[job]++]];
    return {row.fleet, row.start_us, row.end_us};
}

}  // namespace headroom::sim
