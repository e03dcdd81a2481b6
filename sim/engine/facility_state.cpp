#include "sim/engine/facility_state.hpp"

#include <algorithm>
#include <cmath>

namespace headroom::sim {
FacilityState::FacilityState(const World& world)
    : world_(world),
      load_(world),
      meter_(world),
      has_speeds_(world.facility.has_speeds()),
      has_admission_(world.facility.has_admission()),
      next_tick_us_(load_.next_tick_us(0)) {
    for (std::uint32_t hall = 0; hall < world.facility.halls.size(); ++hall) {
        const HallFacility& what = world.facility.halls[hall];
        if (what.thermal)
            heated_.push_back({hall, HallTemperatures(what, world.facility.step_us), -1, 0, 0});
    }
    next_weather_us_ = next_tick_us_;
    next_tick_us_ = std::min(next_tick_us_, next_step_us(0));
}

void FacilityState::put_in_service(FleetId fleet) {
    load_.add_chassis(fleet);
    load_.change_nodes(fleet, 0, world_.fleets[fleet.index()].nodes, 1);
}

FacilityLoad::Load FacilityState::load_of(JobId job, FleetId fleet) const {
    constexpr std::int32_t kAlways = 1'000'000;
    const std::size_t kind = world_.load_kind.empty() ? 0 : world_.load_kind[job.index()];
    const std::int32_t ppm = world_.activity.empty() ? -1 : world_.activity[job.index()].ppm;
    return {static_cast<std::uint32_t>(fleet.index() * world_.facility.kinds.size() + kind),
            world_.jobs[job.index()].gpus, ppm < 0 ? kAlways : ppm};
}

// The GPUs of a seat by rack; the nodes of a seat ascend.
void FacilityState::find_parts(FleetId fleet,
                               Seat seat,
                               std::int64_t gpus,
                               const NodeTable<Solo>& table) {
    parts_.clear();
    const FleetRacks& where = world_.facility.fleets[fleet.index()];
    if (where.nodes_per_rack == 0 || table.is_pool())
        return;
    std::uint32_t node = seat.first_node;
    for (std::uint32_t left = seat.nodes; left > 0; --left) {
        const std::uint32_t rack = where.first_rack + node / where.nodes_per_rack;
        const std::int64_t here = std::min<std::int64_t>(gpus, table.gpus_per_node());
        gpus -= here;
        if (parts_.empty() || parts_.back().rack != rack)
            parts_.push_back({rack, 0});
        parts_.back().gpus += here;
        if (left > 1)
            node = table.next_node(node);
    }
}

void FacilityState::start(std::int64_t now_us, const Start& start, const NodeTable<Solo>& table) {
    if (start.slot >= jobs_.size())
        jobs_.resize(start.slot + 1);
    JobLoad& job = jobs_[start.slot];
    job.load = load_of(start.job, start.fleet);
    job.fleet = start.fleet;
    job.sequence = start.sequence;
    if (world_.activity.empty() || world_.activity[start.job.index()].ppm < 0 ||
        world_.activity[start.job.index()].is_assumed)
        has_assumed_activity_ = true;
    find_parts(start.fleet, start.seat, job.load.gpus, table);
    job.cohort = load_.add(now_us, job.load, parts_);
    if (!has_speeds_)
        return;
    job.begin_q20 = load_.cohorts().at(job.cohort).clock.at(now_us);
    load_.cohorts().enter(now_us, job.cohort, start.slot, start.work_us, job.load.gpus);
}

void FacilityState::end(std::int64_t now_us,
                        std::uint32_t slot,
                        Seat seat,
                        const NodeTable<Solo>& table) {
    JobLoad& job = jobs_[slot];
    job.sequence = kNoStart;
    if (has_speeds_)
        load_.cohorts().leave(now_us, job.cohort, slot, job.load.gpus);
    find_parts(job.fleet, seat, job.load.gpus, table);
    load_.remove(job.cohort, job.load, parts_);
}

std::int64_t FacilityState::done_us(std::int64_t now_us, std::uint32_t slot) const {
    const JobLoad& job = jobs_[slot];
    const Wide done_q20 = load_.cohorts().at(job.cohort).clock.at(now_us) - job.begin_q20;
    return static_cast<std::int64_t>(done_q20 >> kSpeedBits);
}

bool FacilityState::tick(std::int64_t now_us) {
    const bool is_due = next_weather_us_ <= now_us;
    if (is_due) {
        load_.tick(now_us);
        next_weather_us_ = load_.next_tick_us(now_us);
    }
    if (next_step_us(now_us - 1) == now_us)
        step_temperatures(now_us);
    next_tick_us_ = std::min(next_weather_us_, next_step_us(now_us));
    return is_due && has_admission_;
}

// The first control step after a time; kNever where no temperatures are modelled.
std::int64_t FacilityState::next_step_us(std::int64_t now_us) const {
    const std::int64_t step_us = world_.facility.step_us;
    return heated_.empty() ? kNever : (now_us / step_us + 1) * step_us;
}

void FacilityState::step_temperatures(std::int64_t now_us) {
    constexpr double kMicrowatts = 1e6;
    for (HeatedHall& heated : heated_) {
        const HallFacility& hall = world_.facility.halls[heated.hall];
        HallAmbient ambient;
        if (hall.site >= 0 && world_.facility.sites[static_cast<std::size_t>(hall.site)].weather)
            ambient.outside_c = world_.facility.sites[static_cast<std::size_t>(hall.site)]
                                    .weather->at(world_.start_unix_us + now_us)
                                    .dry_bulb_c;
        if (const PreparedCooling* cooling = load_.cooling_of(heated.hall)) {
            const double heat_w =
                static_cast<double>(load_.hall_power_of(heated.hall).feed_uw()) / kMicrowatts;
            ambient.supply_c = cooling->air_supply_c;
            ambient.coolant_c = cooling_load(*cooling, heat_w).coolant_supply_c;
        }
        const std::span<const std::uint32_t> racks = load_.racks_of(heated.hall);
        const std::span<const std::int16_t> ceilings = heated.temperatures.ceilings();
        for (std::size_t i = 0; i < racks.size(); ++i) {
            if (ceilings[i] < kNoCapLevel && now_us > world_.warmup_us)
                heated.throttled_gpu_us += static_cast<Wide>(load_.rack_weight(racks[i])) *
                                           world_.facility.step_us / 1'000'000;
        }
        heated.temperatures.step(now_us, ambient, load_.common_level(heated.hall));
        if (now_us > world_.warmup_us) {
            heated.hottest_gpu_c =
                std::max(heated.hottest_gpu_c, heated.temperatures.hottest_gpu_c());
            heated.overheated_us +=
                heated.temperatures.is_overheated() ? world_.facility.step_us : 0;
        }
        for (std::size_t i = 0; i < racks.size(); ++i)
            load_.set_ceiling(racks[i], ceilings[i]);
    }
}

void FacilityState::read_heat(std::int64_t now_us) {
    for (HeatedHall& heated : heated_) {
        const std::span<const std::uint32_t> racks = load_.racks_of(heated.hall);
        for (std::size_t i = 0; i < racks.size(); ++i)
            heated.temperatures.set_rack(now_us, i, load_.rack_nodes_uw(racks[i]));
        const HallPower& power = load_.hall_power_of(heated.hall);
        heated.temperatures.set_room(now_us, power.loss_uw + power.other_uw);
    }
}

void FacilityState::settle(std::int64_t now_us) {
    load_.settle(now_us);
    meter_.read(now_us, load_);
    if (!heated_.empty() && !load_.settled_halls().empty())
        read_heat(now_us);
}

std::uint32_t FacilityState::hall_of(FleetId fleet) const {
    const std::int32_t hall = world_.fleets[fleet.index()].hall;
    return hall >= 0 ? static_cast<std::uint32_t>(hall)
                     : static_cast<std::uint32_t>(world_.facility.halls.size() - 1);
}

std::int64_t FacilityState::demand_uw(JobId job, FleetId fleet) const {
    return load_.demand_of(load_of(job, fleet));
}

bool FacilityState::admits(JobId job, FleetId fleet) const {
    return admits(load_.demand_uw(), job, fleet);
}

bool FacilityState::admits(std::span<const std::int64_t> demand, JobId job, FleetId fleet) const {
    return load_.admits(demand, hall_of(fleet), demand_uw(job, fleet));
}

template <class DemandOf>
std::int64_t FacilityState::find_most(FleetId fleet, std::int64_t gpus, DemandOf demand_of) const {
    std::int64_t least = 0;
    while (least < gpus) {
        const std::int64_t middle = least + (gpus - least + 1) / 2;
        if (load_.admits(load_.demand_uw(), hall_of(fleet), demand_of(middle)))
            least = middle;
        else
            gpus = middle - 1;
    }
    return least;
}

std::int64_t FacilityState::most_admitted(JobId like, FleetId fleet, std::int64_t gpus) const {
    FacilityLoad::Load load = load_of(like, fleet);
    return find_most(fleet, gpus, [&](std::int64_t count) {
        load.gpus = count;
        return load_.demand_of(load);
    });
}

std::int64_t FacilityState::most_admitted(std::int64_t per_gpu_uw,
                                          FleetId fleet,
                                          std::int64_t gpus) const {
    return find_most(fleet, gpus, [&](std::int64_t count) { return count * per_gpu_uw; });
}

FacilityRecord FacilityState::finish(std::int64_t now_us) {
    FacilityRecord record = meter_.finish(now_us);
    record.slowed_gpu_q20 = load_.cohorts().slowed_q20(now_us);
    record.has_assumed_activity = has_assumed_activity_;
    for (const HeatedHall& heated : heated_) {
        if (heated.hottest_gpu_c >= 0)
            record.halls[heated.hall].hottest_gpu_mc = std::llround(heated.hottest_gpu_c * 1e3);
        record.halls[heated.hall].overheated_us = heated.overheated_us;
        record.halls[heated.hall].throttled_gpu_us = heated.throttled_gpu_us;
    }
    return record;
}

}  // namespace headroom::sim
