#pragma once

// queue_trial on memory of its own, for tests.

#include <cstdint>
#include <vector>

#include "kernels/queue/run_queue_trial.hpp"
#include "sim/core/team.hpp"
#include "src/study/montecarlo/compile_trial_input.hpp"
#include "tests/kernels/queue/random_trials.hpp"
#include "tests/support/lane_team.hpp"

namespace headroom::mc {

struct TrialRun {
    TrialTotals totals;
    std::vector<std::int64_t> start_us, end_us;
    std::vector<TrialJobState> state;
};

class TrialMemory {
public:
    TrialMemory(const QueuePlan& plan, std::size_t jobs)
        : words_(QueueMemory::words_needed<sim::Solo>(plan), 0xDEADBEEFDEADBEEF),
          start_us_(jobs, 7),
          end_us_(jobs, 7),
          waits_us_(jobs, 7),
          state_(jobs) {}

    [[nodiscard]] std::uint64_t* words() { return words_.data(); }
    [[nodiscard]] TrialRecord record() {
        return {start_us_.data(), end_us_.data(), state_.data(), waits_us_.data()};
    }
    [[nodiscard]] TrialRun take(const TrialTotals& totals) {
        return {totals, std::move(start_us_), std::move(end_us_), std::move(state_)};
    }

private:
    std::vector<std::uint64_t> words_;
    std::vector<std::int64_t> start_us_, end_us_, waits_us_;
    std::vector<TrialJobState> state_;
};

inline TrialRun run_alone(const TrialInput& input, std::uint32_t trial) {
    TrialMemory memory(input.plan, input.jobs.size());
    return memory.take(
        run_queue_trial(sim::Solo{}, {&input.plan, input.table(), memory.words(), memory.record()},
                        trial, NeverStopped{}));
}

// On a team of lanes; every lane must come to the same totals.
template <int kLanes>
TrialRun run_on_lanes(const TrialInput& input, std::uint32_t trial) {
    TrialMemory memory(input.plan, input.jobs.size());
    std::vector<TrialTotals> totals(kLanes);
    sim::LaneFibers lanes(kLanes);
    const TrialRecord record = memory.record();
    lanes.run([&](int lane) {
        totals[static_cast<std::size_t>(lane)] = run_queue_trial(
            sim::LaneTeam<kLanes>(lane, lanes),
            {&input.plan, input.table(), memory.words(), record}, trial, NeverStopped{});
    });
    for (const TrialTotals& of_lane : totals) {
        if (hash_of({of_lane}) != hash_of({totals[0]}))
            totals[0].status = TrialStatus::kOverflowed;
    }
    return memory.take(totals[0]);
}

}  // namespace headroom::mc
