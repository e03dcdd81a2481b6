#pragma once

// Where trials of queue_trial run. One pure interface; every implementation gives the same bytes.

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "kernels/queue/queue_plan.hpp"
#include "kernels/queue/trial_outcome.hpp"

namespace headroom::mc {

// The plan and the jobs of one trial, in memory of their own.
struct TrialInput {
    QueuePlan plan;
    std::vector<sim::Job> jobs;
    std::vector<std::uint32_t> place_of;
    std::vector<std::uint32_t> job_at;
    std::vector<std::uint8_t> checkpointing_of;

    [[nodiscard]] JobTable table() const {
        const auto or_none = [](const auto& column) {
            return column.empty() ? nullptr : column.data();
        };
        return {jobs.data(), static_cast<std::uint32_t>(jobs.size()), or_none(place_of),
                or_none(job_at), or_none(checkpointing_of)};
    }
};

// What every trial of a study is made of: one input for all, of which only the failures vary, or
// one made for each. `make` is called from several threads at once.
struct TrialInputs {
    const TrialInput* shared = nullptr;
    std::function<TrialInput(std::uint32_t trial)> make;
};

struct TrialBlock {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
};

// All inputs of a block, made over the cores of this machine.
[[nodiscard]] std::vector<TrialInput> make_all(const TrialInputs& inputs, TrialBlock block);

class QueueBackend {
public:
    QueueBackend() = default;
    QueueBackend(const QueueBackend&) = delete;
    QueueBackend& operator=(const QueueBackend&) = delete;
    virtual ~QueueBackend() = default;

    // "sequential", "TBB, 8 threads", "CUDA, NVIDIA H200".
    [[nodiscard]] virtual std::string name() const = 0;
    // Whether only thousands of trials at once keep it busy.
    [[nodiscard]] virtual bool wants_many() const { return false; }

    // The totals of trials first … first + count - 1. After a stop request fewer: those before the
    // first that was not run. Throws what `make` throws; CUDA: std::runtime_error with call and
    // place where the device fails.
    [[nodiscard]] virtual std::vector<TrialTotals> run(const TrialInputs& inputs,
                                                       TrialBlock block,
                                                       std::stop_token stop) = 0;
};

// One trial after another on this thread.
[[nodiscard]] std::unique_ptr<QueueBackend> make_sequential_queue_backend();
// `threads` <= 0: as many as there are cores.
[[nodiscard]] std::unique_ptr<QueueBackend> make_tbb_queue_backend(int threads);
// Only where probe_cuda().is_usable.
[[nodiscard]] std::unique_ptr<QueueBackend> make_cuda_queue_backend();

}  // namespace headroom::mc
