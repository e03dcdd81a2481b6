#include "sim/engine/facility_meter.hpp"

#include <algorithm>

#include "sim/model/power/demand_peak.hpp"

namespace headroom::sim {
namespace {

// Above a cap: 1 µW against a limit of 0 is a clock of the time.
std::int64_t flag_uw(bool is_above) {
    return is_above ? 1 : 0;
}

PowerRecord record_of(PowerIntegral& meter, std::int64_t now_us) {
    meter.advance(now_us);
    return {meter.energy_pj(), meter.peak_uw(), meter.over_us(), 0};
}

std::int64_t time_above(PowerIntegral& meter, std::int64_t now_us) {
    meter.advance(now_us);
    return meter.over_us();
}

Wide energy_of(PowerIntegral& meter, std::int64_t now_us) {
    meter.advance(now_us);
    return meter.energy_pj();
}

}  // namespace

FacilityMeter::FacilityMeter(const World& world)
    : world_(world),
      run_(world.warmup_us),
      run_it_(world.warmup_us),
      run_quarter_hours_(kDemandWindowUs),
      largest_step_(world.warmup_us) {
    const std::int64_t from_us = world.warmup_us;
    const Facility& facility = world.facility;
    const PowerIntegral plain(from_us);
    const PowerMeans means(world.series_step_us);
    const PowerMeans quarters(kDemandWindowUs);
    for (const HallFacility& hall : facility.halls) {
        halls_.push_back({.facility = plain,
                          .it = plain,
                          .loss = plain,
                          .cooling = plain,
                          .other = plain,
                          .feed = PowerIntegral(from_us, hall.hall.limit_uw),
                          .feed_lost = PowerIntegral(from_us, hall.feed_lost_uw),
                          .largest_step = LargestStep(from_us),
                          .above_cap = PowerIntegral(from_us, 0),
                          .it_means = means,
                          .means = means,
                          .quarter_hours = quarters,
                          .power = {}});
    }
    for (const SiteFacility& site : facility.sites) {
        sites_.push_back(
            {PowerIntegral(from_us, site.grid.limit_uw), PowerIntegral(from_us, 0), quarters});
    }
    const auto limits_of = [&](std::int32_t hall) -> const HallFacility& {
        return facility
            .halls[hall >= 0 ? static_cast<std::size_t>(hall) : facility.halls.size() - 1];
    };
    for (const Rack& rack : facility.racks)
        racks_.push_back({PowerIntegral(from_us, limits_of(rack.hall).rack.limit_uw),
                          PowerIntegral(from_us, 0)});
    for (const Row& row : facility.rows)
        rows_.push_back(
            {PowerIntegral(from_us, limits_of(row.hall).row.limit_uw), PowerIntegral(from_us, 0)});
    fleets_.assign(world.fleets.size(), plain);
}

void FacilityMeter::SmallMeter::set(std::int64_t now_us,
                                    std::int64_t power_uw,
                                    std::int64_t cap_uw) {
    power.set(now_us, power_uw);
    above_cap.set(now_us, flag_uw(power_uw > cap_uw));
}

void FacilityMeter::read(std::int64_t now_us, const FacilityLoad& load) {
    for (const std::uint32_t hall : load.settled_halls())
        read_hall(now_us, hall, load);
    for (const std::uint32_t rack : load.settled_racks())
        racks_[rack].set(now_us, load.rack_feed_uw(rack), load.rack_cap_uw(rack));
    for (const std::uint32_t row : load.settled_rows())
        rows_[row].set(now_us, load.row_feed_uw(row), load.row_cap_uw(row));
    if (load.settled_halls().empty())
        return;
    for (std::size_t fleet = 0; fleet < fleets_.size(); ++fleet)
        fleets_[fleet].set(now_us, load.fleet_uw(static_cast<std::uint32_t>(fleet)));
    for (std::uint32_t site = 0; site < sites_.size(); ++site) {
        const std::int64_t power_uw = load.site_power_uw(site);
        sites_[site].grid.set(now_us, power_uw);
        sites_[site].above_cap.set(now_us, flag_uw(load.is_site_above_cap(site)));
        sites_[site].quarter_hours.set(now_us, power_uw);
    }
    run_.set(now_us, run_uw_);
    run_it_.set(now_us, run_it_uw_);
    run_quarter_hours_.set(now_us, run_uw_);
    largest_step_.set(now_us, run_uw_);
}

void FacilityMeter::read_hall(std::int64_t now_us, std::uint32_t index, const FacilityLoad& load) {
    HallMeter& meter = halls_[index];
    const HallPower& power = load.hall_power_of(index);
    count_water(now_us, meter);
    run_uw_ += power.facility_uw() - meter.power.facility_uw();
    run_it_uw_ += power.it_uw - meter.power.it_uw;
    meter.power = power;
    meter.facility.set(now_us, power.facility_uw());
    meter.it.set(now_us, power.it_uw);
    meter.loss.set(now_us, power.loss_uw);
    meter.cooling.set(now_us, power.cooling_uw);
    meter.other.set(now_us, power.other_uw);
    meter.feed.set(now_us, power.feed_uw());
    meter.feed_lost.set(now_us, power.feed_uw());
    meter.largest_step.set(now_us, power.facility_uw());
    meter.above_cap.set(now_us, flag_uw(load.is_hall_above_cap(index)));
    meter.it_means.set(now_us, power.it_uw);
    meter.means.set(now_us, power.facility_uw());
    meter.quarter_hours.set(now_us, power.feed_uw());
}

void FacilityMeter::count_water(std::int64_t now_us, HallMeter& meter) const {
    constexpr double kMicroseconds = 1e6;
    const std::int64_t held_us = now_us - std::max(meter.since_us, world_.warmup_us);
    meter.since_us = now_us;
    if (held_us <= 0)
        return;
    meter.water_kg += meter.power.water_kg_per_s * static_cast<double>(held_us) / kMicroseconds;
    if (meter.power.is_cooling_overloaded)
        meter.overloaded_us += held_us;
}

FacilityRecord FacilityMeter::finish(std::int64_t now_us) {
    FacilityRecord record;
    record.is_on = true;
    for (HallMeter& meter : halls_) {
        count_water(now_us, meter);
        HallRecord hall;
        hall.facility = record_of(meter.facility, now_us);
        hall.feed = record_of(meter.feed, now_us);
        hall.feed.over_cap_us = time_above(meter.above_cap, now_us);
        hall.it_pj = energy_of(meter.it, now_us);
        hall.loss_pj = energy_of(meter.loss, now_us);
        hall.cooling_pj = energy_of(meter.cooling, now_us);
        hall.other_pj = energy_of(meter.other, now_us);
        hall.it_peak_uw = meter.it.peak_uw();
        hall.over_feed_lost_us = time_above(meter.feed_lost, now_us);
        hall.overloaded_cooling_us = meter.overloaded_us;
        hall.water_kg = meter.water_kg;
        meter.largest_step.advance(now_us);
        hall.largest_step_uw = meter.largest_step.uw();
        hall.it_w = meter.it_means.take(now_us);
        hall.facility_w = meter.means.take(now_us);
        hall.quarter_hours_w = meter.quarter_hours.take(now_us);
        record.halls.push_back(std::move(hall));
    }
    for (SiteMeter& meter : sites_) {
        SiteRecord site{record_of(meter.grid, now_us), meter.quarter_hours.take(now_us)};
        site.grid.over_cap_us = time_above(meter.above_cap, now_us);
        record.sites.push_back(std::move(site));
    }
    const auto take = [&](std::vector<SmallMeter>& meters, std::vector<PowerRecord>& records) {
        for (SmallMeter& meter : meters) {
            records.push_back(record_of(meter.power, now_us));
            records.back().over_cap_us = time_above(meter.above_cap, now_us);
        }
    };
    take(racks_, record.racks);
    take(rows_, record.rows);
    for (PowerIntegral& meter : fleets_)
        record.fleets.push_back(record_of(meter, now_us));
    record.run = record_of(run_, now_us);
    record.run_it_pj = energy_of(run_it_, now_us);
    record.run_it_peak_uw = run_it_.peak_uw();
    largest_step_.advance(now_us);
    record.largest_step_uw = largest_step_.uw();
    record.quarter_hours_w = run_quarter_hours_.take(now_us);
    return record;
}

}  // namespace headroom::sim
