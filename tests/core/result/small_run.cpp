#include "tests/core/result/small_run.hpp"

#include "sim/engine/simulation.hpp"

namespace headroom::report {
namespace {

constexpr std::int64_t kSecond_us = 1'000'000;

sim::Job job(double submit_s, double length_s, std::uint32_t gpus, std::uint16_t route) {
    sim::Job made;
    made.submit_us = static_cast<std::int64_t>(submit_s * kSecond_us);
    made.work_us = static_cast<std::int64_t>(length_s * kSecond_us);
    made.estimate_us = made.work_us;
    made.gpus = gpus;
    made.route = route;
    return made;
}

sim::World small_world(std::int64_t horizon_us) {
    sim::World world;
    world.cluster_names = {"main"};
    world.tenant_names = {"lab, first"};
    world.fleets = {{.name = "nodes", .cluster = ClusterId(0), .nodes = 2, .gpus_per_node = 4},
                    {.name = "pool", .cluster = ClusterId(0), .nodes = 3, .gpus_per_node = 1}};
    world.routes = {{QueueId(0), {FleetId(0)}}, {QueueId(1), {FleetId(1)}}};
    sim::Queue packed;
    packed.policy = sim::Policy::kFcfs;
    packed.fleets = {FleetId(0)};
    sim::Queue pool = packed;
    pool.placement = sim::Placement::kPool;
    pool.fleets = {FleetId(1)};
    world.jobs = {job(0, 10, 4, 0), job(0, 20, 6, 0), job(1, 5, 1, 0),
                  job(2, 0, 1, 0),  job(3, 1, 99, 0), job(4, 3.5, 2, 1)};
    packed.order = {JobId(0), JobId(1), JobId(2), JobId(3), JobId(4)};
    pool.order = {JobId(5)};
    world.queues = {packed, pool};
    world.queue_rank = {0, 1, 2, 3, 4, 0};
    world.tenant = {0, -1, -1, -1, -1, 0};
    world.horizon_us = horizon_us;
    world.series_step_us = 10 * kSecond_us;
    return world;
}

}  // namespace

SmallRun make_small_run(std::int64_t horizon_us) {
    SmallRun run;
    run.scenario.file = "small.toml";
    run.scenario.name = "Small";
    run.scenario.catalog = "2026.11";
    run.scenario.workloads.resize(1);
    run.scenario.workloads[0].first = "w";
    run.compiled.world = small_world(horizon_us);
    run.traces.resize(1);
    run.traces[0].report.rows = 7;
    run.traces[0].report.dropped = {{"negative run time", 1, 5}};
    for (const char* id : {"a", "b", "c", "d", "e", "f"})
        run.traces[0].trace.ids.push_back(id);
    for (std::uint32_t row = 0; row < 6; ++row)
        run.compiled.sources.push_back({0, row});
    run.record = sim::simulate(run.compiled.world);
    return run;
}

Result make_small_result() {
    const SmallRun run = make_small_run();
    Result result;
    result.summary = describe_run(run.facts(), {"bigger", {{"fleet.nodes.nodes", "2", {}}}});
    result.tables = {jobs_table(run.facts()), series_table(run.facts()), nodes_table(run.facts())};
    result.tables.push_back(placements_table(run.facts(), result.tables[0].columns[0]));
    return result;
}

}  // namespace headroom::report
