// Mean waits of the engine against closed forms of queueing theory: jobs of one GPU, FCFS, one pool
// of c GPUs, Poisson arrivals, mean run time 1. The seeds are fixed, so that the same build always
// gives the same waits; a tolerance is four standard errors, as measured over 24 other seeds.

#include <array>

#include "sim/base/detmath.hpp"
#include "sim/base/philox.hpp"
#include "sim/engine/simulation.hpp"
#include "src/study/validate/model_check.hpp"
#include "src/study/validate/one_fleet.hpp"

namespace headroom::study {
namespace {

constexpr std::uint32_t kWarmupJobs = 20'000;  // until the empty start is forgotten
constexpr double kMeanRunTime_us = 1e9;        // so long that whole microseconds do not matter

struct QueueCase {
    std::uint64_t seed = 0;
    std::uint32_t servers = 1;
    double load = 0;                  // arrivals per server and mean run time
    bool has_constant_times = false;  // else exponential
    double urgent_share = 0;          // of the jobs: they go first, but interrupt nobody
};

using LevelWaits = std::array<double, 2>;  // by priority level, in mean run times

double draw_exponential(const QueueCase& c, Stream stream, std::uint32_t job) {
    return -detmath::log(draw_uniform({c.seed, stream, 0, job, 0}));
}

sim::World queue_world(const QueueCase& c, std::uint32_t jobs) {
    sim::World world = one_fleet(1, c.servers, sim::Placement::kPool);
    world.jobs.reserve(jobs);
    double submit_us = 0;
    for (std::uint32_t i = 0; i < jobs; ++i) {
        submit_us +=
            kMeanRunTime_us / (c.load * c.servers) * draw_exponential(c, Stream::kInterarrival, i);
        sim::Job job;
        job.submit_us = static_cast<std::int64_t>(submit_us);
        job.work_us = static_cast<std::int64_t>(
            kMeanRunTime_us *
            (c.has_constant_times ? 1 : draw_exponential(c, Stream::kRuntime, i)));
        job.estimate_us = job.work_us;
        job.gpus = 1;
        if (c.urgent_share > 0 && draw_uniform({c.seed, Stream::kClass, 0, i, 0}) > c.urgent_share)
            job.priority_level = 1;
        world.jobs.push_back(job);
    }
    world.priority_levels = c.urgent_share > 0 ? 2 : 1;
    world.series_step_us = world.jobs.back().submit_us;
    order_queue(world);
    return world;
}

LevelWaits mean_waits(const QueueCase& c, std::uint32_t jobs) {
    const sim::World world = queue_world(c, jobs);
    sim::SimulateOptions options;
    options.record_placements = false;
    const sim::RunRecord record = simulate(world, {}, options);
    std::array<double, 2> sum_us{}, count{};
    for (std::size_t job = kWarmupJobs; job < jobs; ++job) {
        const sim::Job& facts = world.jobs[job];
        sum_us.at(facts.priority_level) +=
            static_cast<double>(record.start_us[job] - facts.submit_us);
        count.at(facts.priority_level) += 1;
    }
    return {sum_us[0] / count[0] / kMeanRunTime_us, sum_us[1] / count[1] / kMeanRunTime_us};
}

ModelCheck wait_check(const char* subject, double reference, double ours, double tolerance) {
    ModelCheck check;
    check.model = "queueing";
    check.subject = subject;
    check.unit = "run times";
    check.reference = reference;
    check.ours = ours;
    check.tolerance = tolerance;
    return check;
}

}  // namespace

std::vector<ModelCheck> queueing_checks() {
    constexpr std::uint32_t kJobs = 1'000'000;
    constexpr const char* kErlang =
        "Erlang C; Cooper, Introduction to Queueing Theory, 2nd ed. (1981), eqs. 3.3-3.5";
    constexpr const char* kCobham =
        "Cobham, Priority assignment in waiting line problems, Operations Research 2 (1954)";
    std::vector<ModelCheck> rows;
    const auto add = [&](ModelCheck check, const char* source) {
        check.source = source;
        rows.push_back(std::move(check));
    };
    const QueueCase mm1{.seed = 1, .servers = 1, .load = 0.8};
    add(wait_check("M/M/1, load 0.8: mean wait", 4.0, mean_waits(mm1, kJobs)[0], 0.036), kErlang);
    const QueueCase mm8{.seed = 2, .servers = 8, .load = 0.9};
    add(wait_check("M/M/8, load 0.9: mean wait", 0.8769162377, mean_waits(mm8, kJobs)[0], 0.08),
        kErlang);
    const QueueCase md1{.seed = 3, .servers = 1, .load = 0.9, .has_constant_times = true};
    add(wait_check("M/D/1, load 0.9: mean wait", 4.5, mean_waits(md1, kJobs)[0], 0.06),
        "Pollaczek and Khinchine; Cooper, Introduction to Queueing Theory, 2nd ed. (1981)");
    const QueueCase urgent{.seed = 4, .servers = 1, .load = 0.8, .urgent_share = 0.375};
    const LevelWaits waits = mean_waits(urgent, kJobs);
    add(wait_check("M/M/1, arrivals 0.3 urgent, 0.5 not: wait of the urgent", 1.142857, waits[0],
                   0.014),
        kCobham);
    add(wait_check("M/M/1, arrivals 0.3 urgent, 0.5 not: wait of the others", 5.714286, waits[1],
                   0.04),
        kCobham);
    return rows;
}

}  // namespace headroom::study
