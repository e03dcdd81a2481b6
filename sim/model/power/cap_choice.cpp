#include "sim/model/power/cap_choice.hpp"

#include <algorithm>

#include "sim/base/contract.hpp"

namespace headroom::sim {
namespace {

const CapOption& highest_cap(std::span<const CapOption> options) {
    return *std::max_element(
        options.begin(), options.end(),
        [](const CapOption& a, const CapOption& b) { return a.cap_w < b.cap_w; });
}

// What is to be least.
double price_of(const CapOption& option, const CapChoice& choice, const CapOption& highest) {
    switch (choice.goal) {
        case CapGoal::kEnergy:
            return option.energy_j;
        case CapGoal::kTime:
            return option.time_s;
        case CapGoal::kCost:
            return choice.energy_weight * option.energy_j +
                   (1 - choice.energy_weight) * highest.cap_w * option.time_s;
        case CapGoal::kSlowdown: {
            const bool is_fast = option.time_s <= choice.slowdown * highest.time_s;
            return is_fast ? option.cap_w : 2 * highest.cap_w;
        }
    }
    return option.energy_j;
}

}  // namespace

std::size_t choose_cap(std::span<const CapOption> options, const CapChoice& choice) {
    HEADROOM_REQUIRE(!options.empty(), "no cap to choose from");
    const CapOption& highest = highest_cap(options);
    std::size_t best = 0;
    for (std::size_t i = 1; i < options.size(); ++i) {
        const double price = price_of(options[i], choice, highest);
        const double least = price_of(options[best], choice, highest);
        if (price < least || (price == least && options[i].cap_w < options[best].cap_w))
            best = i;
    }
    return best;
}

std::vector<CapOption> cap_options(const CapLadder& ladder,
                                   double idle_w,
                                   double tdp_w,
                                   double work_s) {
    constexpr double kMicrowatts = 1e6;
    std::vector<CapOption> options;
    for (std::size_t level = 0; level < ladder.size(); ++level) {
        const double speed =
            static_cast<double>(ladder[level].speed_q20) / static_cast<double>(kReferenceSpeedQ20);
        const double power_w = idle_w + static_cast<double>(ladder[level].gpu_uw) / kMicrowatts;
        const double time_s = work_s / speed;
        const double percent = kLowestCapPercent + static_cast<double>(level);
        options.push_back({tdp_w * percent / 100, time_s, power_w * time_s});
    }
    return options;
}

}  // namespace headroom::sim
