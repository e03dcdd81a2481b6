#include <algorithm>
#include <cmath>
#include <set>

#include "sim/model/carbon/best_start.hpp"
#include "sim/model/power/cap_curve.hpp"
#include "src/core/scenario/facility_facts.hpp"
#include "src/core/scenario/facility_parts.hpp"
#include "src/core/scenario/key_path.hpp"
#include "src/core/scenario/place_problem.hpp"

namespace headroom::scenario {
namespace {

// What tells one kind of jobs from another.
struct Kind {
    JobPhase phase = JobPhase::kTraining;
    bool is_deferrable = false;
    int level = sim::kNoCapLevel;  // of the jobs' own cap

    friend bool operator==(const Kind&, const Kind&) = default;
};

Kind kind_of(const WorkloadFacility& settings) {
    Kind kind{settings.phase.value_or(JobPhase::kTraining), settings.is_deferrable.value_or(false)};
    if (settings.gpu_cap) {
        // The cap is kept by the level below it; 70 % is 70, whatever its last bit.
        const auto percent = static_cast<int>(std::floor(*settings.gpu_cap * 100 + 1e-9));
        kind.level = percent - sim::kLowestCapPercent;
    }
    return kind;
}

std::string name_of(const Kind& kind) {
    static constexpr const char* kNames[] = {"training", "prefill", "decode", "inference",
                                             "communication"};
    std::string name = kNames[static_cast<std::size_t>(kind.phase)];
    name += kind.is_deferrable ? ", deferrable" : "";
    if (kind.level < sim::kNoCapLevel) {
        name += ", capped at " + std::to_string(sim::kLowestCapPercent + kind.level) + " %";
    }
    return name;
}

sim::WorkPhase phase_of(JobPhase phase) {
    return static_cast<sim::WorkPhase>(static_cast<int>(phase) + 1);  // behind kIdle
}

// The scenario says what an allocated GPU adds to its node in training, `slope_uw`. Caps act on the
// GPU's own part of it, a share of what its model would add; the rest, of CPUs and fans, stays.
struct GpuPart {
    double scale = 1;
    std::int64_t other_uw = 0;
};

GpuPart gpu_part(const sim::GpuPower& power, std::int64_t slope_uw) {
    const std::int64_t own_uw = whole_uw(power.at_w(sim::WorkPhase::kTraining) - power.idle_w());
    if (own_uw <= slope_uw) {
        return {1, slope_uw - own_uw};
    }
    return {static_cast<double>(slope_uw) / static_cast<double>(own_uw), 0};
}

sim::CapLadder compile_ladder(const std::optional<GpuModel>& gpu,
                              std::int64_t slope_uw,
                              const Kind& kind) {
    sim::CapLadder ladder;
    if (!gpu) {
        ladder.fill({slope_uw, sim::kReferenceSpeedQ20});
        return ladder;
    }
    const sim::GpuPower& power = gpu->power;
    const GpuPart part = gpu_part(power, slope_uw);
    ladder =
        sim::make_ladder(power.idle_w(), power.at_w(phase_of(kind.phase)), power.tdp_w, gpu->curve);
    for (sim::CapLevel& level : ladder) {
        level.gpu_uw = std::llround(static_cast<double>(level.gpu_uw) * part.scale) + part.other_uw;
    }
    const sim::CapLevel highest = ladder[static_cast<std::size_t>(kind.level)];
    std::fill(ladder.begin() + kind.level, ladder.end(), highest);
    return ladder;
}

// Only the GPUs of training wait for each other, and then draw what communication does.
std::int64_t compile_swing(const std::optional<GpuModel>& gpu,
                           std::int64_t slope_uw,
                           const Kind& kind,
                           const sim::CapLadder& ladder) {
    if (!gpu || kind.phase != JobPhase::kTraining) {
        return 0;
    }
    const GpuPart part = gpu_part(gpu->power, slope_uw);
    const double waiting_w = gpu->power.at_w(sim::WorkPhase::kCommunication) - gpu->power.idle_w();
    const std::int64_t waiting_uw = whole_uw(waiting_w * part.scale) + part.other_uw;
    return std::max<std::int64_t>(ladder.back().gpu_uw - waiting_uw, 0);
}

// Starts of least carbon for the jobs of one workload.
class Releases {
public:
    explicit Releases(const FacilityContext& context) : context_(context) {}

    void compile() {
        const sim::World& world = context_.world();
        std::vector<std::int64_t> release_us;
        release_us.reserve(world.jobs.size());
        for (std::size_t job = 0; job < world.jobs.size(); ++job) {
            release_us.push_back(release_of(job));
        }
        context_.world().release_us = std::move(release_us);
    }

private:
    [[nodiscard]] std::int64_t release_of(std::size_t index) {
        const sim::Job& job = context_.world().jobs[index];
        const std::size_t w = context_.compiled.sources[index].workload;
        const auto& [name, workload] = context_.scenario.workloads[w];
        const std::int64_t slack_us = std::llround(workload.facility.may_wait_s * 1e6);
        if (slack_us == 0 || refused_.contains(w)) {
            return job.submit_us;
        }
        const FleetId fleet = context_.world().routes[job.route].fleets.front();
        const sim::HourlySeries* intensity = intensity_at(fleet);
        const std::int64_t submit_us = context_.world().start_unix_us + job.submit_us;
        const std::int64_t length_us = std::max<std::int64_t>(job.estimate_us, 1);
        if (intensity == nullptr) {
            refuse(w,
                   "the site of fleet '" + context_.world().fleets[fleet.index()].name +
                       "' has no carbon intensity by the hour",
                   "carbon_table, or a grid whose hours are known, at the site");
        } else if (!intensity->covers(submit_us, submit_us + slack_us + length_us)) {
            refuse(w,
                   "the carbon intensity of the site of fleet '" +
                       context_.world().fleets[fleet.index()].name +
                       "' ends before some of its jobs",
                   "a carbon_table of a whole year, or of all the time of the jobs");
        } else {
            return sim::best_start_us(*intensity, submit_us, slack_us, length_us) -
                   context_.world().start_unix_us;
        }
        return job.submit_us;
    }

    // Null where the intensity is not known, or the same at all hours.
    [[nodiscard]] const sim::HourlySeries* intensity_at(FleetId fleet) const {
        const std::int32_t hall = context_.world().fleets[fleet.index()].hall;
        const std::int32_t site =
            hall < 0 ? -1 : context_.facility().halls[static_cast<std::size_t>(hall)].site;
        if (site < 0) {
            return nullptr;
        }
        const auto& series =
            context_.facility().sites[static_cast<std::size_t>(site)].intensity_g_per_kwh;
        const bool is_hourly =
            series && std::any_of(series->values.begin(), series->values.end(),
                                  [&](double value) { return value != series->values.front(); });
        return is_hourly ? &*series : nullptr;
    }

    void refuse(std::size_t w, std::string problem, std::string wanted) {
        refused_.insert(w);
        context_.problems.push_back(
            place_problem(context_.scenario,
                          join_key("workload", context_.scenario.workloads[w].first) + ".may_wait",
                          std::move(problem), std::move(wanted)));
    }

    const FacilityContext& context_;
    std::set<std::size_t> refused_;  // workloads that were complained of
};

}  // namespace

void compile_load_kinds(const FacilityContext& context) {
    constexpr std::size_t kMostKinds = 256;
    std::vector<Kind> kinds;
    std::vector<std::size_t> kind_of_workload;
    for (const auto& [name, workload] : context.scenario.workloads) {
        const Kind kind = kind_of(workload.facility);
        const auto found = std::find(kinds.begin(), kinds.end(), kind);
        kind_of_workload.push_back(static_cast<std::size_t>(found - kinds.begin()));
        if (found == kinds.end()) {
            kinds.push_back(kind);
        }
    }
    if (kinds.size() > kMostKinds) {
        context.problems.push_back(
            place_problem(context.scenario, "",
                          "the workloads differ in more than 256 ways in phase, "
                          "deferrable and gpu_cap",
                          "at most 256"));
        return;
    }
    sim::Facility& facility = context.facility();
    for (const Kind& kind : kinds) {
        facility.kinds.push_back({name_of(kind), kind.is_deferrable});
    }
    bool knows_gpus = false;
    for (std::size_t f = 0; f < context.scenario.fleets.size(); ++f) {
        const auto gpu = find_gpu_model(context.scenario, context.scenario.fleets[f].second);
        const std::int64_t slope_uw = context.world().fleets[f].power.slope_uw;
        for (const Kind& kind : kinds) {
            facility.ladders.push_back(compile_ladder(gpu, slope_uw, kind));
            facility.swing_uw.push_back(
                compile_swing(gpu, slope_uw, kind, facility.ladders.back()));
        }
        knows_gpus = knows_gpus || gpu.has_value();
    }
    if (!knows_gpus) {
        facility.swing_uw.clear();
    }
    if (kinds.size() < 2) {
        return;
    }
    for (const JobSource& source : context.compiled.sources) {
        context.world().load_kind.push_back(
            static_cast<std::uint8_t>(kind_of_workload[source.workload]));
    }
}

void compile_releases(const FacilityContext& context) {
    std::string first;
    for (const auto& [name, workload] : context.scenario.workloads) {
        if (workload.facility.may_wait_s > 0 && first.empty()) {
            first = name;
        }
    }
    if (first.empty()) {
        return;
    }
    if (!context.start) {
        context.problems.push_back(
            place_problem(context.scenario, join_key("workload", first) + ".may_wait",
                          "waits for hours of less carbon, but the scenario has no calendar",
                          "start = 2027-01-01"));
        return;
    }
    Releases(context).compile();
}

}  // namespace headroom::scenario
