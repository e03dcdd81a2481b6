#include "src/core/scenario/compile_failures.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/entity.hpp"

namespace headroom::scenario {
namespace {

constexpr double kMicroseconds = 1e6;

sim::NodeFailures compile_law(const NodeFailures& failures, const std::string& fleet) {
    sim::NodeFailures compiled;
    compiled.mtbf_us =
        std::max<std::int64_t>(1, std::llround(failures.node_mtbf_s.value * kMicroseconds));
    if (failures.repair_s.distribution) {
        compiled.repair = *failures.repair_s.distribution;
    } else {
        compiled.repair.a = failures.repair_s.value;
    }
    compiled.entity_prefix = entity_prefix("fleet." + fleet);
    return compiled;
}

sim::NodePower compile_power(const Fleet& fleet) {
    if (!fleet.idle_power_w || !fleet.busy_power_w) {
        return {};
    }
    const double more_w = *fleet.busy_power_w - *fleet.idle_power_w;
    return {std::llround(*fleet.idle_power_w * kMicroseconds),
            std::llround(more_w * kMicroseconds / static_cast<double>(fleet.gpus_per_node)), true};
}

sim::Checkpointing compile_rule(const Checkpoint& checkpoint) {
    return {std::llround(checkpoint.every_s.value * kMicroseconds),
            std::llround(checkpoint.restart_s.value * kMicroseconds)};
}

// The longest mean time between failures of the nodes that the job has on a fleet of its route; 0:
// nothing fails on one of them.
double between_failures_us(const sim::World& world, const sim::Job& job) {
    double longest_us = -1;
    for (const FleetId id : world.routes[job.route].fleets) {
        const sim::Fleet& fleet = world.fleets[id.index()];
        if (static_cast<std::int64_t>(job.gpus) > fleet.gpus()) {
            continue;
        }
        if (!fleet.failures.happen()) {
            return 0;
        }
        const double nodes = std::ceil(static_cast<double>(job.gpus) / fleet.gpus_per_node);
        longest_us = std::max(longest_us, static_cast<double>(fleet.failures.mtbf_us) / nodes);
    }
    return std::max(longest_us, 0.0);
}

}  // namespace

void compile_nodes(const Scenario& scenario, sim::World& world) {
    world.seed = scenario.seed;
    world.trial = scenario.trial.value_or(0);
    for (std::size_t i = 0; i < scenario.fleets.size(); ++i) {
        const auto& [name, fleet] = scenario.fleets[i];
        world.fleets[i].power = compile_power(fleet);
        const Cluster& cluster = scenario.clusters[world.fleets[i].cluster.index()].second;
        if (cluster.failures) {
            world.fleets[i].failures = compile_law(*cluster.failures, name);
        }
    }
}

void compile_checkpoints(const Scenario& scenario, CompiledWorld& compiled) {
    std::vector<sim::Checkpointing> rules;
    for (const auto& [name, workload] : scenario.workloads) {
        rules.push_back(compile_rule(workload.checkpoint));
    }
    const bool has_any = std::any_of(rules.begin(), rules.end(), [](const sim::Checkpointing& r) {
        return r != sim::Checkpointing{};
    });
    if (!has_any) {
        return;
    }
    compiled.world.checkpointing = std::move(rules);
    compiled.world.checkpointing_of.reserve(compiled.sources.size());
    for (const JobSource& source : compiled.sources) {
        compiled.world.checkpointing_of.push_back(static_cast<std::uint16_t>(source.workload));
    }
}

std::optional<EndlessJob> find_endless_job(const CompiledWorld& compiled) {
    // A span of x mean times takes about e^x attempts: 160,000 here.
    constexpr double kMostMeanTimes = 12;
    const sim::World& world = compiled.world;
    if (world.horizon_us != sim::kNever || !world.has_failures()) {
        return std::nullopt;
    }
    for (std::size_t index = 0; index < world.jobs.size(); ++index) {
        const sim::Job& job = world.jobs[index];
        const sim::Checkpointing rule = world.checkpointing_for(JobId(index));
        const std::int64_t span_us =
            rule.every_us > 0 ? std::min(rule.every_us, job.work_us) : job.work_us;
        const auto needed_us = static_cast<double>(span_us + rule.restart_us);
        const double between_us = between_failures_us(world, job);
        if (between_us > 0 && needed_us > kMostMeanTimes * between_us) {
            return EndlessJob{compiled.sources[index].workload, job.gpus, needed_us / kMicroseconds,
                              between_us / kMicroseconds};
        }
    }
    return std::nullopt;
}

}  // namespace headroom::scenario
