#pragma once

// The memory of one trial: one block of 64-bit words, cut here into its arrays. Small fleets fit
// the shared memory of a GPU, larger ones lie in global memory; the code that runs is the same.

#include <cstddef>
#include <cstdint>

#include "kernels/queue/queue_plan.hpp"
#include "kernels/queue/waiting_list.hpp"
#include "sim/core/node_table.hpp"
#include "sim/core/shadow.hpp"

namespace headroom::mc {

// What the end of a running job needs. When its attempt began follows from its end.
struct RunningSlots {
    std::int64_t* left_us;  // work that was left when the attempt began
    std::uint32_t* job;
    std::uint32_t* first_node;
    std::uint32_t* shape;  // nodes, fleet and flags, see SlotShape
};

// A slot's seat and flags in 32 bits.
struct SlotShape {
    std::uint32_t nodes;
    std::uint32_t fleet;
    bool is_restart;
    bool is_cut;

    static constexpr std::uint32_t kMostNodes = (1u << 24) - 1;

    [[nodiscard]] HEADROOM_HD std::uint32_t pack() const {
        return nodes | fleet << 24 | static_cast<std::uint32_t>(is_restart) << 30 |
               static_cast<std::uint32_t>(is_cut) << 31;
    }
    [[nodiscard]] HEADROOM_HD static SlotShape unpack(std::uint32_t packed) {
        return {packed & kMostNodes, packed >> 24 & 0x3F, (packed >> 30 & 1) != 0,
                packed >> 31 != 0};
    }
};

// Jobs that were interrupted and wait for a restart.
struct InterruptedJobs {
    std::int64_t* left_us;
    std::uint32_t* job;
};

struct NodeClocks {
    std::int64_t* next_us;    // of its next failure, or of the end of its repair
    std::uint32_t* failures;  // so far; the highest bit: it is down
};

class QueueMemory {
public:
    // Words of a block.
    template <class Team>
    [[nodiscard]] HEADROOM_HD static std::size_t words_needed(const QueuePlan& plan) {
        const QueueCapacity& room = plan.capacity;
        std::size_t words = 0;
        for (std::uint32_t f = 0; f < plan.fleet_count; ++f)
            words += table_words<Team>(plan.fleets[f]) + shadow_words<Team>(plan.fleets[f]);
        words += 2 * std::size_t{room.running};                             // keys
        words += room.running + 4 * ((std::size_t{room.running} + 1) / 2);  // slots
        words += WaitingList<Team>::words_needed(room.waiting);
        words += room.interrupted + (std::size_t{room.interrupted} + 1) / 2;
        if (plan.has_failures)
            words += plan.node_count + (std::size_t{plan.node_count} + 1) / 2;
        return words;
    }

    // Cuts a block of words_needed words.
    HEADROOM_HD QueueMemory(std::uint64_t* words, const QueuePlan& plan) : words_(words) {
        const QueueCapacity& room = plan.capacity;
        ends = take(room.running);
        beliefs = take(room.running);
        running.left_us = reinterpret_cast<std::int64_t*>(take(room.running));
        running.job = take_halves(room.running);
        running.first_node = take_halves(room.running);
        running.shape = take_halves(room.running);
        free_slots = take_halves(room.running);
        interrupted.left_us = reinterpret_cast<std::int64_t*>(take(room.interrupted));
        interrupted.job = take_halves(room.interrupted);
        waiting = take((3 * std::size_t{room.waiting} + 1) / 2);
        if (plan.has_failures) {
            clocks.next_us = reinterpret_cast<std::int64_t*>(take(plan.node_count));
            clocks.failures = take_halves(plan.node_count);
        }
        rest = words_;
    }

    template <class Team>
    [[nodiscard]] HEADROOM_HD static std::size_t table_words(const FleetSpec& fleet) {
        return sim::NodeTable<Team>::words_needed(fleet.placement, fleet.nodes,
                                                  fleet.gpus_per_node);
    }
    template <class Team>
    [[nodiscard]] HEADROOM_HD static std::size_t shadow_words(const FleetSpec& fleet) {
        return sim::Shadow<Team>::words_needed(fleet.placement, fleet.nodes);
    }

    std::uint64_t* ends;     // keys of SortedKeys
    std::uint64_t* beliefs;  // likewise
    RunningSlots running;
    std::uint32_t* free_slots;
    InterruptedJobs interrupted;
    std::uint64_t* waiting;
    NodeClocks clocks{nullptr, nullptr};
    std::uint64_t* rest;  // tables and shadows, all zero at first

private:
    HEADROOM_HD std::uint64_t* take(std::size_t count) {
        std::uint64_t* const taken = words_;
        words_ += count;
        return taken;
    }
    HEADROOM_HD std::uint32_t* take_halves(std::size_t count) {
        return reinterpret_cast<std::uint32_t*>(take((count + 1) / 2));
    }

    std::uint64_t* words_;
};

}  // namespace headroom::mc
