#pragma once

// The one way in: one trial on one team.

#include "kernels/queue/queue_trial.hpp"

namespace headroom::mc {

template <class Team>
[[nodiscard]] HEADROOM_HD TrialTotals run_queue_trial(Team team,
                                                      const QueuePlan& plan,
                                                      const JobTable& jobs,
                                                      std::uint64_t* words,
                                                      const TrialRecord& record,
                                                      std::uint32_t trial) {
    return plan.fleet_count == 1
               ? QueueTrial<Team, 1>(team, plan, jobs, words, record).run(trial)
               : QueueTrial<Team, kMostFleets>(team, plan, jobs, words, record).run(trial);
}

}  // namespace headroom::mc
