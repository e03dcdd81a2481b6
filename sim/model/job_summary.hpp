#pragma once

// Outcomes and waits of a group of jobs: the whole run, a partition, a tenant, a month.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/model/metrics.hpp"

namespace headroom::sim {

class JobSummary {
public:
    // `counts_for_waits`: whether the job counts for wait.* and slowdown.* (submitted after the
    // warm-up).
    void add(const World& world, const RunRecord& record, std::size_t job, bool counts_for_waits);

    [[nodiscard]] bool is_empty() const { return submitted_ == 0; }

    // Appends jobs.*, wait.* and slowdown.* under a scope. Reorders its waits.
    void report(const std::string& scope, Metrics& metrics);

private:
    std::array<std::int64_t, kJobStateNames.size()> by_state_{};
    std::int64_t submitted_ = 0;
    std::vector<std::int64_t> waits_us_;
    Int128 wait_sum_us_ = 0;
    double slowdown_sum_ = 0;
    std::int64_t slowdowns_ = 0;
};

}  // namespace headroom::sim
