#include <algorithm>
#include <atomic>

#include "kernels/queue/queue_backend.hpp"
#include "kernels/queue/run_queue_trial.hpp"
#include "sim/core/team.hpp"

#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

namespace headroom::mc {
namespace {

// The memory of one trial, kept from one to the next.
class Bench {
public:
    TrialTotals run(const TrialInput& input, std::uint32_t trial) {
        const std::size_t jobs = input.jobs.size();
        words_.resize(std::max(words_.size(), QueueMemory::words_needed<sim::Solo>(input.plan)));
        if (times_.size() < 3 * jobs) {
            times_.resize(3 * jobs);
            states_.resize(jobs);
        }
        const TrialRecord record{times_.data(), times_.data() + jobs, states_.data(),
                                 times_.data() + 2 * jobs};
        return run_queue_trial(sim::Solo{}, input.plan, input.table(), words_.data(), record,
                               trial);
    }

private:
    std::vector<std::uint64_t> words_;
    std::vector<std::int64_t> times_;
    std::vector<TrialJobState> states_;
};

TrialTotals run_one(const TrialInputs& inputs, std::uint32_t trial, Bench& bench) {
    return inputs.shared != nullptr ? bench.run(*inputs.shared, trial)
                                    : bench.run(inputs.make(trial), trial);
}

class SequentialBackend final : public QueueBackend {
public:
    [[nodiscard]] std::string name() const override { return "sequential"; }

    [[nodiscard]] std::vector<TrialTotals> run(const TrialInputs& inputs,
                                               TrialBlock block,
                                               std::stop_token stop) override {
        std::vector<TrialTotals> totals;
        for (std::uint32_t i = 0; i < block.count && !stop.stop_requested(); ++i)
            totals.push_back(run_one(inputs, block.first + i, bench_));
        return totals;
    }

private:
    Bench bench_;
};

class TbbBackend final : public QueueBackend {
public:
    explicit TbbBackend(int threads)
        : threads_(threads > 0 ? threads : oneapi::tbb::info::default_concurrency()) {}

    [[nodiscard]] std::string name() const override {
        return "TBB, " + std::to_string(threads_) + (threads_ == 1 ? " thread" : " threads");
    }

    [[nodiscard]] std::vector<TrialTotals> run(const TrialInputs& inputs,
                                               TrialBlock block,
                                               std::stop_token stop) override {
        namespace tbb = oneapi::tbb;
        std::vector<TrialTotals> totals(block.count);
        std::vector<std::uint8_t> is_done(block.count, 0);
        // Without this more threads than cores are refused.
        const int cores = tbb::info::default_concurrency();
        const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                        static_cast<std::size_t>(std::max(threads_, cores)));
        tbb::task_arena arena(threads_);
        arena.execute([&] {
            tbb::parallel_for(std::uint32_t{0}, block.count, [&](std::uint32_t i) {
                if (stop.stop_requested())
                    return;
                totals[i] = run_one(inputs, block.first + i, benches_.local());
                is_done[i] = 1;
            });
        });
        const auto first_left_out = std::find(is_done.begin(), is_done.end(), 0);
        totals.resize(static_cast<std::size_t>(first_left_out - is_done.begin()));
        return totals;
    }

private:
    int threads_;
    oneapi::tbb::enumerable_thread_specific<Bench> benches_;
};

}  // namespace

std::vector<TrialInput> make_all(const TrialInputs& inputs, TrialBlock block) {
    std::vector<TrialInput> made(block.count);
    oneapi::tbb::parallel_for(std::uint32_t{0}, block.count,
                              [&](std::uint32_t i) { made[i] = inputs.make(block.first + i); });
    return made;
}

std::unique_ptr<QueueBackend> make_sequential_queue_backend() {
    return std::make_unique<SequentialBackend>();
}

std::unique_ptr<QueueBackend> make_tbb_queue_backend(int threads) {
    return std::make_unique<TbbBackend>(threads);
}

}  // namespace headroom::mc
