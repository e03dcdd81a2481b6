#pragma once

// Which device plays the trials of a plan, and why: decided once, before the first of them.

#include <functional>
#include <memory>
#include <string>

#include "kernels/fleet/fleet_runner.hpp"
#include "src/study/montecarlo/device_wish.hpp"

namespace headroom::study {

struct PlanRunner {
    std::unique_ptr<mc::FleetRunner> runner;
    std::string device;  // "cpu-tbb, 2 threads"
    std::string reason;  // a sentence: what plays the trials, and why nothing faster
    int threads = 1;     // of the CPU
};

// Or why there is no such device: what was asked for is never replaced by something slower.
// `threads` 0: as many as there are cores.
[[nodiscard]] expected<PlanRunner, std::string> choose_plan_runner(DeviceWish wish,
                                                                   const mc::FleetPlan& plan,
                                                                   int threads);

// Everything that a runner does happens in here.
void with_threads(int threads, const std::function<void()>& work);

}  // namespace headroom::study
