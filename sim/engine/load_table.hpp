#pragma once

// The load of a hall by ladder, and by the ceiling that racks and rows set, so that what it would
// draw at any level costs the ladders and ceilings that occur and not the jobs.

#include <algorithm>
#include <cstdint>
#include <vector>

#include "sim/base/wide.hpp"
#include "sim/engine/tier_levels.hpp"

namespace headroom::sim {

// A load of `weight` millionths of active GPUs at a power each, µW, rounded down.
[[nodiscard]] inline std::int64_t load_power_uw(std::int64_t weight, std::int64_t gpu_uw) {
    constexpr std::int64_t kMillionth = 1'000'000;
    return static_cast<std::int64_t>(static_cast<Wide>(weight) * gpu_uw / kMillionth);
}

class LoadTable {
public:
    LoadTable(const Facility& facility, bool has_ceilings)
        : facility_(&facility), ceilings_(has_ceilings ? kCapLevels : 1) {}

    void add(std::uint32_t ladder, int ceiling, std::int64_t weight) {
        Row& row = row_of(ladder);
        const int at = ceilings_ == 1 ? 0 : ceiling;
        row.weight[static_cast<std::size_t>(at)] += weight;
        row.lowest = std::min(row.lowest, at);
    }

    // Above idle, at these levels or the ceilings where they are lower.
    [[nodiscard]] std::int64_t power_uw(TierLevels levels) const {
        std::int64_t power = 0;
        for (const Row& row : rows_) {
            const CapLadder& ladder = facility_->ladders[row.ladder];
            const int level = levels.of(row.is_deferrable);
            for (int at = row.lowest; at < ceilings_; ++at) {
                const std::int64_t weight = row.weight[static_cast<std::size_t>(at)];
                if (weight == 0)
                    continue;
                const int lower = ceilings_ == 1 ? level : std::min(at, level);
                power += load_power_uw(weight, ladder[static_cast<std::size_t>(lower)].gpu_uw);
            }
        }
        return power;
    }

private:
    struct Row {
        std::uint32_t ladder = 0;
        bool is_deferrable = false;
        int lowest = kNoCapLevel;  // no weight below
        std::vector<std::int64_t> weight;
    };

    Row& row_of(std::uint32_t ladder) {
        const auto found = std::find_if(rows_.begin(), rows_.end(),
                                        [&](const Row& row) { return row.ladder == ladder; });
        if (found != rows_.end())
            return *found;
        const LoadKind& kind = facility_->kinds[ladder % facility_->kinds.size()];
        rows_.push_back({ladder, kind.is_deferrable, ceilings_ - 1,
                         std::vector<std::int64_t>(static_cast<std::size_t>(ceilings_), 0)});
        return rows_.back();
    }

    const Facility* facility_;
    int ceilings_;
    std::vector<Row> rows_;
};

}  // namespace headroom::sim
