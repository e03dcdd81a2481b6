#pragma once

// Trials of random worlds and the hash of their results, for tests of backends.

#include <cstdint>
#include <cstring>
#include <vector>

#include "kernels/queue/queue_backend.hpp"
#include "src/study/montecarlo/compile_trial_input.hpp"
#include "tests/support/random_world.hpp"

namespace headroom::mc {

constexpr std::uint32_t kTrials = 60;

// Another random world a trial; in every second one nodes fail.
inline TrialInput make_input(std::uint32_t trial) {
    const std::uint64_t seed = 1000 + trial;
    return *study::compile_trial_input(trial % 2 == 0 ? sim::random_world(seed)
                                                      : sim::random_failing_world(seed));
}

inline TrialInputs made_inputs() {
    return {nullptr, make_input};
}

// Every byte of every total that is not padding.
inline std::uint64_t hash_of(const std::vector<TrialTotals>& totals) {
    std::uint64_t hash = 0xCBF29CE484222325;
    const auto mix = [&](const auto& value) {
        unsigned char bytes[sizeof(value)];
        std::memcpy(bytes, &value, sizeof(value));
        for (const unsigned char byte : bytes)
            hash = (hash ^ byte) * 0x100000001B3;
    };
    for (const TrialTotals& one : totals) {
        mix(one.waits.sum_us);
        mix(one.waits.p50_us);
        mix(one.waits.p95_us);
        mix(one.waits.p99_us);
        mix(one.waits.longest_us);
        mix(one.waits.jobs);
        for (const FleetTotals& fleet : one.fleets) {
            mix(fleet.installed);
            mix(fleet.allocated);
            mix(fleet.held);
            mix(fleet.down);
            mix(fleet.lost);
            mix(fleet.failures);
            mix(fleet.interruptions);
            mix(fleet.peak_uw);
            mix(fleet.hall_peak_uw);
        }
        mix(one.stranded_gpu_us);
        mix(one.peak_uw);
        mix(one.last_end_us);
        mix(one.stopped_at_us);
        mix(one.events);
        mix(one.schedule_hash);
        for (const std::uint32_t count :
             {one.submitted, one.completed, one.killed, one.rejected, one.waiting, one.running,
              one.most_running, one.most_waiting, one.growing_queues,
              static_cast<std::uint32_t>(one.status)})
            mix(count);
    }
    return hash;
}

inline std::uint64_t hash_by(QueueBackend& backend) {
    return hash_of(backend.run(made_inputs(), {0, kTrials}, {}));
}

}  // namespace headroom::mc
