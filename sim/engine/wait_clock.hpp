#pragma once

// What the waiting jobs of one queue wait for, as clocks. At each instant the cause depends only on
// a job's size and priority against a few numbers of its route: the largest job that fits, the free
// GPUs, the priority of the head. So the clocks are kept by those numbers (in Fenwick trees over
// the sizes and priorities that occur), not by job: an instant costs O(routes · log sizes · log
// priorities) however long the queue is, and a job's own times are the difference of two readings.

#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "sim/model/run_record.hpp"
#include "sim/world/world.hpp"

namespace headroom::sim {

// Time by cause, µs, indexed by WaitCause.
// Those that depend on the state of a queue; who is held for carbon is not in one.
constexpr std::size_t kClockedCauses = static_cast<std::size_t>(WaitCause::kCarbon);
using CauseTimes = std::array<std::int64_t, kClockedCauses>;

// Sums over prefixes of a grid [size index][priority level] of durations.
class DurationGrid {
public:
    DurationGrid(std::size_t sizes, std::size_t levels);
    void add(std::size_t size, std::size_t level, std::int64_t duration_us);
    // Σ over size < sizes, level < levels.
    [[nodiscard]] std::int64_t sum(std::size_t sizes, std::size_t levels) const;
    [[nodiscard]] std::size_t levels() const { return levels_; }

private:
    [[nodiscard]] std::size_t cell(std::size_t size, std::size_t level) const {
        return (size - 1) * levels_ + level - 1;
    }

    std::size_t sizes_;
    std::size_t levels_;
    std::vector<std::int64_t> tree_;                        // empty if it would be too large
    std::unordered_map<std::size_t, std::int64_t> sparse_;  // then only the cells that occur
};

class WaitClock {
public:
    WaitClock(const World& world, QueueId queue);

    // What holds from now until the next change, for the i-th route of the queue.
    struct RouteView {
        std::int64_t largest_fit = 0;
        std::int64_t free_gpus = 0;
        std::int64_t down_gpus = 0;
        std::int64_t largest_admitted = 0;  // of those that fit, by power; with admission only
    };
    // Counts the time since the last call under the old view, if jobs were waiting.
    void advance(std::int64_t now_us) {
        if (is_waiting_ && now_us > last_us_)
            count(now_us - last_us_);
        last_us_ = now_us;
    }
    void nobody_waits() { is_waiting_ = false; }
    void head_waits(std::uint32_t head_level, const std::vector<RouteView>& views);

    // The clocks that a waiting job of this kind would read now.
    [[nodiscard]] CauseTimes read(const Job& job) const;

    [[nodiscard]] const std::vector<RouteId>& routes() const { return routes_; }
    [[nodiscard]] const RouteView& view_of(std::uint32_t route) const {
        return clocks_[clock_of_[route]].view;
    }

private:
    struct RouteClock {
        DurationGrid by_fit;   // [sizes that fit][level of the head]
        DurationGrid by_free;  // [sizes not larger than what is free]
        DurationGrid by_up;    // [sizes not larger than what is free or down], with failures
        DurationGrid by_gpus;  // [sizes that fit whatever the power], with admission
        std::size_t fit_index = 0;
        std::size_t free_index = 0;
        std::size_t up_index = 0;
        std::size_t gpus_index = 0;
        RouteView view{-1, -1, 0, -1};
    };

    void count(std::int64_t duration_us);
    [[nodiscard]] std::size_t sizes_up_to(std::int64_t gpus) const;

    Policy policy_;
    bool has_failures_;
    bool has_admission_;
    std::vector<RouteId> routes_;          // of this queue, ascending
    std::vector<std::uint32_t> sizes_;     // distinct sizes of its jobs, ascending
    std::vector<RouteClock> clocks_;       // by index in routes_
    std::vector<std::uint32_t> clock_of_;  // [route] index in clocks_
    std::int64_t total_us_ = 0;
    std::int64_t last_us_ = 0;
    std::uint32_t head_level_ = 0;
    bool is_waiting_ = false;
};

// The cause with the longest time, the first on a tie; kNone if all are 0.
[[nodiscard]] WaitCause longest(const CauseTimes& times);

}  // namespace headroom::sim
