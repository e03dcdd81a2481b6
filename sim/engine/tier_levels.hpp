#pragma once

// Which level of the cap ladder keeps a domain within its cap: the rules of CapPolicy as functions
// of the power at given levels, without a state.

#include <algorithm>
#include <cstdint>

#include "sim/world/facility.hpp"

namespace headroom::sim {

// The level of deferrable work, and of all other.
struct TierLevels {
    std::int16_t deferrable = kNoCapLevel;
    std::int16_t other = kNoCapLevel;

    [[nodiscard]] std::int16_t of(bool is_deferrable) const {
        return is_deferrable ? deferrable : other;
    }
    [[nodiscard]] TierLevels within(TierLevels ceiling) const {
        return {std::min(deferrable, ceiling.deferrable), std::min(other, ceiling.other)};
    }
    friend bool operator==(const TierLevels&, const TierLevels&) = default;
};

// The highest level for all, not above the ceiling, at which `power_at(levels)` <= cap_uw; level 0
// where none is low enough. `power_at` never falls with a level.
template <class PowerAt>
[[nodiscard]] TierLevels highest_common_level(std::int64_t cap_uw,
                                              TierLevels ceiling,
                                              PowerAt&& power_at) {
    const auto at = [&](int level) {
        const auto both = static_cast<std::int16_t>(level);
        return TierLevels{both, both}.within(ceiling);
    };
    int low = 0;
    int high = kNoCapLevel;
    while (low < high) {
        const int middle = (low + high + 1) / 2;
        if (power_at(at(middle)) <= cap_uw)
            low = middle;
        else
            high = middle - 1;
    }
    return at(low);
}

template <class PowerAt>
[[nodiscard]] TierLevels find_levels(const PowerCap& rule,
                                     std::int64_t cap_uw,
                                     PowerAt&& power_at) {
    TierLevels levels;
    const std::int64_t demand_uw = power_at(levels);
    if (rule.policy != CapPolicy::kPriority) {
        if (demand_uw <= cap_uw)
            return levels;
        return highest_common_level(cap_uw, levels, power_at);
    }
    const auto cap = static_cast<double>(cap_uw);
    if (static_cast<double>(demand_uw) <= rule.first * cap)
        return levels;
    levels.deferrable = static_cast<std::int16_t>(rule.low_level);
    if (static_cast<double>(power_at(levels)) > rule.second * cap)
        levels.other = static_cast<std::int16_t>(rule.high_level);
    if (power_at(levels) <= cap_uw)
        return levels;
    return highest_common_level(cap_uw, levels, power_at);
}

}  // namespace headroom::sim
