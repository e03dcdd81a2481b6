#pragma once

// One fleet as it will be at the time S of the head's reservation: the node table now, plus what
// running jobs release until S, less what backfilled jobs keep beyond S. Only nodes that differ
// from the table are stored, so that a reservation costs what it releases and not the size of the
// fleet.

#include "sim/core/node_table.hpp"

namespace headroom::sim {

template <class Team>
class Shadow {
public:
    [[nodiscard]] HEADROOM_HD static std::size_t words_needed(Placement placement,
                                                              std::uint32_t nodes) {
        return placement == Placement::kPool ? 0 : (static_cast<std::size_t>(nodes) * 6 + 7) / 8;
    }

    Shadow() = default;

    // `words` are words_needed(...) words, all zero.
    HEADROOM_HD Shadow(Team team, Placement placement, std::uint32_t nodes, std::uint64_t* words)
        : team_(team), nodes_(placement == Placement::kPool ? 0 : nodes) {
        changed_in_ = reinterpret_cast<std::uint32_t*>(words);
        free_at_s_ = reinterpret_cast<std::uint16_t*>(changed_in_ + nodes_);
    }

    // Starts from the table as it is now, for a head of this size.
    HEADROOM_HD void reset(const NodeTable<Team>& table, std::uint32_t head_gpus) {
        if (table.is_pool()) {
            needed_ = head_gpus;
            suitable_ = table.free_gpus();
            return;
        }
        if (++round_ == 0)
            forget_all();
        const bool spans_nodes = head_gpus > table.gpus_per_node();
        per_node_ = spans_nodes ? table.gpus_per_node() : head_gpus;
        needed_ = spans_nodes ? table.nodes_for(head_gpus) : 1;
        suitable_ = spans_nodes ? table.whole_nodes() : 0;
        if (!spans_nodes && table.fits(head_gpus))  // what the head lacks now is no GPU but power
            suitable_ = count_suitable(table);
    }

    // A running job ends by S.
    HEADROOM_HD void release(const NodeTable<Team>& table, Seat seat, std::uint32_t gpus) {
        if (table.is_pool())
            suitable_ += gpus;
        else if (seat.nodes == 1)
            set(table, seat.first_node, at(table, seat.first_node) + gpus);
        else
            set_chain(table, seat, table.gpus_per_node());
    }

    [[nodiscard]] HEADROOM_HD bool head_fits() const { return suitable_ >= needed_; }

    // Would the head still fit if a job that fits now kept its GPUs beyond S?
    [[nodiscard]] HEADROOM_HD bool head_fits_beside(const NodeTable<Team>& table,
                                                    std::uint32_t gpus) const {
        if (table.is_pool())
            return suitable_ - gpus >= needed_;
        if (gpus > table.gpus_per_node())
            return suitable_ - table.nodes_for(gpus) >= needed_;
        const std::uint32_t free = at(table, table.best_node(gpus));
        const bool spoils_node = free >= per_node_ && free - gpus < per_node_;
        return suitable_ - static_cast<std::int64_t>(spoils_node) >= needed_;
    }

    // The largest job, of at most `largest_fit` GPUs that fit now, for which head_fits_beside()
    // holds; 0: none. Smaller jobs may still not be suitable.
    [[nodiscard]] HEADROOM_HD std::uint32_t largest_beside(const NodeTable<Team>& table,
                                                           std::uint32_t largest_fit) const {
        const std::int64_t spare = suitable_ - needed_;
        if (spare < 0)
            return 0;
        const std::int64_t limit = table.is_pool() ? spare : spare * table.gpus_per_node();
        if (table.is_pool() || spare > 0)
            return static_cast<std::uint32_t>(limit < largest_fit ? limit : largest_fit);
        std::uint32_t gpus =
            table.gpus_per_node() < largest_fit ? table.gpus_per_node() : largest_fit;
        while (gpus > 0 && !head_fits_beside(table, gpus))
            --gpus;
        return gpus;
    }

    // A job was placed on the table; it ends by S, or keeps its GPUs beyond.
    HEADROOM_HD void placed(const NodeTable<Team>& table,
                            Seat seat,
                            std::uint32_t gpus,
                            bool ends_by_s) {
        if (table.is_pool()) {
            suitable_ -= ends_by_s ? 0 : gpus;
        } else if (seat.nodes == 1) {
            const std::uint32_t before = is_changed(seat.first_node)
                                             ? free_at_s_[seat.first_node]
                                             : table.free_on(seat.first_node) + gpus;
            suitable_ -= static_cast<std::int64_t>(before >= per_node_);
            write(seat.first_node, ends_by_s ? before : before - gpus);
        } else {
            suitable_ -= seat.nodes;  // wholly free now, so wholly free at S
            std::uint32_t node = seat.first_node;
            for (std::uint32_t i = 0; i < seat.nodes; ++i, node = table.next_node(node))
                write(node, ends_by_s ? table.gpus_per_node() : 0);
        }
    }

private:
    [[nodiscard]] HEADROOM_HD std::int64_t count_suitable(const NodeTable<Team>& table) const {
        std::int64_t nodes = 0;
        for (std::uint32_t node = 0; node < nodes_; ++node)
            nodes += static_cast<std::int64_t>(table.free_on(node) >= per_node_);
        return nodes;
    }

    [[nodiscard]] HEADROOM_HD bool is_changed(std::uint32_t node) const {
        return changed_in_[node] == round_;
    }

    [[nodiscard]] HEADROOM_HD std::uint32_t at(const NodeTable<Team>& table,
                                               std::uint32_t node) const {
        return is_changed(node) ? free_at_s_[node] : table.free_on(node);
    }

    HEADROOM_HD void set(const NodeTable<Team>& table, std::uint32_t node, std::uint32_t free) {
        suitable_ -= static_cast<std::int64_t>(at(table, node) >= per_node_);
        write(node, free);
    }

    // Writes a node that is not counted as suitable at the moment.
    HEADROOM_HD void write(std::uint32_t node, std::uint32_t free) {
        write_once(team_, [&] {
            changed_in_[node] = round_;
            free_at_s_[node] = static_cast<std::uint16_t>(free);
        });
        suitable_ += static_cast<std::int64_t>(free >= per_node_);
    }

    HEADROOM_HD void set_chain(const NodeTable<Team>& table, Seat seat, std::uint32_t free) {
        std::uint32_t node = seat.first_node;
        for (std::uint32_t i = 0; i < seat.nodes; ++i, node = table.next_node(node))
            set(table, node, free);
    }

    HEADROOM_HD void forget_all() {
        write_once(team_, [&] {
            for (std::uint32_t node = 0; node < nodes_; ++node)
                changed_in_[node] = 0;
        });
        round_ = 1;
    }

    Team team_{};
    std::uint32_t nodes_ = 0;
    std::uint32_t round_ = 0;
    std::uint32_t per_node_ = 0;           // free GPUs that make a node suitable for the head
    std::int64_t needed_ = 0;              // suitable nodes (pool: GPUs) the head needs
    std::int64_t suitable_ = 0;            // suitable nodes (pool: GPUs) at S
    std::uint32_t* changed_in_ = nullptr;  // [node]: the round that wrote free_at_s_
    std::uint16_t* free_at_s_ = nullptr;   // [node]
};

}  // namespace headroom::sim
