#include <algorithm>
#include <string>

#include "sim/base/entity.hpp"
#include "tests/support/random_world.hpp"

namespace headroom::sim {
namespace {

// About how long the run lasts.
std::int64_t span_of(const World& world) {
    std::int64_t span_us = 1;
    for (const Job& job : world.jobs)
        span_us = std::max(span_us, job.submit_us + job.work_us);
    return span_us;
}

std::int64_t longest_work(const World& world) {
    std::int64_t longest_us = 1;
    for (const Job& job : world.jobs)
        longest_us = std::max(longest_us, job.work_us);
    return longest_us;
}

void add_checkpoints(World& world, Dice& dice) {
    const std::int64_t longest_us = longest_work(world);
    const std::int64_t kinds = dice.between(0, 3);
    if (kinds == 0)
        return;
    for (std::int64_t kind = 0; kind < kinds; ++kind) {
        const std::int64_t every_us = dice.chance(0.3) ? 0 : dice.between(1, longest_us / 2 + 1);
        const std::int64_t restart_us = dice.chance(0.3) ? 0 : dice.between(1, longest_us / 8 + 1);
        world.checkpointing.push_back({every_us, restart_us});
    }
    for (std::size_t job = 0; job < world.jobs.size(); ++job)
        world.checkpointing_of.push_back(static_cast<std::uint16_t>(dice.between(0, kinds - 1)));
}

// Node-time for which the most exposed job needs that nothing fails: it would never end if the mean
// time to failure were a small part of this.
double longest_exposure_us(const World& world) {
    double longest_us = 1;
    for (std::size_t index = 0; index < world.jobs.size(); ++index) {
        const Job& job = world.jobs[index];
        const auto restart_us = world.checkpointing_for(JobId(index)).restart_us;
        for (const FleetId fleet : world.routes[job.route].fleets) {
            const Fleet& on = world.fleets[fleet.index()];
            if (job.gpus > on.gpus())
                continue;
            const double nodes = static_cast<double>(job.gpus) / on.gpus_per_node + 1;
            longest_us =
                std::max(longest_us, nodes * static_cast<double>(job.work_us + restart_us));
        }
    }
    return longest_us;
}

Distribution draw_repair_law(const World& world, Dice& dice) {
    const double mean_s = 1e-6 * static_cast<double>(span_of(world)) * 0.1 * dice.uniform();
    Distribution law;
    law.kind = dice.chance(0.4) ? DistributionKind::kConstant : DistributionKind::kExponential;
    law.a = mean_s;
    return law;
}

void add_failures(World& world, Dice& dice) {
    constexpr double kMostFailures = 300;  // of a fleet, about
    for (Fleet& fleet : world.fleets) {
        const double least_us = std::max(
            longest_exposure_us(world) / 3,
            static_cast<double>(fleet.nodes) * static_cast<double>(span_of(world)) / kMostFailures);
        if (dice.chance(0.85))
            fleet.failures.mtbf_us = 1 + static_cast<std::int64_t>(least_us * (1 + dice.uniform()));
        fleet.failures.repair = draw_repair_law(world, dice);
        fleet.failures.entity_prefix = entity_prefix("fleet." + fleet.name);
    }
}

void add_power(World& world, Dice& dice) {
    world.hall_names = {"a", "b"};
    const bool is_partial = dice.chance(0.4);
    for (Fleet& fleet : world.fleets) {
        fleet.hall = static_cast<std::int32_t>(dice.between(-1, 1));
        if (!is_partial || dice.chance(0.5))
            fleet.power = {dice.between(0, 3'000'000'000), dice.between(0, 1'000'000'000), true};
    }
}

}  // namespace

World random_failing_world(std::uint64_t seed) {
    World world = random_world(seed);
    Dice dice(seed + 1'000'000);
    world.seed = seed;
    world.trial = static_cast<std::uint32_t>(dice.between(0, 3));
    for (Queue& queue : world.queues)
        queue.placement = Placement::kPacked;
    for (std::size_t fleet = 0; fleet < world.fleets.size(); ++fleet)
        world.fleets[fleet].name = "fleet" + std::to_string(fleet);
    add_checkpoints(world, dice);
    add_failures(world, dice);
    add_power(world, dice);
    return world;
}

}  // namespace headroom::sim
