#include "tests/support/reference_world.hpp"

#include "tests/support/random_world.hpp"

namespace headroom::sim {

World reference_world(const tests::ReferenceTrace& trace, Policy policy, Placement placement) {
    constexpr std::int64_t kSecondUs = 1'000'000;
    World world =
        single_fleet_world(static_cast<std::uint32_t>(trace.nodes),
                           static_cast<std::uint32_t>(trace.gpus_per_node), policy, placement);
    world.jobs.reserve(trace.submit_s.size());
    for (std::size_t job = 0; job < trace.submit_s.size(); ++job) {
        add_job(world, {.submit_us = trace.submit_s[job] * kSecondUs,
                        .work_us = trace.runtime_s[job] * kSecondUs,
                        .estimate_us = trace.estimate_s[job] * kSecondUs,
                        .gpus = static_cast<std::uint32_t>(trace.gpus[job])});
    }
    order_queues(world);
    return world;
}

const char* rule_name(Policy policy, Placement placement) {
    if (placement == Placement::kPool)
        return policy == Policy::kFcfs ? "pool FCFS" : "pool EASY";
    return policy == Policy::kFcfs ? "packed FCFS" : "packed EASY";
}

}  // namespace headroom::sim
