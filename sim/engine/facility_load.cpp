#include "sim/engine/facility_load.hpp"

#include <algorithm>

#include "sim/engine/cap_calendar.hpp"

namespace headroom::sim {
namespace {

constexpr std::uint32_t kNotOpen = 0xFFFFFFFF;

}  // namespace

FacilityLoad::FacilityLoad(const World& world)
    : world_(world),
      facility_(world.facility),
      cohorts_(facility_, world.fleets.size(), world.warmup_us),
      sites_(facility_.sites.size()),
      racks_(facility_.racks.size()),
      rows_(facility_.rows.size()),
      fleets_(world.fleets.size(), 0),
      demand_uw_(facility_.halls.size(), 0),
      rack_cohort_(facility_.racks.size() * facility_.kinds.size(), kNotOpen) {
    for (std::size_t hall = 0; hall < facility_.halls.size(); ++hall) {
        const auto index = static_cast<std::uint32_t>(hall);
        halls_.push_back({.nodes = {},
                          .table = LoadTable(facility_, has_small_domains(index)),
                          .cohorts = {},
                          .racks = {},
                          .cooling = {},
                          .levels = {},
                          .power = {}});
        changed_halls_.push_back(index);
        if (facility_.halls[hall].site >= 0)
            sites_[static_cast<std::size_t>(facility_.halls[hall].site)].halls.push_back(index);
    }
    for (std::size_t rack = 0; rack < racks_.size(); ++rack)
        halls_[hall_of_fleet(facility_.racks[rack].fleet)].racks.push_back(
            static_cast<std::uint32_t>(rack));
    for (std::size_t ladder = 0; ladder < facility_.ladders.size(); ++ladder) {
        const auto index = static_cast<std::uint32_t>(ladder);
        hall_cohort_.push_back(cohorts_.open(0, index));
        const std::uint32_t hall = hall_of_fleet(ladder / facility_.kinds.size());
        halls_[hall].cohorts.push_back(hall_cohort_.back());
    }
    tick(0);
}

void FacilityLoad::mark_hall(std::uint32_t hall) {
    if (!halls_[hall].is_changed)
        changed_halls_.push_back(hall);
    halls_[hall].is_changed = true;
}

void FacilityLoad::mark_rack(std::uint32_t rack) {
    if (!racks_[rack].is_changed)
        changed_racks_.push_back(rack);
    racks_[rack].is_changed = true;
    if (facility_.racks[rack].row >= 0)
        mark_row(static_cast<std::uint32_t>(facility_.racks[rack].row));
}

void FacilityLoad::mark_row(std::uint32_t row) {
    if (!rows_[row].is_changed)
        changed_rows_.push_back(row);
    rows_[row].is_changed = true;
}

void FacilityLoad::change_nodes(FleetId fleet,
                                std::uint32_t first_node,
                                std::uint32_t nodes,
                                int by) {
    const std::int64_t idle_uw = world_.fleets[fleet.index()].power.idle_uw;
    const auto change = [&](PoweredNodes& powered, std::int64_t count) {
        powered.idle_uw += count * by * idle_uw;
        powered.use.nodes_up += count * by;
    };
    const std::uint32_t hall = hall_of_fleet(fleet.index());
    change(halls_[hall].nodes, nodes);
    fleets_[fleet.index()] += static_cast<std::int64_t>(nodes) * by * idle_uw;
    mark_hall(hall);
    const FleetRacks& where = facility_.fleets[fleet.index()];
    if (where.nodes_per_rack == 0)
        return;
    for (std::uint32_t node = first_node; node < first_node + nodes;) {
        const std::uint32_t in_fleet = node / where.nodes_per_rack;
        const std::uint32_t end =
            std::min(first_node + nodes, (in_fleet + 1) * where.nodes_per_rack);
        const std::uint32_t rack = where.first_rack + in_fleet;
        change(racks_[rack].nodes, end - node);
        if (facility_.racks[rack].row >= 0)
            change(rows_[static_cast<std::size_t>(facility_.racks[rack].row)].nodes, end - node);
        mark_rack(rack);
        node = end;
    }
}

void FacilityLoad::add_chassis(FleetId fleet) {
    const FleetRacks& where = facility_.fleets[fleet.index()];
    if (where.nodes_per_chassis == 0)
        return;
    const auto chassis_of = [&](std::uint32_t nodes) {
        return (nodes + where.nodes_per_chassis - 1) / where.nodes_per_chassis;
    };
    const std::uint32_t hall = hall_of_fleet(fleet.index());
    mark_hall(hall);
    if (where.nodes_per_rack == 0) {
        halls_[hall].nodes.use.chassis += chassis_of(world_.fleets[fleet.index()].nodes);
        return;
    }
    for (std::size_t rack = 0; rack < racks_.size(); ++rack) {
        const Rack& what = facility_.racks[rack];
        if (what.fleet != fleet.value)
            continue;
        halls_[hall].nodes.use.chassis += chassis_of(what.nodes);
        racks_[rack].nodes.use.chassis += chassis_of(what.nodes);
        if (what.row >= 0)
            rows_[static_cast<std::size_t>(what.row)].nodes.use.chassis += chassis_of(what.nodes);
    }
}

std::int64_t FacilityLoad::demand_of(const Load& load) const {
    return load_power_uw(load.weight(), facility_.ladders[load.ladder].back().gpu_uw);
}

std::uint32_t FacilityLoad::cohort_for(std::int64_t now_us,
                                       const Load& load,
                                       std::span<const RackPart> parts) {
    const std::size_t kinds = facility_.kinds.size();
    const std::uint32_t hall = hall_of_fleet(load.ladder / kinds);
    if (!has_small_domains(hall) || parts.empty())
        return hall_cohort_[load.ladder];
    const bool is_in_one = parts.size() == 1;
    std::uint32_t& known = rack_cohort_[parts[0].rack * kinds + load.ladder % kinds];
    if (is_in_one && known != kNotOpen)
        return known;
    const std::uint32_t index = cohorts_.open(now_us, load.ladder);
    if (is_in_one)
        known = index;
    Cohort& cohort = cohorts_.at(index);
    for (const RackPart& part : parts) {
        cohort.racks.push_back(part.rack);
        const std::int32_t row = facility_.racks[part.rack].row;
        if (row >= 0 &&
            (cohort.rows.empty() || cohort.rows.back() != static_cast<std::uint32_t>(row)))
            cohort.rows.push_back(static_cast<std::uint32_t>(row));
    }
    halls_[hall].cohorts.push_back(index);
    return index;
}

std::uint32_t FacilityLoad::add(std::int64_t now_us,
                                const Load& load,
                                std::span<const RackPart> parts) {
    const std::uint32_t cohort = cohort_for(now_us, load, parts);
    change(cohort, load, parts, 1);
    if (!cohorts_.at(cohort).racks.empty())
        rechecked_.push_back(cohort);
    return cohort;
}

void FacilityLoad::remove(std::uint32_t cohort, const Load& load, std::span<const RackPart> parts) {
    change(cohort, load, parts, -1);
    if (cohorts_.at(cohort).racks.size() > 1)
        emptied_.push_back(cohort);
}

void FacilityLoad::change(std::uint32_t index,
                          const Load& load,
                          std::span<const RackPart> parts,
                          int by) {
    Cohort& cohort = cohorts_.at(index);
    const std::uint32_t hall = hall_of_fleet(cohort.fleet);
    cohort.weight += by * load.weight();
    halls_[hall].table.add(load.ladder, cohort.ceiling, by * load.weight());
    demand_uw_[hall] += by * demand_of(load);
    mark_hall(hall);
    for (const RackPart& part : parts) {
        const Member member{index, by * part.gpus * load.activity_ppm, by};
        change_member(racks_[part.rack], member);
        const std::int32_t row = facility_.racks[part.rack].row;
        if (row >= 0 && has_small_domains(hall))
            change_member(rows_[static_cast<std::size_t>(row)], member);
        mark_rack(part.rack);
    }
}

void FacilityLoad::change_member(Domain& domain, const Member& by) {
    const auto found =
        std::find_if(domain.members.begin(), domain.members.end(),
                     [&](const Member& member) { return member.cohort == by.cohort; });
    if (found == domain.members.end()) {
        domain.members.push_back(by);
        return;
    }
    found->weight += by.weight;
    found->parts += by.parts;
    if (found->parts == 0) {
        *found = domain.members.back();
        domain.members.pop_back();
    }
}

void FacilityLoad::set_ceiling(std::uint32_t rack, std::int16_t ceiling) {
    if (racks_[rack].ceiling == ceiling)
        return;
    racks_[rack].ceiling = ceiling;
    mark_rack(rack);
    mark_hall(hall_of_fleet(facility_.racks[rack].fleet));
}

void FacilityLoad::tick(std::int64_t now_us) {
    const std::int64_t start_us = world_.start_unix_us;
    for (std::uint32_t hall = 0; hall < halls_.size(); ++hall) {
        const HallFacility& what = facility_.halls[hall];
        HallLoad& load = halls_[hall];
        load.cap_uw = cap_at(what.hall.cap, now_us, start_us);
        load.row_cap_uw = cap_at(what.row.cap, now_us, start_us);
        load.rack_cap_uw = cap_at(what.rack.cap, now_us, start_us);
        if (what.cooling)
            load.cooling = prepare_cooling(*what.cooling, weather_at(what.site, now_us));
        mark_hall(hall);
        if (what.has_small_domains()) {
            for (const std::uint32_t rack : load.racks)
                mark_rack(rack);
        }
    }
    for (std::size_t site = 0; site < sites_.size(); ++site)
        sites_[site].cap_uw = cap_at(facility_.sites[site].grid.cap, now_us, start_us);
}

Weather FacilityLoad::weather_at(std::int32_t site, std::int64_t now_us) const {
    if (site < 0 || !facility_.sites[static_cast<std::size_t>(site)].weather)
        return {};
    return facility_.sites[static_cast<std::size_t>(site)].weather->at(world_.start_unix_us +
                                                                       now_us);
}

std::int64_t FacilityLoad::next_tick_us(std::int64_t now_us) const {
    std::int64_t next_us = kNever;
    const auto look_at_hours = [&](std::int64_t east_of_utc_us) {
        const std::int64_t there_us = world_.start_unix_us + now_us + east_of_utc_us;
        next_us = std::min(next_us, now_us + next_full_hour_us(there_us) - there_us);
    };
    const auto look_at = [&](const PowerCap& cap) {
        if (!cap.weekly_uw.empty())
            look_at_hours(cap.east_of_utc_us);
        next_us = std::min(next_us, next_event_us(cap, now_us));
    };
    for (const HallFacility& hall : facility_.halls) {
        look_at(hall.hall.cap);
        look_at(hall.row.cap);
        look_at(hall.rack.cap);
    }
    for (const SiteFacility& site : facility_.sites) {
        look_at(site.grid.cap);
        if (site.weather)
            look_at_hours(0);
    }
    return next_us;
}

}  // namespace headroom::sim
