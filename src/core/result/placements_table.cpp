#include "sim/model/attempts.hpp"
#include "src/core/result/tabulate.hpp"

namespace headroom::report {

Table placements_table(const RunFacts& facts, const Column& ids) {
    const sim::World& world = facts.compiled.world;
    const sim::RunRecord& record = facts.record;
    std::vector<std::string> names;
    for (const sim::Fleet& fleet : world.fleets)
        names.push_back(fleet.name);
    std::vector<std::int64_t> first_node, nodes, gpus_on_each, start_us, end_us;
    std::vector<std::uint32_t> jobs, fleets;
    sim::PlacedAttempts attempts(world, record);
    for (const sim::PlacementRow& row : record.placements) {
        const sim::Attempt attempt = attempts.next(row).attempt;
        jobs.push_back(row.job);
        fleets.push_back(static_cast<std::uint32_t>(attempt.fleet));
        first_node.push_back(row.first_node);
        nodes.push_back(row.nodes);
        gpus_on_each.push_back(row.gpus_on_each);
        start_us.push_back(attempt.start_us);
        end_us.push_back(attempt.end_us >= 0 ? attempt.end_us : kMissing);
    }
    return {"placements",
            "Where jobs ran",
            {referring_column("job", ids, std::move(jobs)),
             coded_column("fleet", names, std::move(fleets)),
             integer_column("first_node", "", std::move(first_node)),
             integer_column("nodes", "", std::move(nodes)),
             integer_column("gpus_on_each", "GPU", std::move(gpus_on_each)),
             time_column("start_s", std::move(start_us)), time_column("end_s", std::move(end_us))}};
}

}  // namespace headroom::report
