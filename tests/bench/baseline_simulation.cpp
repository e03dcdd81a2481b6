#include "tests/bench/baseline_simulation.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <list>
#include <map>
#include <memory>
#include <tuple>
#include <utility>

#include <queue>

namespace headroom::bench {
namespace {

using sim::Job;
using sim::World;

enum class EventKind { kCompletion, kArrival };

struct Event {
    std::int64_t time_us = 0;
    EventKind kind = EventKind::kCompletion;
    std::uint64_t sequence = 0;
    std::function<void()> action;
};

struct IsLater {
    bool operator()(const Event& a, const Event& b) const {
        return std::tie(a.time_us, a.kind, a.sequence) > std::tie(b.time_us, b.kind, b.sequence);
    }
};

class EventQueue {
public:
    void schedule(std::int64_t time_us, EventKind kind, std::function<void()> action) {
        events_.push({time_us, kind, sequence_++, std::move(action)});
    }

    // Runs all events; `after_instant` when those of one time are done.
    void run(const std::function<void()>& after_instant) {
        while (!events_.empty()) {
            now_us_ = events_.top().time_us;
            while (!events_.empty() && events_.top().time_us == now_us_) {
                // top() is const, and a copy would allocate; the order does not look at the action.
                const auto action = std::move(const_cast<Event&>(events_.top()).action);
                events_.pop();
                action();
            }
            after_instant();
        }
    }
    [[nodiscard]] std::int64_t now_us() const { return now_us_; }

private:
    std::priority_queue<Event, std::vector<Event>, IsLater> events_;
    std::uint64_t sequence_ = 0;
    std::int64_t now_us_ = 0;
};

struct Allocation {
    std::int64_t gpus = 0;
    std::vector<std::size_t> nodes;
};

class Cluster {
public:
    virtual ~Cluster() = default;
    [[nodiscard]] virtual std::unique_ptr<Cluster> clone() const = 0;
    [[nodiscard]] virtual bool fits(std::int64_t gpus) const = 0;
    [[nodiscard]] virtual Allocation choose(std::int64_t gpus) const = 0;  // it must fit
    virtual void take(const Allocation& allocation) = 0;
    virtual void release(const Allocation& allocation) = 0;
};

class PoolCluster : public Cluster {
public:
    explicit PoolCluster(std::int64_t gpus) : free_(gpus) {}
    [[nodiscard]] std::unique_ptr<Cluster> clone() const override {
        return std::make_unique<PoolCluster>(*this);
    }
    [[nodiscard]] bool fits(std::int64_t gpus) const override { return gpus <= free_; }
    [[nodiscard]] Allocation choose(std::int64_t gpus) const override { return {gpus, {}}; }
    void take(const Allocation& allocation) override { free_ -= allocation.gpus; }
    void release(const Allocation& allocation) override { free_ += allocation.gpus; }

private:
    std::int64_t free_;
};

class PackedCluster : public Cluster {
public:
    PackedCluster(std::size_t nodes, std::int64_t node_size)
        : node_size_(node_size), free_(nodes, node_size) {}
    [[nodiscard]] std::unique_ptr<Cluster> clone() const override {
        return std::make_unique<PackedCluster>(*this);
    }
    [[nodiscard]] bool fits(std::int64_t gpus) const override {
        if (gpus <= node_size_) {
            return std::any_of(free_.begin(), free_.end(),
                               [&](std::int64_t free) { return free >= gpus; });
        }
        return std::count(free_.begin(), free_.end(), node_size_) >= nodes_for(gpus);
    }
    [[nodiscard]] Allocation choose(std::int64_t gpus) const override {
        return gpus <= node_size_ ? best_fit(gpus) : idle_nodes(gpus);
    }
    void take(const Allocation& allocation) override {
        for (const std::size_t node : allocation.nodes)
            free_[node] -= std::min(allocation.gpus, node_size_);
    }
    void release(const Allocation& allocation) override {
        for (const std::size_t node : allocation.nodes)
            free_[node] += std::min(allocation.gpus, node_size_);
    }

private:
    [[nodiscard]] std::int64_t nodes_for(std::int64_t gpus) const {
        return (gpus + node_size_ - 1) / node_size_;
    }
    [[nodiscard]] Allocation best_fit(std::int64_t gpus) const {
        std::size_t best = free_.size();
        for (std::size_t node = 0; node < free_.size(); ++node) {
            if (free_[node] >= gpus && (best == free_.size() || free_[node] < free_[best]))
                best = node;
        }
        return {gpus, {best}};
    }
    [[nodiscard]] Allocation idle_nodes(std::int64_t gpus) const {
        Allocation allocation{gpus, {}};
        const auto wanted = static_cast<std::size_t>(nodes_for(gpus));
        for (std::size_t node = 0; allocation.nodes.size() < wanted; ++node) {
            if (free_[node] == node_size_)
                allocation.nodes.push_back(node);
        }
        return allocation;
    }

    std::int64_t node_size_;
    std::vector<std::int64_t> free_;
};

class Simulation {
public:
    explicit Simulation(const World& world)
        : world_(world), start_us_(world.jobs.size(), -1), cluster_(make_cluster(world)) {}

    std::vector<std::int64_t> run() {
        schedule_arrival(0);
        const bool is_easy = world_.queues.front().policy == sim::Policy::kEasy;
        events_.run([this, is_easy] {
            start_from_head();
            if (is_easy && !waiting_.empty())
                backfill();
        });
        return std::move(start_us_);
    }

private:
    static std::unique_ptr<Cluster> make_cluster(const World& world) {
        const sim::Fleet& fleet = world.fleets.front();
        if (world.queues.front().placement == sim::Placement::kPool)
            return std::make_unique<PoolCluster>(fleet.gpus());
        return std::make_unique<PackedCluster>(fleet.nodes, fleet.gpus_per_node);
    }

    void schedule_arrival(std::size_t job) {
        if (job == world_.jobs.size())
            return;
        events_.schedule(world_.jobs[job].submit_us, EventKind::kArrival, [this, job] {
            if (world_.jobs[job].gpus <= world_.fleets.front().gpus())
                waiting_.push_back(job);
            schedule_arrival(job + 1);
        });
    }

    void start_from_head() {
        while (!waiting_.empty() && cluster_->fits(world_.jobs[waiting_.front()].gpus)) {
            const std::size_t job = waiting_.front();
            start(job, cluster_->choose(world_.jobs[job].gpus));
            waiting_.pop_front();
        }
    }

    void start(std::size_t index, const Allocation& allocation) {
        const Job& job = world_.jobs[index];
        cluster_->take(allocation);
        start_us_[index] = events_.now_us();
        const auto running = running_.emplace(events_.now_us() + job.estimate_us, allocation);
        events_.schedule(events_.now_us() + job.work_us, EventKind::kCompletion, [this, running] {
            cluster_->release(running->second);
            running_.erase(running);
        });
    }

    void backfill() {
        const std::int64_t head_gpus = world_.jobs[waiting_.front()].gpus;
        const auto [reserved_us, shadow] = reserve(head_gpus);
        for (auto candidate = std::next(waiting_.begin()); candidate != waiting_.end();) {
            if (try_to_backfill(*candidate, head_gpus, reserved_us, *shadow))
                candidate = waiting_.erase(candidate);
            else
                ++candidate;
        }
    }

    // When the head can start, and the cluster as it is then.
    [[nodiscard]] std::pair<std::int64_t, std::unique_ptr<Cluster>> reserve(
        std::int64_t gpus) const {
        std::unique_ptr<Cluster> shadow = cluster_->clone();
        const std::int64_t soonest_us = events_.now_us() + 1;  // for jobs beyond their estimate
        for (auto next = running_.begin(); next != running_.end();) {
            const std::int64_t time_us = std::max(next->first, soonest_us);
            for (; next != running_.end() && next->first <= time_us; ++next)
                shadow->release(next->second);
            if (shadow->fits(gpus))
                return {time_us, std::move(shadow)};
        }
        return {std::numeric_limits<std::int64_t>::max(), std::move(shadow)};
    }

    bool try_to_backfill(std::size_t index,
                         std::int64_t head_gpus,
                         std::int64_t reserved_us,
                         Cluster& shadow) {
        const Job& job = world_.jobs[index];
        if (!cluster_->fits(job.gpus))
            return false;
        const Allocation allocation = cluster_->choose(job.gpus);
        if (events_.now_us() + job.estimate_us > reserved_us) {
            shadow.take(allocation);
            if (!shadow.fits(head_gpus)) {
                shadow.release(allocation);
                return false;
            }
        }
        start(index, allocation);
        return true;
    }

    const World& world_;
    std::vector<std::int64_t> start_us_;
    std::unique_ptr<Cluster> cluster_;
    EventQueue events_;
    std::list<std::size_t> waiting_;
    std::multimap<std::int64_t, Allocation> running_;  // by believed end
};

}  // namespace

std::vector<std::int64_t> simulate_baseline(const World& world) {
    return Simulation(world).run();
}

}  // namespace headroom::bench
