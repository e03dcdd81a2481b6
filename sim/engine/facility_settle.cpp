// From what changed to levels and powers: racks, rows, halls, sites, each within what those before
// allow.

#include <algorithm>

#include "sim/engine/facility_load.hpp"

namespace headroom::sim {

void FacilityLoad::settle(std::int64_t now_us) {
    settled_halls_.clear();
    settled_racks_.clear();
    settled_rows_.clear();
    if (changed_halls_.empty())
        return;
    settle_small_domains();
    for (const std::uint32_t hall : changed_halls_)
        find_hall_levels(hall);
    for (std::uint32_t site = 0; site < sites_.size(); ++site) {
        if (facility_.sites[site].grid.cap.is_set())
            find_site_levels(site);
    }
    for (const std::uint32_t hall : changed_halls_)
        apply_levels(now_us, hall);
    settle_racks();
    for (const std::uint32_t hall : changed_halls_)
        halls_[hall].is_changed = false;
    settled_halls_.swap(changed_halls_);
    retire_emptied();
}

void FacilityLoad::settle_small_domains() {
    for (std::size_t i = 0; i < changed_racks_.size(); ++i) {
        if (has_small_domains(hall_of_fleet(facility_.racks[changed_racks_[i]].fleet)))
            find_rack_levels(changed_racks_[i]);
    }
    for (const std::uint32_t index : rechecked_) {
        Cohort& cohort = cohorts_.at(index);
        cohort.rack_ceiling = kNoCapLevel;
        for (const std::uint32_t rack : cohort.racks)
            cohort.rack_ceiling =
                std::min(cohort.rack_ceiling, racks_[rack].levels.of(cohort.is_deferrable));
        for (const std::uint32_t row : cohort.rows)
            mark_row(row);
    }
    for (std::size_t i = 0; i < changed_rows_.size(); ++i)
        find_row_levels(changed_rows_[i]);
    for (const std::uint32_t cohort : rechecked_)
        update_ceiling(cohort);
    rechecked_.clear();
}

void FacilityLoad::recheck(const Domain& domain) {
    for (const Member& member : domain.members)
        rechecked_.push_back(member.cohort);
}

void FacilityLoad::find_rack_levels(std::uint32_t index) {
    Domain& rack = racks_[index];
    const std::uint32_t hall = hall_of_fleet(facility_.racks[index].fleet);
    const HallFacility& what = facility_.halls[hall];
    const auto power_at = [&](TierLevels levels) {
        std::int64_t nodes_uw = rack.nodes.idle_uw;
        for (const Member& member : rack.members) {
            const Cohort& cohort = cohorts_.at(member.cohort);
            const auto level = static_cast<std::size_t>(levels.of(cohort.is_deferrable));
            nodes_uw +=
                load_power_uw(member.weight, facility_.ladders[cohort.ladder][level].gpu_uw);
        }
        return rack_power_uw(what, rack.nodes.use, nodes_uw);
    };
    TierLevels levels;
    if (halls_[hall].rack_cap_uw != kNoLimit)
        levels = find_levels(what.rack.cap, halls_[hall].rack_cap_uw, power_at);
    levels = levels.within({rack.ceiling, rack.ceiling});
    if (levels == rack.levels)
        return;
    rack.levels = levels;
    recheck(rack);
}

void FacilityLoad::find_row_levels(std::uint32_t index) {
    Domain& row = rows_[index];
    const auto hall = static_cast<std::uint32_t>(facility_.rows[index].hall);
    if (halls_[hall].row_cap_uw == kNoLimit && row.levels == TierLevels{})
        return;
    const HallFacility& what = facility_.halls[hall];
    const auto power_at = [&](TierLevels levels) {
        std::int64_t nodes_uw = row.nodes.idle_uw;
        for (const Member& member : row.members) {
            const Cohort& cohort = cohorts_.at(member.cohort);
            const auto level = static_cast<std::size_t>(
                std::min(cohort.rack_ceiling, levels.of(cohort.is_deferrable)));
            nodes_uw +=
                load_power_uw(member.weight, facility_.ladders[cohort.ladder][level].gpu_uw);
        }
        return rack_power_uw(what, row.nodes.use, nodes_uw);
    };
    const TierLevels levels = find_levels(what.row.cap, halls_[hall].row_cap_uw, power_at);
    if (levels == row.levels)
        return;
    row.levels = levels;
    recheck(row);
}

void FacilityLoad::update_ceiling(std::uint32_t index) {
    Cohort& cohort = cohorts_.at(index);
    std::int16_t ceiling = cohort.rack_ceiling;
    for (const std::uint32_t row : cohort.rows)
        ceiling = std::min(ceiling, rows_[row].levels.of(cohort.is_deferrable));
    if (ceiling == cohort.ceiling)
        return;
    LoadTable& table = halls_[hall_of_fleet(cohort.fleet)].table;
    table.add(cohort.ladder, cohort.ceiling, -cohort.weight);
    table.add(cohort.ladder, ceiling, cohort.weight);
    cohort.ceiling = ceiling;
}

const PreparedCooling* FacilityLoad::cooling_of(std::uint32_t hall) const {
    return facility_.halls[hall].cooling ? &halls_[hall].cooling : nullptr;
}

HallPower FacilityLoad::power_at(std::uint32_t hall, std::int64_t above_idle_uw) const {
    const PoweredNodes& nodes = halls_[hall].nodes;
    return hall_power(facility_.halls[hall], nodes.use, cooling_of(hall),
                      nodes.idle_uw + above_idle_uw);
}

void FacilityLoad::find_hall_levels(std::uint32_t hall) {
    HallLoad& load = halls_[hall];
    if (load.cap_uw == kNoLimit) {
        load.levels = {};
        return;
    }
    load.levels = find_levels(facility_.halls[hall].hall.cap, load.cap_uw, [&](TierLevels levels) {
        return power_at(hall, load.table.power_uw(levels)).feed_uw();
    });
}

void FacilityLoad::find_site_levels(std::uint32_t index) {
    SiteLoad& site = sites_[index];
    const auto power_of = [&](TierLevels levels) {
        std::int64_t power = 0;
        for (const std::uint32_t hall : site.halls) {
            const TierLevels both = levels.within(halls_[hall].levels);
            power += power_at(hall, halls_[hall].table.power_uw(both)).facility_uw();
        }
        return power;
    };
    TierLevels levels;
    if (site.cap_uw != kNoLimit)
        levels = find_levels(facility_.sites[index].grid.cap, site.cap_uw, power_of);
    if (levels == site.levels)
        return;
    site.levels = levels;
    for (const std::uint32_t hall : site.halls)
        mark_hall(hall);
}

void FacilityLoad::apply_levels(std::int64_t now_us, std::uint32_t hall) {
    HallLoad& load = halls_[hall];
    const std::int32_t site = facility_.halls[hall].site;
    const TierLevels levels =
        site >= 0 ? load.levels.within(sites_[static_cast<std::size_t>(site)].levels) : load.levels;
    bool has_moved = false;
    for (const std::uint32_t index : load.cohorts) {
        Cohort& cohort = cohorts_.at(index);
        const std::int16_t level = std::min(cohort.ceiling, levels.of(cohort.is_deferrable));
        has_moved = has_moved || level != cohort.level;
        cohorts_.set_level(now_us, index, level);
        const std::int64_t power_uw =
            load_power_uw(cohort.weight,
                          facility_.ladders[cohort.ladder][static_cast<std::size_t>(level)].gpu_uw);
        load.above_idle_uw += power_uw - cohort.power_uw;
        fleets_[cohort.fleet] += power_uw - cohort.power_uw;
        cohort.power_uw = power_uw;
    }
    load.power = power_at(hall, load.above_idle_uw);
    if (has_moved) {
        for (const std::uint32_t rack : load.racks)
            mark_rack(rack);
    }
}

void FacilityLoad::settle_racks() {
    for (const std::uint32_t index : changed_racks_) {
        Domain& rack = racks_[index];
        std::int64_t nodes_uw = rack.nodes.idle_uw;
        for (const Member& member : rack.members) {
            const Cohort& cohort = cohorts_.at(member.cohort);
            const auto level = static_cast<std::size_t>(cohort.level);
            nodes_uw +=
                load_power_uw(member.weight, facility_.ladders[cohort.ladder][level].gpu_uw);
        }
        if (facility_.racks[index].row >= 0)
            rows_[static_cast<std::size_t>(facility_.racks[index].row)].nodes_uw +=
                nodes_uw - rack.nodes_uw;
        rack.nodes_uw = nodes_uw;
        rack.is_changed = false;
    }
    for (const std::uint32_t row : changed_rows_)
        rows_[row].is_changed = false;
    settled_racks_.swap(changed_racks_);
    settled_rows_.swap(changed_rows_);
}

// Their jobs have ended, so nothing of theirs is left in a table or a rack.
void FacilityLoad::retire_emptied() {
    for (const std::uint32_t index : emptied_) {
        auto& cohorts = halls_[hall_of_fleet(cohorts_.at(index).fleet)].cohorts;
        cohorts.erase(std::find(cohorts.begin(), cohorts.end(), index));
        cohorts_.close(index);
    }
    emptied_.clear();
}

std::int64_t FacilityLoad::rack_weight(std::uint32_t rack) const {
    std::int64_t weight = 0;
    for (const Member& member : racks_[rack].members)
        weight += member.weight;
    return weight;
}

std::int16_t FacilityLoad::common_level(std::uint32_t hall) const {
    const std::int32_t site = facility_.halls[hall].site;
    const std::int16_t level = halls_[hall].levels.other;
    return site >= 0 ? std::min(level, sites_[static_cast<std::size_t>(site)].levels.other) : level;
}

std::int64_t FacilityLoad::rack_feed_uw(std::uint32_t rack) const {
    const HallFacility& hall = facility_.halls[hall_of_fleet(facility_.racks[rack].fleet)];
    return rack_power_uw(hall, racks_[rack].nodes.use, racks_[rack].nodes_uw);
}

std::int64_t FacilityLoad::row_feed_uw(std::uint32_t row) const {
    const HallFacility& hall = facility_.halls[static_cast<std::size_t>(facility_.rows[row].hall)];
    return rack_power_uw(hall, rows_[row].nodes.use, rows_[row].nodes_uw);
}

std::int64_t FacilityLoad::rack_cap_uw(std::uint32_t rack) const {
    return halls_[hall_of_fleet(facility_.racks[rack].fleet)].rack_cap_uw;
}

std::int64_t FacilityLoad::row_cap_uw(std::uint32_t row) const {
    return halls_[static_cast<std::size_t>(facility_.rows[row].hall)].row_cap_uw;
}

bool FacilityLoad::is_hall_above_cap(std::uint32_t hall) const {
    return halls_[hall].power.feed_uw() > halls_[hall].cap_uw;
}

std::int64_t FacilityLoad::site_power_uw(std::uint32_t site) const {
    std::int64_t power = 0;
    for (const std::uint32_t hall : sites_[site].halls)
        power += halls_[hall].power.facility_uw();
    return power;
}

bool FacilityLoad::is_site_above_cap(std::uint32_t site) const {
    return site_power_uw(site) > sites_[site].cap_uw;
}

bool FacilityLoad::admits(std::span<const std::int64_t> demand_uw,
                          std::uint32_t hall,
                          std::int64_t extra_uw) const {
    const HallFacility& what = facility_.halls[hall];
    const auto power_of = [&](std::uint32_t index) {
        return power_at(index, demand_uw[index] + (index == hall ? extra_uw : 0));
    };
    if (what.hall.cap.policy == CapPolicy::kAdmission && halls_[hall].cap_uw != kNoLimit &&
        power_of(hall).feed_uw() > halls_[hall].cap_uw)
        return false;
    if (what.site < 0)
        return true;
    const auto site = static_cast<std::size_t>(what.site);
    if (facility_.sites[site].grid.cap.policy != CapPolicy::kAdmission ||
        sites_[site].cap_uw == kNoLimit)
        return true;
    std::int64_t power = 0;
    for (const std::uint32_t index : sites_[site].halls)
        power += power_of(index).facility_uw();
    return power <= sites_[site].cap_uw;
}

}  // namespace headroom::sim
