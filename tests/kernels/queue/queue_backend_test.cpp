// One answer whatever runs the trials and however they are split.

#include "kernels/queue/queue_backend.hpp"

#include <algorithm>
#include <memory>
#include <vector>

#include <gtest/gtest.h>

#include "kernels/backend/cuda_probe.hpp"
#include "tests/kernels/queue/random_trials.hpp"

namespace headroom::mc {
namespace {

TEST(QueueBackends, GiveOneHashWhateverTheThreads) {
    const std::uint64_t expected = hash_by(*make_sequential_queue_backend());
    for (int threads = 1; threads <= 16; ++threads)
        EXPECT_EQ(hash_by(*make_tbb_queue_backend(threads)), expected) << threads;
}

TEST(QueueBackends, GiveOneHashHoweverTheTrialsAreSplit) {
    const auto backend = make_tbb_queue_backend(3);
    const std::uint64_t expected = hash_by(*backend);
    for (const std::uint32_t size : {1u, 7u, 59u}) {
        std::vector<TrialTotals> all;
        for (std::uint32_t first = 0; first < kTrials; first += size) {
            const auto part =
                backend->run(made_inputs(), {first, std::min(size, kTrials - first)}, {});
            all.insert(all.end(), part.begin(), part.end());
        }
        EXPECT_EQ(hash_of(all), expected) << size;
    }
}

TEST(QueueBackends, RunASharedInputAsOneMadeForEachTrial) {
    const TrialInput input = make_input(5);
    const TrialInputs shared{&input, {}};
    const TrialInputs made{nullptr, [&](std::uint32_t) {
                               return input;
                           }};
    for (const auto& backend : {make_sequential_queue_backend(), make_tbb_queue_backend(2)})
        EXPECT_EQ(hash_of(backend->run(shared, {3, 9}, {})),
                  hash_of(backend->run(made, {3, 9}, {})));
}

TEST(QueueBackends, AfterAStopRequestGiveTheFirstTrials) {
    std::stop_source stop;
    const TrialInputs stopping{nullptr, [&](std::uint32_t trial) {
                                   if (trial == 4)
                                       stop.request_stop();
                                   return make_input(trial);
                               }};
    const auto all = make_sequential_queue_backend()->run(made_inputs(), {0, 5}, {});
    const auto some =
        make_sequential_queue_backend()->run(stopping, {0, kTrials}, stop.get_token());
    EXPECT_EQ(some.size(), 5u);
    EXPECT_EQ(hash_of(some), hash_of(all));
    EXPECT_LT(make_tbb_queue_backend(2)->run(made_inputs(), {0, kTrials}, stop.get_token()).size(),
              kTrials);
}

TEST(QueueBackends, TellThatATrialOverflowed) {
    TrialInput input = make_input(3);
    input.plan.capacity.running = 2;
    const auto totals = make_sequential_queue_backend()->run({&input, {}}, {0, 1}, {});
    EXPECT_EQ(totals[0].status, TrialStatus::kOverflowed);
}

TEST(CudaProbe, SaysWhatThereIsOrWhyNot) {
    const CudaProbe probe = probe_cuda();
    EXPECT_EQ(probe.is_usable, probe.reason.empty());
    EXPECT_EQ(probe.is_usable, !probe.device.empty());
}

}  // namespace
}  // namespace headroom::mc
