#pragma once

// The one way in: one trial on one team.

#include "kernels/queue/queue_trial.hpp"

namespace headroom::mc {

// What one trial works on: `words` are QueueMemory::words_needed words.
struct TrialTask {
    const QueuePlan* plan = nullptr;
    JobTable jobs;
    std::uint64_t* words = nullptr;
    TrialRecord record;
};

struct NeverStopped {
    [[nodiscard]] HEADROOM_HD bool operator()() const { return false; }
};

template <class Team, class IsStopped>
[[nodiscard]] HEADROOM_HD TrialTotals
run_queue_trial(Team team, const TrialTask& task, std::uint32_t trial, IsStopped&& is_stopped) {
    const QueuePlan& plan = *task.plan;
    return plan.fleet_count == 1
               ? QueueTrial<Team, 1>(team, plan, task.jobs, task.words, task.record)
                     .run(trial, is_stopped)
               : QueueTrial<Team, kMostFleets>(team, plan, task.jobs, task.words, task.record)
                     .run(trial, is_stopped);
}

}  // namespace headroom::mc
