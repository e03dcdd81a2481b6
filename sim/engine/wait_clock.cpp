#include "sim/engine/wait_clock.hpp"

#include <algorithm>
#include <bitset>
#include <set>

namespace headroom::sim {
namespace {

// A site with tens of thousands of distinct priorities and sizes would need gigabytes of zeros.
constexpr std::size_t kDenseCells = std::size_t{1} << 22;

std::int64_t& at(CauseTimes& times, WaitCause cause) {
    return times[static_cast<std::size_t>(cause)];
}

// Ascending. Most sizes are small: one bit each is cheaper than a search a job.
std::vector<std::uint32_t> distinct_sizes(const World& world, QueueId queue) {
    constexpr std::uint32_t kSmall = 4096;
    std::bitset<kSmall> is_small_size;
    std::set<std::uint32_t> large;
    for (const JobId job : world.queues[queue.index()].order) {
        const std::uint32_t gpus = world.jobs[job.index()].gpus;
        if (gpus < kSmall)
            is_small_size.set(gpus);
        else
            large.insert(gpus);
    }
    std::vector<std::uint32_t> sizes;
    for (std::uint32_t gpus = 0; gpus < kSmall; ++gpus) {
        if (is_small_size.test(gpus))
            sizes.push_back(gpus);
    }
    sizes.insert(sizes.end(), large.begin(), large.end());
    return sizes;
}

}  // namespace

DurationGrid::DurationGrid(std::size_t sizes, std::size_t levels)
    : sizes_(sizes), levels_(levels), tree_(sizes * levels <= kDenseCells ? sizes * levels : 0) {}

void DurationGrid::add(std::size_t size, std::size_t level, std::int64_t duration_us) {
    for (std::size_t i = size + 1; i <= sizes_; i += i & (~i + 1)) {
        for (std::size_t k = level + 1; k <= levels_; k += k & (~k + 1))
            (tree_.empty() ? sparse_[cell(i, k)] : tree_[cell(i, k)]) += duration_us;
    }
}

std::int64_t DurationGrid::sum(std::size_t sizes, std::size_t levels) const {
    std::int64_t total = 0;
    for (std::size_t i = sizes; i > 0; i &= i - 1) {
        for (std::size_t k = levels; k > 0; k &= k - 1) {
            if (!tree_.empty())
                total += tree_[cell(i, k)];
            else if (const auto found = sparse_.find(cell(i, k)); found != sparse_.end())
                total += found->second;
        }
    }
    return total;
}

WaitClock::WaitClock(const World& world, QueueId queue)
    : policy_(world.queues[queue.index()].policy),
      has_failures_(world.has_failures()),
      has_admission_(world.facility.has_admission()),
      clock_of_(world.routes.size(), 0) {
    for (std::size_t route = 0; route < world.routes.size(); ++route) {
        if (world.routes[route].queue != queue)
            continue;
        clock_of_[route] = static_cast<std::uint32_t>(routes_.size());
        routes_.emplace_back(route);
    }
    sizes_ = distinct_sizes(world, queue);
    for (std::size_t i = 0; i < routes_.size(); ++i) {
        clocks_.push_back({DurationGrid(sizes_.size() + 1, world.priority_levels),
                           DurationGrid(sizes_.size() + 1, 1),
                           DurationGrid(has_failures_ ? sizes_.size() + 1 : 0, 1),
                           DurationGrid(has_admission_ ? sizes_.size() + 1 : 0, 1)});
    }
}

std::size_t WaitClock::sizes_up_to(std::int64_t gpus) const {
    const auto end = std::upper_bound(sizes_.begin(), sizes_.end(), gpus);
    return static_cast<std::size_t>(end - sizes_.begin());
}

void WaitClock::head_waits(std::uint32_t head_level, const std::vector<RouteView>& views) {
    is_waiting_ = true;
    head_level_ = head_level;
    for (std::size_t i = 0; i < clocks_.size(); ++i) {
        RouteClock& clock = clocks_[i];
        if (has_admission_) {
            clock.gpus_index = sizes_up_to(views[i].largest_fit);
            clock.fit_index = sizes_up_to(views[i].largest_admitted);
        } else if (views[i].largest_fit != clock.view.largest_fit) {
            clock.fit_index = sizes_up_to(views[i].largest_fit);
        }
        if (views[i].free_gpus != clock.view.free_gpus)
            clock.free_index = sizes_up_to(views[i].free_gpus);
        if (has_failures_)
            clock.up_index = sizes_up_to(views[i].free_gpus + views[i].down_gpus);
        clock.view = views[i];
    }
}

void WaitClock::count(std::int64_t duration_us) {
    total_us_ += duration_us;
    for (RouteClock& clock : clocks_) {
        clock.by_fit.add(clock.fit_index, head_level_, duration_us);
        clock.by_free.add(clock.free_index, 0, duration_us);
        if (has_failures_)
            clock.by_up.add(clock.up_index, 0, duration_us);
        if (has_admission_)
            clock.by_gpus.add(clock.gpus_index, 0, duration_us);
    }
}

CauseTimes WaitClock::read(const Job& job) const {
    const RouteClock& clock = clocks_[clock_of_[job.route]];
    const std::size_t all_sizes = sizes_.size() + 1;
    // `index` sizes are smaller than the job's: it does not fit where at most that many fit.
    const std::size_t index = sizes_up_to(static_cast<std::int64_t>(job.gpus) - 1);
    const std::size_t higher = job.priority_level;
    CauseTimes times{};
    const std::int64_t not_free = clock.by_free.sum(index + 1, 1);
    const std::int64_t capacity = has_failures_ ? clock.by_up.sum(index + 1, 1) : not_free;
    const std::int64_t not_fitting = clock.by_fit.sum(index + 1, clock.by_fit.levels());
    const std::int64_t behind_higher =
        clock.by_fit.sum(all_sizes, higher) - clock.by_fit.sum(index + 1, higher);
    at(times, WaitCause::kCapacity) = capacity;
    at(times, WaitCause::kDown) = not_free - capacity;
    const std::int64_t no_place = has_admission_ ? clock.by_gpus.sum(index + 1, 1) : not_fitting;
    at(times, WaitCause::kFragmentation) = no_place - not_free;
    at(times, WaitCause::kPower) = not_fitting - no_place;
    at(times, WaitCause::kPriority) = behind_higher;
    const WaitCause own = policy_ == Policy::kFcfs ? WaitCause::kOrder : WaitCause::kReservation;
    at(times, own) = total_us_ - not_fitting - behind_higher;
    return times;
}

WaitCause longest(const CauseTimes& times) {
    std::size_t best = 0;
    for (std::size_t cause = 1; cause < kClockedCauses; ++cause) {
        if (times[cause] > times[best])
            best = cause;
    }
    return static_cast<WaitCause>(best);
}

}  // namespace headroom::sim
