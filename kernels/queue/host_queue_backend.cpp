#include <algorithm>
#include <atomic>
#include <exception>

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
    TrialTotals run(const TrialInput& input, std::uint32_t trial, const std::stop_token& stop) {
        const std::size_t jobs = input.jobs.size();
        words_.resize(std::max(words_.size(), QueueMemory::words_needed<sim::Solo>(input.plan)));
        if (times_.size() < 3 * jobs) {
            times_.resize(3 * jobs);
            states_.resize(jobs);
        }
        const TrialRecord record{times_.data(), times_.data() + jobs, states_.data(),
                                 times_.data() + 2 * jobs};
        return run_queue_trial(sim::Solo{}, {&input.plan, input.table(), words_.data(), record},
                               trial, [&] { return stop.stop_requested(); });
    }

private:
    std::vector<std::uint64_t> words_;
    std::vector<std::int64_t> times_;
    std::vector<TrialJobState> states_;
};

TrialTotals run_one(const TrialInputs& inputs,
                    std::uint32_t trial,
                    const std::stop_token& stop,
                    Bench& bench) {
    return inputs.shared != nullptr ? bench.run(*inputs.shared, trial, stop)
                                    : bench.run(inputs.make(trial), trial, stop);
}

class SequentialBackend final : public QueueBackend {
public:
    [[nodiscard]] std::string name() const override { return "sequential"; }

    [[nodiscard]] std::vector<TrialTotals> run(const TrialInputs& inputs,
                                               TrialBlock block,
                                               std::stop_token stop) override {
        std::vector<TrialTotals> totals;
        for (std::uint32_t i = 0; i < block.count && !stop.stop_requested(); ++i) {
            totals.push_back(run_one(inputs, block.first + i, stop, bench_));
            if (totals.back().status == TrialStatus::kStopped)
                totals.pop_back();
        }
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
        std::vector<TrialTotals> totals(block.count);
        std::vector<std::uint8_t> is_done(block.count, 0);
        std::vector<std::exception_ptr> failures(block.count);
        std::atomic<std::uint32_t> next{0};
        on_threads([&] {
            Bench& bench = benches_.local();
            // By ticket, so that after a stop the first trials are done and not some of all.
            for (std::uint32_t i = next++; i < block.count && !stop.stop_requested(); i = next++) {
                try {
                    totals[i] = run_one(inputs, block.first + i, stop, bench);
                    is_done[i] = totals[i].status != TrialStatus::kStopped ? 1 : 0;
                } catch (...) {
                    failures[i] = std::current_exception();
                    return;
                }
            }
        });
        for (const std::exception_ptr& failure : failures)
            if (failure)
                std::rethrow_exception(failure);
        const auto first_left_out = std::find(is_done.begin(), is_done.end(), 0);
        totals.resize(static_cast<std::size_t>(first_left_out - is_done.begin()));
        return totals;
    }

private:
    template <class Work>
    void on_threads(const Work& work) const {
        namespace tbb = oneapi::tbb;
        // Without this more threads than cores are refused.
        const int cores = tbb::info::default_concurrency();
        const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                        static_cast<std::size_t>(std::max(threads_, cores)));
        tbb::task_arena arena(threads_);
        arena.execute([&] { tbb::parallel_for(0, threads_, 1, [&](int) { work(); }); });
    }

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
