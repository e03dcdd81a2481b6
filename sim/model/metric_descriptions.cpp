#include <algorithm>

#include "sim/model/metrics.hpp"

namespace headroom::sim {
namespace {

using enum MetricKind;
using enum Better;

}  // namespace

const std::vector<MetricDescription>& metric_descriptions() {
    static const std::vector<MetricDescription> kDescriptions{
        {"jobs.submitted", "", "jobs that arrived during the run", kCount},
        {"jobs.completed", "", "jobs that ended by themselves", kCount, kHigher},
        {"jobs.rejected", "", "jobs larger than what is installed for them, or over a limit",
         kCount, kLower},
        {"jobs.killed", "", "jobs ended at their limit", kCount, kLower},
        {"jobs.waiting_at_end", "", "jobs still in a queue when the run stopped", kCount, kLower},
        {"jobs.running_at_end", "", "jobs still running when the run stopped", kCount},
        {"wait.jobs", "", "jobs that wait.* counts: submitted after the warm-up and not rejected",
         kCount},
        {"wait.mean_s", "s",
         "mean wait of the jobs submitted after the warm-up; a job still waiting "
         "counts with its wait so far",
         kLevel, kLower},
        {"wait.p50_s", "s", "median wait (nearest rank)", kLevel, kLower},
        {"wait.p95_s", "s", "95th percentile of the wait (nearest rank)", kLevel, kLower},
        {"wait.p99_s", "s", "99th percentile of the wait (nearest rank)", kLevel, kLower},
        {"wait.max_s", "s", "longest wait", kLevel, kLower},
        {"wait.sum_s", "s", "sum of the waits", kLevel, kLower},
        {"wait.cause_s", "s", "sum of the waits by what was waited for: [cause=capacity], …",
         kLevel, kLower},
        {"slowdown.bounded_mean", "",
         "mean of (wait + run) ÷ max(run, 10 s), at least 1, of the "
         "jobs that ended",
         kLevel, kLower},
        {"queue.growing", "",
         "1 if the demand in a queue kept growing: waits are then no steady "
         "state",
         kCount, kLower},
        {"gpu.available_gpu_h", "GPUh", "GPU-time in service and not down, after the warm-up"},
        {"gpu.allocated_gpu_h", "GPUh", "GPU-time given to jobs, after the warm-up"},
        {"gpu.held_gpu_h", "GPUh",
         "GPU-time kept from others by multi-node jobs without being used", kLevel, kLower},
        {"gpu.allocated", "", "share of the available GPU-time that was given to jobs"},
        {"gpu.active", "",
         "share of the available GPU-time in which jobs did work; only where the activity of every "
         "job is measured or assumed"},
        {"gpu.active_measured", "", "share of the jobs' GPU-time whose activity is measured"},
        {"gpu.active_assumed", "", "share of the jobs' GPU-time whose activity is assumed"},
        {"gpu.stranded_gpu_h", "GPUh",
         "GPU-time free while the head of a queue waited although "
         "the total free sufficed",
         kLevel, kLower},
        {"gpu.useful", "",
         "share of the available GPU-time that was given to jobs and not lost to failures or "
         "slower "
         "speed; where failures, checkpoints, caps or heat are modelled",
         kLevel, kHigher},
        {"work.lost_gpu_h", "GPUh",
         "GPU-time of jobs that gave no lasting progress: of interrupted attempts since their last "
         "checkpoint, and of restarts",
         kLevel, kLower},
        {"failures.count", "", "node failures after the warm-up", kCount, kLower},
        {"failures.interruptions", "", "jobs interrupted by node failures after the warm-up",
         kCount, kLower},
        {"energy.it_kwh", "kWh",
         "energy of the nodes, and of the switches of their chassis, after the warm-up; only where "
         "idle and busy power of every fleet are known",
         kLevel, kLower},
        {"energy.loss_kwh", "kWh", "energy lost in conversion, from the transformer to the boards",
         kLevel, kLower},
        {"energy.cooling_kwh", "kWh", "energy of fans, pumps, chillers and towers", kLevel, kLower},
        {"energy.other_kwh", "kWh", "energy of the other load of halls", kLevel, kLower},
        {"energy.facility_kwh", "kWh", "all of these: IT, losses, cooling, other", kLevel, kLower},
        {"pue", "",
         "energy of the facility / energy of IT over the measured window; only where the cooling "
         "of every hall is modelled",
         kLevel, kLower},
        {"ppue", "", "energy of IT with its conversion losses / energy of IT", kLevel, kLower},
        {"wue", "l/kWh", "water for cooling / energy of IT", kLevel, kLower},
        {"cue", "kg/kWh", "location-based carbon of operation / energy of IT", kLevel, kLower},
        {"power.mean_kw", "kW",
         "mean power after the warm-up: of a run or site with cooling, of a hall what its feed "
         "carries without it, of a fleet its nodes; without a facility always of the nodes",
         kLevel, kLower},
        {"power.peak_kw", "kW", "highest power after the warm-up, of the same as power.mean_kw",
         kLevel, kLower},
        {"power.peak_15min_kw", "kW",
         "highest mean over a quarter of an hour, of the same; by month: what a demand charge is "
         "made from",
         kLevel, kLower},
        {"power.step_kw", "kW", "largest change of power at one instant", kLevel, kLower},
        {"power.swing_kw", "kW",
         "largest fall of power when all GPUs of one job wait for each other at an iteration's "
         "edge",
         kLevel, kLower},
        {"grid.import_kwh", "kWh", "what the grid gave beside battery and own generation", kLevel,
         kLower},
        {"grid.export_kwh", "kWh", "own generation that nobody on the site took", kLevel, kLower},
        {"grid.unmet_kwh", "kWh", "import above its limit, which the battery could not shave",
         kLevel, kLower},
        {"grid.peak_15min_kw", "kW", "highest import over a quarter of an hour", kLevel, kLower},
        {"battery.cycles", "", "energy out of the battery / what it holds in use", kLevel, kLower},
        {"power.over_limit_h", "h", "time above power_limit, which is not enforced", kLevel,
         kLower},
        {"power.over_cap_h", "h", "time above power_cap although every GPU was at its lowest cap",
         kLevel, kLower},
        {"power.over_lost_feed_h", "h",
         "time in which the hall drew more than it could with one feed or UPS unit lost", kLevel,
         kLower},
        {"power.rack_peak_kw", "kW", "highest power of any rack of the hall", kLevel, kLower},
        {"power.rack_over_limit_h", "h", "time above rack_limit of the worst rack", kLevel, kLower},
        {"power.rack_over_cap_h", "h",
         "time above rack_cap of the worst rack although its GPUs were at their lowest cap", kLevel,
         kLower},
        {"power.row_peak_kw", "kW", "highest power of any row of the hall", kLevel, kLower},
        {"power.row_over_limit_h", "h", "time above row_limit of the worst row", kLevel, kLower},
        {"power.row_over_cap_h", "h", "the same of row_cap and the worst row", kLevel, kLower},
        {"power.capped_gpu_h", "GPUh", "GPU-time that jobs lost because caps or heat slowed them",
         kLevel, kLower},
        {"cooling.overloaded_h", "h", "time with more heat than the cooling is built for", kLevel,
         kLower},
        {"gpu.hottest_c", "degC", "highest temperature of the GPUs of any rack", kLevel, kLower},
        {"gpu.throttled_gpu_h", "GPUh", "GPU-time of jobs in racks that heat slowed", kLevel,
         kLower},
        {"gpu.overheated_h", "h",
         "time in which GPUs of some rack were so hot that real ones shut down; here they go on at "
         "their lowest cap",
         kLevel, kLower},
        {"water.m3", "m3", "water that the cooling used", kLevel, kLower},
        {"carbon.operational_kg", "kg",
         "CO2e of the electricity, location-based: what the grid emits hour by hour", kLevel,
         kLower},
        {"carbon.market_kg", "kg", "the same, market-based: with what is contracted", kLevel,
         kLower},
        {"carbon.embodied_kg", "kg",
         "CO2e of making the nodes, the share of the measured window in their life", kLevel,
         kLower},
        {"headroom.load", "",
         "× the demand until a target (an error-level assertion of the scenario) fails, in steps "
         "of "
         "0.01 up to 64",
         kLevel, kHigher},
        {"headroom.binding", "",
         "1 for what runs out first with more demand: [limit=gpus], quota, power, cooling, fabric, "
         "money",
         kCount},
        {"headroom.date", "date",
         "the first month whose demand, held for the whole run, misses a target", kLevel, kHigher},
        {"headroom.power_kw", "kW",
         "power_limit less other_load and the highest power of all nodes", kLevel, kHigher},
        {"headroom.racks", "", "racks of rack_limit that headroom.power_kw can feed", kLevel,
         kHigher},
        {"makespan_s", "s", "time from 0 to the last end", kLevel, kLower},
        {"engine.events", "", "submissions, ends and capacity changes that were simulated", kCount},
    };
    return kDescriptions;
}

const MetricDescription* find_description(std::string_view name) {
    const auto& all = metric_descriptions();
    const auto found = std::find_if(all.begin(), all.end(), [&](const MetricDescription& metric) {
        return metric.name == name;
    });
    return found == all.end() ? nullptr : &*found;
}

}  // namespace headroom::sim
