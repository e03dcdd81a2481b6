// What failures cost a job with checkpoints, in the engine against Daly's exact expectation.

#include <cmath>

#include "sim/base/entity.hpp"
#include "sim/base/units.hpp"
#include "sim/engine/simulation.hpp"
#include "src/study/validate/model_check.hpp"
#include "src/study/validate/one_fleet.hpp"

namespace headroom::study {
namespace {

constexpr double kMtbf_s = 28'800;
constexpr std::int64_t kRestart_us = 300'000'000;

// The share of its wall time in which one job does work that is kept. A checkpoint takes no time in
// the engine, so one span is the work between two of them and the writing of one.
double goodput(std::int64_t interval_us, std::int64_t write_us, std::int64_t spans) {
    sim::World world = one_fleet(1, 1, sim::Placement::kPacked);
    world.fleets.front().failures.mtbf_us = static_cast<std::int64_t>(kMtbf_s * 1e6);
    world.fleets.front().failures.entity_prefix = entity_prefix("fleet.fleet");
    sim::Job job;
    job.gpus = 1;
    job.work_us = spans * (interval_us + write_us);
    job.estimate_us = job.work_us;
    world.jobs = {job};
    world.checkpointing = {{.every_us = interval_us + write_us, .restart_us = kRestart_us}};
    world.checkpointing_of = {0};
    world.series_step_us = job.work_us;
    order_queue(world);
    const sim::RunRecord record = simulate(world);
    return static_cast<double>(spans * interval_us) / static_cast<double>(record.end_us[0]);
}

}  // namespace

std::vector<ModelCheck> checkpoint_checks() {
    constexpr std::int64_t kYoung_us = 1'859'032'000;  // √(2 · 60 s · 28,800 s)
    constexpr std::int64_t kWrite_us = 60'000'000;
    constexpr std::int64_t kSpans = 500'000;
    ModelCheck check;
    check.model = "checkpointing";
    check.subject = "goodput, MTBF 8 h, 60 s to write every 1,859 s, restart 300 s";
    check.reference = 0.92710991;
    check.ours = goodput(kYoung_us, kWrite_us, kSpans);
    // Four standard errors: the time of a span varies by 0.18 of its mean, over 500,000 spans.
    check.tolerance = 0.001;
    check.source =
        "Daly, A higher order estimate of the optimum checkpoint interval, Future Generation "
        "Computer Systems 22 (2006); Young's interval";
    return {check};
}

}  // namespace headroom::study
