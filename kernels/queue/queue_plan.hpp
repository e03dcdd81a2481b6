#pragma once

// A compiled scenario as one trial of the event-driven fleet needs it: numbers and indices in fixed
// places, so that it is copied to a device as it stands. Names, calendars and scopes stay with the
// host. Built by compile_queue_plan (src/study).

#include <cstdint>

#include "sim/base/portable_law.hpp"
#include "sim/core/checkpoint.hpp"
#include "sim/core/job.hpp"
#include "sim/core/rules.hpp"

namespace headroom::mc {

constexpr std::uint32_t kMostFleets = 8;
constexpr std::uint32_t kMostQueues = kMostFleets;  // queues have no fleet in common
constexpr std::uint32_t kMostRoutes = 64;
constexpr std::uint32_t kMostCheckpointings = 16;
constexpr std::uint16_t kBarredRoute = 0xFFFF;  // of a job that is rejected whatever is free
constexpr std::int64_t kNever_us = std::int64_t{1} << 61;

struct FleetSpec {
    std::uint32_t nodes = 0;
    std::uint32_t gpus_per_node = 8;
    std::uint32_t first_node = 0;       // among the nodes of all fleets
    std::uint32_t queue = kMostQueues;  // kMostQueues: no route leads there
    sim::Placement placement = sim::Placement::kPacked;
    std::int64_t in_service_us = 0;  // <= 0: from the start
    std::int64_t mtbf_us = 0;        // of a node; 0: they do not fail
    PortableLaw repair_s;
    std::uint64_t entity_prefix = 0;   // of the nodes' draws
    std::int64_t idle_uw = 0;          // of a node that is up
    std::int64_t slope_uw = 0;         // more for each GPU given to a job
    std::uint32_t hall = kMostFleets;  // the lowest fleet that stands in its hall, or none
};

struct QueueSpec {
    sim::Policy policy = sim::Policy::kEasy;
    bool kills_at_limit = false;
    std::uint32_t backfill_depth = 0xFFFFFFFF;
    std::uint32_t first_place = 0;  // places of the queues before
    std::uint32_t end_place = 0;
    std::uint32_t fleet_count = 0;
    std::uint8_t fleets[kMostFleets] = {};
};

struct RouteSpec {
    std::uint8_t queue = 0;
    std::uint8_t fleet_count = 0;
    std::uint8_t fleets[kMostFleets] = {};
};

// How much of each a trial may have at a time. One that needs more is given up as overflowed.
struct QueueCapacity {
    std::uint32_t running = 256;
    std::uint32_t waiting = 192;
    std::uint32_t interrupted = 32;
};

struct QueuePlan {
    std::uint64_t seed = 1;
    std::int64_t horizon_us = kNever_us;
    std::int64_t warmup_us = 0;
    std::uint32_t fleet_count = 0;
    std::uint32_t queue_count = 0;
    std::uint32_t route_count = 0;
    std::uint32_t node_count = 0;  // of all fleets
    bool has_failures = false;
    bool has_power = false;
    QueueCapacity capacity;
    FleetSpec fleets[kMostFleets];
    QueueSpec queues[kMostQueues];
    RouteSpec routes[kMostRoutes];
    sim::Checkpointing checkpointing[kMostCheckpointings];
};

// The jobs of one trial, by submit. Owns nothing.
struct JobTable {
    const sim::Job* jobs = nullptr;  // a barred one has kBarredRoute
    std::uint32_t count = 0;
    // The order of the queues: place of each job and job of each place. Both are none where there
    // is one queue and one priority: then a job's place is its index.
    const std::uint32_t* place_of = nullptr;
    const std::uint32_t* job_at = nullptr;
    const std::uint8_t* checkpointing_of = nullptr;  // [job]; none: no job has a checkpoint
};

}  // namespace headroom::mc
