#pragma once

// The free GPUs of one fleet and where a job goes: the rule of placement, and nothing else. With
// kPool only the number of free GPUs counts. With kPacked a job of at most one node's size goes to
// the node with the fewest free GPUs that suffice (then the lowest index); a larger one takes
// wholly free nodes, lowest index first, and holds the unused rest of the last. A node may be down:
// neither free nor held, but installed. All operations are O(nodes of the job), install() O(nodes
// of the fleet).

#include "sim/core/bit_tree.hpp"
#include "sim/core/rules.hpp"
#include "sim/core/team.hpp"

namespace headroom::sim {

// Where a job's GPUs are: `nodes` nodes, the first of a chain that next_node() walks in ascending
// order. A pool has no nodes: nodes = 0.
struct Seat {
    std::uint32_t first_node = 0;
    std::uint32_t nodes = 0;
};

template <class Team>
class NodeTable {
public:
    // 64-bit words of memory that a table of this shape needs, all zero at first.
    [[nodiscard]] HEADROOM_HD static std::size_t words_needed(Placement placement,
                                                              std::uint32_t nodes,
                                                              std::uint32_t gpus_per_node) {
        if (placement == Placement::kPool)
            return 0;
        const std::size_t arrays = (static_cast<std::size_t>(nodes) * 6 + 7) / 8;
        return BitTree::words_needed(gpus_per_node + 1) +
               gpus_per_node * BitTree::words_needed(nodes) + arrays;
    }

    NodeTable() = default;

    // The nodes are not in service until install().
    HEADROOM_HD NodeTable(Team team,
                          Placement placement,
                          std::uint32_t nodes,
                          std::uint32_t gpus_per_node,
                          std::uint64_t* words)
        : team_(team), placement_(placement), nodes_(nodes), gpus_per_node_(gpus_per_node) {
        if (placement_ == Placement::kPool)
            return;
        occupied_levels_ = BitTree(words, gpus_per_node + 1);
        words += BitTree::words_needed(gpus_per_node + 1);
        level_words_ = words;
        level_stride_ = BitTree::words_needed(nodes);
        words += gpus_per_node * level_stride_;
        next_ = reinterpret_cast<std::uint32_t*>(words);
        free_on_ = reinterpret_cast<std::uint16_t*>(next_ + nodes);
    }

    // All nodes go into service, idle.
    HEADROOM_HD void install() {
        installed_nodes_ = nodes_;
        free_gpus_ = static_cast<std::int64_t>(nodes_) * gpus_per_node_;
        if (placement_ == Placement::kPool)
            return;
        whole_nodes_ = nodes_;
        write_once(team_, [&] {
            for (std::uint32_t node = 0; node < nodes_; ++node)
                put(node, gpus_per_node_);
        });
    }

    [[nodiscard]] HEADROOM_HD bool is_pool() const { return placement_ == Placement::kPool; }
    [[nodiscard]] HEADROOM_HD std::int64_t free_gpus() const { return free_gpus_; }
    [[nodiscard]] HEADROOM_HD std::uint32_t whole_nodes() const { return whole_nodes_; }
    [[nodiscard]] HEADROOM_HD std::uint32_t gpus_per_node() const { return gpus_per_node_; }
    [[nodiscard]] HEADROOM_HD std::uint32_t free_on(std::uint32_t node) const {
        return free_on_[node];
    }
    [[nodiscard]] HEADROOM_HD std::uint32_t next_node(std::uint32_t node) const {
        return next_[node];
    }
    [[nodiscard]] HEADROOM_HD std::int64_t installed_gpus() const {
        return static_cast<std::int64_t>(installed_nodes_) * gpus_per_node_;
    }
    [[nodiscard]] HEADROOM_HD std::int64_t down_gpus() const {
        return static_cast<std::int64_t>(down_nodes_) * gpus_per_node_;
    }
    [[nodiscard]] HEADROOM_HD bool is_down(std::uint32_t node) const {
        return next_[node] == kNowhere;
    }

    // Whole nodes that a job larger than one node takes.
    [[nodiscard]] HEADROOM_HD std::uint32_t nodes_for(std::uint32_t gpus) const {
        return (gpus + gpus_per_node_ - 1) / gpus_per_node_;
    }

    // GPUs that a job of this size keeps from others without using them.
    [[nodiscard]] HEADROOM_HD std::uint32_t held_by(std::uint32_t gpus) const {
        return is_pool() || gpus <= gpus_per_node_ ? 0 : nodes_for(gpus) * gpus_per_node_ - gpus;
    }

    // Would it fit with everything installed idle?
    [[nodiscard]] HEADROOM_HD bool can_hold(std::uint32_t gpus) const {
        return static_cast<std::int64_t>(gpus) <= installed_gpus();  // nodes are alike
    }

    // The largest job that fits now; every smaller one fits too.
    [[nodiscard]] HEADROOM_HD std::int64_t largest_fit() const {
        if (is_pool())
            return free_gpus_;
        if (whole_nodes_ > 0)
            return static_cast<std::int64_t>(whole_nodes_) * gpus_per_node_;
        return occupied_levels_.is_empty() ? 0 : occupied_levels_.last();
    }

    [[nodiscard]] HEADROOM_HD bool fits(std::uint32_t gpus) const {
        return static_cast<std::int64_t>(gpus) <= largest_fit();
    }

    // The node a job of at most one node's size would go to; it fits.
    [[nodiscard]] HEADROOM_HD std::uint32_t best_node(std::uint32_t gpus) const {
        return level(occupied_levels_.next(gpus)).first();
    }

    // Takes the GPUs of a job that fits.
    HEADROOM_HD Seat place(std::uint32_t gpus) {
        if (is_pool()) {
            free_gpus_ -= gpus;
            return {};
        }
        if (gpus > gpus_per_node_)
            return place_on_whole_nodes(nodes_for(gpus));
        const std::uint32_t node = best_node(gpus);
        change(node, free_on_[node] - gpus);
        return {node, 1};
    }

    // Gives back what place() took.
    HEADROOM_HD void release(Seat seat, std::uint32_t gpus) {
        if (is_pool())
            free_gpus_ += gpus;
        else if (seat.nodes == 1)
            change(seat.first_node, free_on_[seat.first_node] + gpus);
        else
            release_whole_nodes(seat);
    }

    // A wholly free node goes down until repair(). Packed placement only: a pool has no nodes.
    HEADROOM_HD void fail(std::uint32_t node) {
        ++down_nodes_;
        change(node, 0);
        write_once(team_, [&] { next_[node] = kNowhere; });
    }

    // A node that is down comes back, idle.
    HEADROOM_HD void repair(std::uint32_t node) {
        --down_nodes_;
        change(node, gpus_per_node_);
        write_once(team_, [&] { next_[node] = 0; });
    }

private:
    [[nodiscard]] HEADROOM_HD BitTree level(std::uint32_t free) const {
        return BitTree(level_words_ + (free - 1) * level_stride_, nodes_);
    }

    HEADROOM_HD void put(std::uint32_t node, std::uint32_t free) {
        free_on_[node] = static_cast<std::uint16_t>(free);
        if (free == 0)
            return;
        level(free).insert(node);
        occupied_levels_.insert(free);
    }

    HEADROOM_HD void take_out(std::uint32_t node, std::uint32_t free) {
        if (free == 0)
            return;
        BitTree nodes = level(free);
        nodes.erase(node);
        if (nodes.is_empty())
            occupied_levels_.erase(free);
    }

    HEADROOM_HD void change(std::uint32_t node, std::uint32_t free) {
        const std::uint32_t before = free_on_[node];
        whole_nodes_ += static_cast<std::uint32_t>(free == gpus_per_node_) -
                        static_cast<std::uint32_t>(before == gpus_per_node_);
        free_gpus_ += static_cast<std::int64_t>(free) - before;
        write_once(team_, [&] {
            take_out(node, before);
            put(node, free);
        });
    }

    HEADROOM_HD Seat place_on_whole_nodes(std::uint32_t count) {
        const std::uint32_t first = level(gpus_per_node_).first();
        write_once(team_, [&] {
            BitTree whole = level(gpus_per_node_);
            std::uint32_t node = first;
            for (std::uint32_t taken = 0;; node = next_[node]) {
                whole.erase(node);
                free_on_[node] = 0;
                if (++taken == count)
                    break;
                next_[node] = whole.first();
            }
            if (whole.is_empty())
                occupied_levels_.erase(gpus_per_node_);
        });
        whole_nodes_ -= count;
        free_gpus_ -= static_cast<std::int64_t>(count) * gpus_per_node_;
        return {first, count};
    }

    HEADROOM_HD void release_whole_nodes(Seat seat) {
        whole_nodes_ += seat.nodes;
        free_gpus_ += static_cast<std::int64_t>(seat.nodes) * gpus_per_node_;
        write_once(team_, [&] {
            std::uint32_t node = seat.first_node;
            for (std::uint32_t freed = 0; freed < seat.nodes; ++freed, node = next_[node])
                put(node, gpus_per_node_);
        });
    }

    Team team_{};
    Placement placement_ = Placement::kPool;
    std::uint32_t nodes_ = 0;
    std::uint32_t gpus_per_node_ = 1;
    std::uint32_t installed_nodes_ = 0;
    std::uint32_t whole_nodes_ = 0;
    std::uint32_t down_nodes_ = 0;
    std::int64_t free_gpus_ = 0;
    BitTree occupied_levels_;  // numbers of free GPUs that some node has
    std::uint64_t* level_words_ = nullptr;
    std::size_t level_stride_ = 0;
    std::uint32_t* next_ = nullptr;     // [node]: the chain of a multi-node job; kNowhere: down
    std::uint16_t* free_on_ = nullptr;  // [node]
};

}  // namespace headroom::sim
