#include "src/study/evaluate/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

namespace headroom::study {

void run_tasks(std::size_t count,
               const StudyControl& control,
               const std::function<bool(std::size_t)>& task) {
    namespace tbb = oneapi::tbb;
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    std::size_t done = 0;
    const auto take_tasks = [&] {
        for (std::size_t i = next++; i < count; i = next++) {
            if (control.stop.stop_requested() || !task(i))
                continue;
            const std::lock_guard lock(mutex);
            ++done;
            if (control.on_progress)
                control.on_progress({done, count});
        }
    };
    const int cores = tbb::info::default_concurrency();
    const int threads = control.threads > 0 ? control.threads : cores;
    // Without this more threads than cores are refused.
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(std::max(threads, cores)));
    tbb::task_arena arena(threads);
    arena.execute([&] {
        const int workers = arena.max_concurrency();
        tbb::parallel_for(0, workers, 1, [&](int) { take_tasks(); });
    });
}

}  // namespace headroom::study
