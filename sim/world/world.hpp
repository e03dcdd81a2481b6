#pragma once

// The compiled scenario: names are indices, units are integers, nothing changes during a run. Built
// by compile_world; simulate() reads it and nothing else.

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "sim/base/id.hpp"
#include "sim/core/checkpoint.hpp"
#include "sim/core/job.hpp"
#include "sim/core/rules.hpp"
#include "sim/world/facility.hpp"
#include "sim/world/node_failures.hpp"
#include "sim/world/node_power.hpp"

namespace headroom::sim {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max() / 4;

struct Fleet {
    std::string name;
    ClusterId cluster;
    std::int32_t hall = -1;  // index of World::hall_names; -1: none
    std::uint32_t nodes = 0;
    std::uint32_t gpus_per_node = 8;
    std::int64_t in_service_us = 0;  // <= 0: from the start
    NodeFailures failures{};         // with packed placement only
    NodePower power{};

    [[nodiscard]] std::int64_t gpus() const {
        return static_cast<std::int64_t>(nodes) * gpus_per_node;
    }
};

// The fleets a job may run on, in the order they are tried. A job runs on one fleet only.
struct Route {
    QueueId queue;
    std::vector<FleetId> fleets;
};

// Jobs that compete for the same fleets wait in one queue, in one order: partitions whose fleets
// overlap share a queue, partitions with disjoint fleets never block each other.
struct Queue {
    ClusterId cluster;
    Policy policy = Policy::kEasy;
    Placement placement = Placement::kPacked;
    std::uint32_t backfill_depth = std::numeric_limits<std::uint32_t>::max();
    bool kill_at_limit = false;
    std::vector<FleetId> fleets;
    // The jobs of this queue in queue order: priority descending, then submit, workload, row.
    std::vector<JobId> order;
};

// The share of its GPU-time in which a job does work.
struct JobActivity {
    std::int32_t ppm = -1;    // millionths; -1: not known
    bool is_assumed = false;  // the scenario's word, no measurement
};

struct World {
    std::vector<std::string> cluster_names;
    std::vector<std::string> hall_names;
    std::vector<std::string> partition_names;  // as scopes of metrics
    std::vector<std::string> tenant_names;
    std::vector<Fleet> fleets;
    std::vector<Route> routes;
    std::vector<Queue> queues;
    std::vector<Job> jobs;                  // by (submit, workload, row)
    std::vector<std::uint32_t> queue_rank;  // [job]: its index in its queue's `order`
    std::uint16_t priority_levels = 1;

    // Scopes, [job]; empty where no job has one. -1: none.
    std::vector<std::int16_t> tenant;
    std::vector<std::int16_t> partition;
    std::vector<JobActivity> activity;            // [job]; empty where none is known
    std::vector<Checkpointing> checkpointing;     // the kinds that occur
    std::vector<std::uint16_t> checkpointing_of;  // [job]; empty where no job has any
    std::vector<std::uint8_t> load_kind;          // [job] index of Facility::kinds; empty: all 0
    // [job]: when it enters its queue, not before its submit; empty: each at its submit. A job that
    // may wait for cleaner electricity comes later.
    std::vector<std::int64_t> release_us;
    // Jobs that the rules reject at arrival whatever is free (an estimate beyond max_time),
    // ascending.
    std::vector<JobId> barred;

    Facility facility;

    std::int64_t start_unix_us = 0;  // the calendar time of 0
    bool has_calendar = false;
    std::int64_t horizon_us = kNever;
    std::int64_t warmup_us = 0;
    std::int64_t series_step_us = 3'600'000'000;
    std::uint64_t seed = 1;
    std::uint32_t trial = 0;

    [[nodiscard]] bool has_failures() const {
        return std::any_of(fleets.begin(), fleets.end(), [](const Fleet& fleet) {
            return fleet.failures.happen() && fleet.nodes > 0;
        });
    }
    [[nodiscard]] Checkpointing checkpointing_for(JobId job) const {
        return checkpointing_of.empty() ? Checkpointing{}
                                        : checkpointing[checkpointing_of[job.index()]];
    }
};

}  // namespace headroom::sim
