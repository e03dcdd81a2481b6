// What needs a GPU; skips with the reason where there is none.

#include <gtest/gtest.h>

#include "kernels/backend/cuda_probe.hpp"
#include "tests/kernels/queue/random_trials.hpp"

namespace headroom::mc {
namespace {

class QueueBackendOnAGpu : public testing::Test {
protected:
    void SetUp() override {
        if (const CudaProbe probe = probe_cuda(); !probe.is_usable)
            GTEST_SKIP() << probe.reason;
    }
};

TEST_F(QueueBackendOnAGpu, GivesTheHashOfTheHost) {
    EXPECT_EQ(hash_by(*make_cuda_queue_backend()), hash_by(*make_sequential_queue_backend()));
}

// Alone each trial has the tier of its own size: a warp, a block in shared memory or in global
// memory, by the room that it asks for.
TEST_F(QueueBackendOnAGpu, GivesTheHashOfTheHostInEveryTier) {
    const auto cuda = make_cuda_queue_backend();
    const auto host = make_sequential_queue_backend();
    for (const std::uint32_t running : {256u, 1500u, 20000u}) {
        const TrialInputs inputs{nullptr, [running](std::uint32_t trial) {
                                     TrialInput input = make_input(trial);
                                     input.plan.capacity.running = running;
                                     return input;
                                 }};
        for (std::uint32_t trial = 0; trial < kTrials; ++trial)
            EXPECT_EQ(hash_of(cuda->run(inputs, {trial, 1}, {})),
                      hash_of(host->run(inputs, {trial, 1}, {})))
                << "trial " << trial << ", room for " << running;
    }
}

TEST_F(QueueBackendOnAGpu, TellsThatATrialOverflowed) {
    TrialInput input = make_input(3);
    input.plan.capacity.running = 2;
    EXPECT_EQ(make_cuda_queue_backend()->run({&input, {}}, {0, 1}, {})[0].status,
              TrialStatus::kOverflowed);
}

TEST_F(QueueBackendOnAGpu, RunsASharedInput) {
    const TrialInput input = make_input(5);
    EXPECT_EQ(hash_of(make_cuda_queue_backend()->run({&input, {}}, {0, 500}, {})),
              hash_of(make_sequential_queue_backend()->run({&input, {}}, {0, 500}, {})));
}

}  // namespace
}  // namespace headroom::mc
