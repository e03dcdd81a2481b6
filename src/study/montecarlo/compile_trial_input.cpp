#include "src/study/montecarlo/compile_trial_input.hpp"

#include <algorithm>
#include <utility>

#include "kernels/queue/queue_memory.hpp"
#include "sim/base/entity.hpp"

namespace headroom::study {
namespace {

// Larger than any fleet: rejected at arrival, as what its partition bars.
constexpr std::uint32_t kTooManyGpus = 0xFFFFFFFF;

std::string count_clause(std::size_t count, const char* what, std::size_t most) {
    return "it has " + std::to_string(count) + " " + what + ", at most " + std::to_string(most);
}

std::string find_obstacle(const sim::World& world) {
    if (world.facility.is_on)
        return "it models a facility, with power, cooling or carbon";
    if (world.fleets.size() > mc::kMostFleets)
        return count_clause(world.fleets.size(), "fleets", mc::kMostFleets);
    if (world.checkpointing.size() > mc::kMostCheckpointings)
        return count_clause(world.checkpointing.size(), "kinds of checkpoints",
                            mc::kMostCheckpointings);
    if (world.routes.size() > mc::kMostRoutes)
        return count_clause(world.routes.size(), "routes of jobs", mc::kMostRoutes);
    std::int64_t longest_us = world.horizon_us == sim::kNever ? 0 : world.horizon_us;
    for (const sim::Job& job : world.jobs)
        longest_us = std::max({longest_us, job.submit_us, job.estimate_us});
    // A time and a running job share a key of 64 bits.
    constexpr std::int64_t kLongest_us = std::int64_t{1} << 46;
    if (longest_us >= kLongest_us)
        return "it has times of more than two years";
    for (const sim::Fleet& fleet : world.fleets) {
        if (fleet.nodes > mc::SlotShape::kMostNodes)
            return count_clause(fleet.nodes, "nodes in a fleet", mc::SlotShape::kMostNodes);
        if (fleet.failures.happen() && !is_portable(fleet.failures.repair))
            return "its repair times are gamma, beta-PERT or a table";
    }
    return {};
}

void compile_queues(const sim::World& world, mc::QueuePlan& plan) {
    plan.queue_count = static_cast<std::uint32_t>(world.queues.size());
    std::uint32_t place = 0;
    for (std::size_t q = 0; q < world.queues.size(); ++q) {
        const sim::Queue& from = world.queues[q];
        mc::QueueSpec& to = plan.queues[q];
        to.policy = from.policy;
        to.kills_at_limit = from.kill_at_limit;
        to.backfill_depth = from.backfill_depth;
        to.first_place = place;
        place += static_cast<std::uint32_t>(from.order.size());
        to.end_place = place;
        for (const FleetId fleet : from.fleets) {
            to.fleets[to.fleet_count++] = static_cast<std::uint8_t>(fleet.index());
            plan.fleets[fleet.index()].queue = static_cast<std::uint32_t>(q);
            plan.fleets[fleet.index()].placement = from.placement;
        }
    }
}

void compile_routes(const sim::World& world, mc::QueuePlan& plan) {
    plan.route_count = static_cast<std::uint32_t>(world.routes.size());
    for (std::size_t r = 0; r < world.routes.size(); ++r) {
        mc::RouteSpec& to = plan.routes[r];
        to.queue = static_cast<std::uint8_t>(world.routes[r].queue.index());
        for (const FleetId fleet : world.routes[r].fleets)
            to.fleets[to.fleet_count++] = static_cast<std::uint8_t>(fleet.index());
    }
}

std::uint32_t lowest_in_hall(const sim::World& world, std::size_t fleet) {
    if (world.fleets[fleet].hall < 0)
        return mc::kMostFleets;
    const auto lowest = std::find_if(
        world.fleets.begin(), world.fleets.end(),
        [&](const sim::Fleet& other) { return other.hall == world.fleets[fleet].hall; });
    return static_cast<std::uint32_t>(lowest - world.fleets.begin());
}

void compile_fleets(const sim::World& world, mc::QueuePlan& plan) {
    plan.fleet_count = static_cast<std::uint32_t>(world.fleets.size());
    for (std::size_t f = 0; f < world.fleets.size(); ++f) {
        const sim::Fleet& from = world.fleets[f];
        mc::FleetSpec& to = plan.fleets[f];
        to.nodes = from.nodes;
        to.gpus_per_node = from.gpus_per_node;
        to.first_node = plan.node_count;
        to.in_service_us = from.in_service_us;
        to.mtbf_us = from.nodes > 0 ? from.failures.mtbf_us : 0;
        if (to.mtbf_us > 0)
            to.repair_s = make_portable(from.failures.repair);
        to.entity_prefix = from.failures.entity_prefix;
        to.idle_uw = from.power.is_known ? from.power.idle_uw : 0;
        to.slope_uw = from.power.is_known ? from.power.slope_uw : 0;
        to.hall = lowest_in_hall(world, f);
        plan.node_count += from.nodes;
        plan.has_power = plan.has_power || from.power.is_known;
    }
    plan.has_failures = world.has_failures();
}

void compile_jobs(const sim::World& world, mc::TrialInput& input) {
    input.jobs = world.jobs;
    std::copy(world.checkpointing.begin(), world.checkpointing.end(), input.plan.checkpointing);
    for (const std::uint16_t kind : world.checkpointing_of)
        input.checkpointing_of.push_back(static_cast<std::uint8_t>(kind));
    for (const JobId barred : world.barred)
        input.jobs[barred.index()].gpus = kTooManyGpus;
    const bool is_in_order = world.queues.size() == 1 &&
                             std::is_sorted(world.queue_rank.begin(), world.queue_rank.end());
    if (is_in_order)
        return;
    for (const sim::Queue& queue : world.queues) {
        for (const JobId job : queue.order)
            input.job_at.push_back(job.value);
    }
    for (std::size_t job = 0; job < world.jobs.size(); ++job) {
        const QueueId queue = world.routes[world.jobs[job].route].queue;
        input.place_of.push_back(input.plan.queues[queue.index()].first_place +
                                 world.queue_rank[job]);
    }
}

}  // namespace

expected<mc::TrialInput, std::string> compile_trial_input(const sim::World& world) {
    if (std::string obstacle = find_obstacle(world); !obstacle.empty())
        return unexpected(std::move(obstacle));
    mc::TrialInput input;
    input.plan.horizon_us = world.horizon_us == sim::kNever ? mc::kNever_us : world.horizon_us;
    input.plan.warmup_us = world.warmup_us;
    input.plan.seed = world.seed;
    compile_fleets(world, input.plan);
    compile_queues(world, input.plan);
    compile_routes(world, input.plan);
    compile_jobs(world, input);
    return input;
}

}  // namespace headroom::study
