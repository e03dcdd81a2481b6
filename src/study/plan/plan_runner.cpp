#include "src/study/plan/plan_runner.hpp"

#include <algorithm>
#include <utility>

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/task_arena.h>

namespace headroom::study {

expected<PlanRunner, std::string> choose_plan_runner(DeviceWish wish,
                                                     const mc::FleetPlan& plan,
                                                     int threads) {
    const std::string begin = "the plan in time steps on ";
    PlanRunner chosen;
    chosen.threads = threads > 0 ? threads : oneapi::tbb::info::default_concurrency();
    std::string why_no_gpu;
    if (wish != DeviceWish::kCpu) {
        auto cuda = mc::make_cuda_runner(plan, mc::Fans::kCounted);
        if (cuda) {
            chosen.runner = std::move(*cuda);
            chosen.device = chosen.runner->name();
            chosen.reason = begin + chosen.device;
            return chosen;
        }
        if (wish == DeviceWish::kCuda)
            return unexpected(std::move(cuda.error()));
        why_no_gpu = "; no GPU: " + cuda.error();
    }
    chosen.runner = mc::make_tbb_runner(plan, mc::Fans::kCounted);
    chosen.device = std::string(chosen.runner->name()) + ", " + std::to_string(chosen.threads) +
                    (chosen.threads == 1 ? " thread" : " threads");
    chosen.reason = begin + chosen.device + why_no_gpu;
    return chosen;
}

void with_threads(int threads, const std::function<void()>& work) {
    namespace tbb = oneapi::tbb;
    // Without this more threads than cores are refused.
    const int cores = tbb::info::default_concurrency();
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                    static_cast<std::size_t>(std::max(threads, cores)));
    tbb::task_arena arena(threads);
    arena.execute(work);
}

}  // namespace headroom::study
