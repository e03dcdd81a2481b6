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

// Each tier of memory by the room that the same trials ask for.
TEST_F(QueueBackendOnAGpu, GivesTheHashOfTheHostInEveryTier) {
    for (const std::uint32_t running : {256u, 1500u, 20000u}) {
        TrialInputs inputs{nullptr, [running](std::uint32_t trial) {
                               TrialInput input = make_input(trial);
                               input.plan.capacity.running = running;
                               return input;
                           }};
        EXPECT_EQ(hash_of(make_cuda_queue_backend()->run(inputs, {0, kTrials}, {})),
                  hash_of(make_sequential_queue_backend()->run(inputs, {0, kTrials}, {})))
            << running;
    }
}

TEST_F(QueueBackendOnAGpu, RunsASharedInput) {
    const TrialInput input = make_input(5);
    EXPECT_EQ(hash_of(make_cuda_queue_backend()->run({&input, {}}, {0, 500}, {})),
              hash_of(make_sequential_queue_backend()->run({&input, {}}, {0, 500}, {})));
}

}  // namespace
}  // namespace headroom::mc
