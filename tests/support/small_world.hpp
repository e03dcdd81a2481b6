#pragma once

// Worlds written by hand, in seconds, for tests whose answers can be worked out on paper:
//
//     const World world = SmallWorld{.placement = Placement::kPacked,
//                                    .fleets = {{.nodes = 2, .gpus_per_node = 8}},
//                                    .jobs = {{0, 8, 100}, {10, 16, 50}}}
//                             .build();

#include <cstdint>
#include <limits>
#include <vector>

#include "sim/model/run_record.hpp"
#include "sim/world/world.hpp"

namespace headroom::sim {

constexpr std::int64_t kSecond_us = 1'000'000;

struct SmallFleet {
    std::uint32_t nodes = 1;
    std::uint32_t gpus_per_node = 8;
    std::int64_t in_service_s = 0;
};

struct SmallJob {
    std::int64_t submit_s = 0;
    std::uint32_t gpus = 1;
    std::int64_t work_s = 0;
    std::int64_t estimate_s = -1;  // -1: exactly the work
    std::size_t partition = 0;
    int priority = 0;  // higher first
};

struct SmallWorld {
    Policy policy = Policy::kEasy;
    Placement placement = Placement::kPool;
    std::vector<SmallFleet> fleets{};
    // Indices of the fleets of each partition; none: one partition of all fleets.
    std::vector<std::vector<std::size_t>> partitions{};
    std::vector<SmallJob> jobs{};  // by submit
    std::uint32_t backfill_depth = std::numeric_limits<std::uint32_t>::max();
    bool kill_at_limit = false;
    std::int64_t horizon_s = -1;  // -1: none
    std::int64_t warmup_s = 0;
    std::int64_t step_s = 10;

    // One cluster; partitions that share fleets share a queue.
    [[nodiscard]] World build() const;
};

// One fleet: GPUs of which only the number counts, or nodes of eight with packed placement.
[[nodiscard]] SmallWorld pool_of(std::uint32_t gpus, Policy policy, std::vector<SmallJob> jobs);
[[nodiscard]] SmallWorld nodes_of_8(std::uint32_t nodes, Policy policy, std::vector<SmallJob> jobs);

// Start and end of each job in seconds, -1: did not happen. All are whole seconds.
[[nodiscard]] std::vector<std::int64_t> starts(const RunRecord& record);
[[nodiscard]] std::vector<std::int64_t> ends(const RunRecord& record);

}  // namespace headroom::sim
