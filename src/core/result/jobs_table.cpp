#include "src/core/result/tabulate.hpp"

namespace headroom::report {
namespace {

// Rows of few distinct texts; code 0 is "none".
class CodedTexts {
public:
    CodedTexts(const std::vector<std::string>& texts, std::size_t rows) : texts_{""} {
        texts_.insert(texts_.end(), texts.begin(), texts.end());
        codes_.reserve(rows);
    }
    void push_back(int index) { codes_.push_back(static_cast<std::uint32_t>(index + 1)); }
    [[nodiscard]] Column build(std::string name) {
        return coded_column(std::move(name), texts_, std::move(codes_));
    }

private:
    std::vector<std::string> texts_;
    std::vector<std::uint32_t> codes_;
};

template <class Names>
std::vector<std::string> texts_of(const Names& names) {
    return {names.begin(), names.end()};
}

std::vector<std::string> fleet_names(const sim::World& world) {
    std::vector<std::string> names;
    for (const sim::Fleet& fleet : world.fleets)
        names.push_back(fleet.name);
    return names;
}

Column id_column(const RunFacts& facts) {
    const bool has_many = facts.traces.size() > 1;
    TextBuilder ids;
    std::string id;
    for (const scenario::JobSource& source : facts.compiled.sources) {
        id.clear();
        if (has_many)
            id += facts.scenario.workloads[source.workload].first + ":";
        id += facts.traces[source.workload].trace.ids[source.row];
        ids.push_back(id);
    }
    return ids.build("id");
}

std::int64_t wait_us(const sim::World& world, const sim::RunRecord& record, std::size_t job) {
    const std::int64_t submit_us = world.jobs[job].submit_us;
    if (record.start_us[job] >= 0)
        return record.start_us[job] - submit_us;
    if (record.state[job] == sim::JobState::kWaiting)
        return record.stopped_at_us - submit_us;
    return kMissing;
}

// Packed jobs take whole nodes but for the last; a count of nodes has no meaning in a pool.
std::int64_t nodes_of(const sim::World& world, const sim::RunRecord& record, std::size_t job) {
    if (record.fleet[job] < 0)
        return kMissing;
    const sim::Route& route = world.routes[world.jobs[job].route];
    if (world.queues[route.queue.index()].placement == sim::Placement::kPool)
        return kMissing;
    const std::int64_t on_each =
        world.fleets[static_cast<std::size_t>(record.fleet[job])].gpus_per_node;
    return (world.jobs[job].gpus + on_each - 1) / on_each;
}

std::int64_t attempts_of(const sim::RunRecord& record, std::size_t job) {
    if (!record.failures.attempts.empty())
        return record.failures.attempts[job];
    return record.start_us[job] >= 0 ? 1 : 0;
}

std::int64_t lost_gpu_us_of(const sim::World& world,
                            const sim::RunRecord& record,
                            std::size_t job) {
    return record.failures.lost_us.empty() ? 0
                                           : record.failures.lost_us[job] * world.jobs[job].gpus;
}

}  // namespace

Table jobs_table(const RunFacts& facts) {
    const sim::World& world = facts.compiled.world;
    const sim::RunRecord& record = facts.record;
    const std::size_t jobs = world.jobs.size();
    std::vector<std::int64_t> submit_us(jobs), start_us(jobs), end_us(jobs), gpus(jobs),
        nodes(jobs), waits_us(jobs), attempts(jobs), lost_gpu_us(jobs);
    CodedTexts fleets(fleet_names(world), jobs);
    CodedTexts states(texts_of(sim::kJobStateNames), jobs);
    CodedTexts tenants(world.tenant_names, jobs);
    CodedTexts partitions(world.partition_names, jobs);
    CodedTexts reasons(texts_of(sim::kWaitCauseNames), jobs);
    for (std::size_t job = 0; job < jobs; ++job) {
        const bool has_started = record.start_us[job] >= 0;
        submit_us[job] = world.jobs[job].submit_us;
        start_us[job] = has_started ? record.start_us[job] : kMissing;
        end_us[job] = record.end_us[job] >= 0 ? record.end_us[job] : kMissing;
        gpus[job] = world.jobs[job].gpus;
        nodes[job] = nodes_of(world, record, job);
        waits_us[job] = wait_us(world, record, job);
        attempts[job] = attempts_of(record, job);
        lost_gpu_us[job] = lost_gpu_us_of(world, record, job);
        fleets.push_back(record.fleet[job]);
        states.push_back(static_cast<int>(record.state[job]));
        tenants.push_back(world.tenant.empty() ? -1 : world.tenant[job]);
        partitions.push_back(world.partition.empty() ? -1 : world.partition[job]);
        reasons.push_back(static_cast<int>(record.reason[job]));
    }
    return {"jobs",
            "Jobs",
            {id_column(facts), time_column("submit_s", std::move(submit_us)),
             time_column("start_s", std::move(start_us)), time_column("end_s", std::move(end_us)),
             integer_column("gpus", "GPU", std::move(gpus)), fleets.build("fleet"),
             integer_column("nodes", "", std::move(nodes)), states.build("state"),
             time_column("wait_s", std::move(waits_us)),
             integer_column("attempts", "", std::move(attempts)),
             time_column("lost_gpu_s", std::move(lost_gpu_us), "GPUs"), tenants.build("tenant"),
             partitions.build("partition"), reasons.build("reason")}};
}

}  // namespace headroom::report
