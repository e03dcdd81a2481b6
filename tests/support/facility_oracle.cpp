#include "tests/support/facility_oracle.hpp"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <limits>
#include <set>

namespace headroom::sim {
namespace {

constexpr std::int64_t kHour_us = 3'600'000'000;
constexpr std::int64_t kQuarterHour_us = 900'000'000;

std::int64_t floor_div(std::int64_t value, std::int64_t by) {
    return value / by - (value % by < 0 ? 1 : 0);
}

std::int64_t next_full_hour_after(std::int64_t unix_us) {
    return (floor_div(unix_us, kHour_us) + 1) * kHour_us;
}

std::vector<const PowerCap*> all_caps(const Facility& facility) {
    std::vector<const PowerCap*> caps;
    for (const HallFacility& hall : facility.halls)
        caps.insert(caps.end(), {&hall.hall.cap, &hall.row.cap, &hall.rack.cap});
    for (const SiteFacility& site : facility.sites)
        caps.push_back(&site.grid.cap);
    return caps;
}

void hold_power(PowerRecord& record,
                std::int64_t uw,
                std::int64_t limit_uw,
                std::int64_t measured_us) {
    if (measured_us <= 0)
        return;
    record.energy_pj += Wide{uw} * measured_us;
    record.peak_uw = std::max(record.peak_uw, uw);
    record.over_limit_us += uw > limit_uw ? measured_us : 0;
}

// The levels of deferrable and of other work that `rule` asks for, by looking at all of them.
template <class Levels>
Levels levels_for(const PowerCap& rule,
                  std::int64_t cap_uw,
                  const std::function<std::int64_t(Levels)>& power_at) {
    if (cap_uw >= kNoLimit)
        return {};
    const auto cap = static_cast<double>(cap_uw);
    Levels most;
    if (rule.policy == CapPolicy::kPriority &&
        static_cast<double>(power_at(most)) > rule.first * cap) {
        most.deferrable = rule.low_level;
        if (static_cast<double>(power_at(most)) > rule.second * cap)
            most.other = rule.high_level;
    }
    for (int level = kNoCapLevel; level > 0; --level) {
        const Levels both{std::min(level, most.deferrable), std::min(level, most.other)};
        if (power_at(both) <= cap_uw)
            return both;
    }
    return {0, 0};
}

}  // namespace

FacilityOracle::FacilityOracle(const World& world)
    : world_(world),
      is_up_(world.fleets.size()),
      halls_(world.facility.halls.size()),
      hall_caps_uw_(halls_.size(), kNoLimit),
      sites_uw_(world.facility.sites.size(), 0),
      site_caps_uw_(sites_uw_.size(), kNoLimit),
      racks_uw_(world.facility.racks.size(), 0),
      rows_uw_(world.facility.rows.size(), 0),
      fleets_uw_(world.fleets.size(), 0),
      it_means_(halls_.size()),
      facility_means_(halls_.size()),
      hall_quarters_(halls_.size()),
      site_quarters_(sites_uw_.size()) {
    record_.is_on = is_on();
    record_.halls.resize(halls_.size());
    record_.sites.resize(sites_uw_.size());
    record_.racks.resize(racks_uw_.size());
    record_.rows.resize(rows_uw_.size());
    if (!is_on())
        return;
    record_.fleets.resize(fleets_uw_.size());
    record_.slowed_gpu_q20.assign(fleets_uw_.size(), 0);
}

bool FacilityOracle::has_admission() const {
    const auto waits = [](const auto& caps) {
        return caps.cap.policy == CapPolicy::kAdmission && caps.cap.is_set();
    };
    const Facility& facility = world_.facility;
    return std::any_of(facility.halls.begin(), facility.halls.end(),
                       [&](const HallFacility& hall) { return waits(hall.hall); }) ||
           std::any_of(facility.sites.begin(), facility.sites.end(),
                       [&](const SiteFacility& site) { return waits(site.grid); });
}

std::int64_t FacilityOracle::next_tick_us(std::int64_t now_us) const {
    std::int64_t next_us = std::numeric_limits<std::int64_t>::max();
    const auto look_at_hours = [&](std::int64_t east_us) {
        const std::int64_t local_us = world_.start_unix_us + east_us + now_us;
        next_us = std::min(next_us, now_us + next_full_hour_after(local_us) - local_us);
    };
    for (const SiteFacility& site : world_.facility.sites) {
        if (site.weather)
            look_at_hours(0);
    }
    for (const PowerCap* cap : all_caps(world_.facility)) {
        if (!cap->weekly_uw.empty())
            look_at_hours(cap->east_of_utc_us);
        for (const CapEvent& event : cap->events) {
            for (const std::int64_t time_us : {event.from_us, event.to_us}) {
                if (time_us > now_us)
                    next_us = std::min(next_us, time_us);
            }
        }
    }
    return next_us;
}

void FacilityOracle::put_in_service(std::size_t fleet) {
    is_up_[fleet].assign(world_.fleets[fleet].nodes, true);
}

std::size_t FacilityOracle::kind_of(std::size_t job) const {
    return world_.load_kind.empty() ? 0 : world_.load_kind[job];
}

std::int64_t FacilityOracle::activity_of(std::size_t job) const {
    const bool is_known = !world_.activity.empty() && world_.activity[job].ppm >= 0;
    return is_known ? world_.activity[job].ppm : 1'000'000;
}

std::size_t FacilityOracle::hall_of(std::size_t fleet) const {
    const std::int32_t hall = world_.fleets[fleet].hall;
    return hall < 0 ? halls_.size() - 1 : static_cast<std::size_t>(hall);
}

bool FacilityOracle::is_slowing_racks(std::size_t hall) const {
    const HallFacility& what = world_.facility.halls[hall];
    return what.rack.cap.is_set() || what.row.cap.is_set() || what.thermal.has_value();
}

std::int64_t FacilityOracle::demand_uw(std::size_t like_job,
                                       std::int64_t gpus,
                                       std::size_t fleet) const {
    const CapLadder& ladder = world_.facility.ladder(fleet, kind_of(like_job));
    const Wide power = Wide{gpus} * activity_of(like_job) * ladder[kNoCapLevel].gpu_uw / 1'000'000;
    return static_cast<std::int64_t>(power);
}

std::int64_t FacilityOracle::cap_now(const PowerCap& cap, std::int64_t now_us) const {
    std::int64_t lowest_uw = cap.always_uw;
    if (!cap.weekly_uw.empty()) {
        // 5 January 1970 was a Monday.
        const std::int64_t since_monday_us =
            world_.start_unix_us + now_us + cap.east_of_utc_us - 4 * 24 * kHour_us;
        const std::int64_t hours = floor_div(since_monday_us, kHour_us);
        const std::int64_t hour = hours - 168 * floor_div(hours, 168);
        lowest_uw = std::min(lowest_uw, cap.weekly_uw[static_cast<std::size_t>(hour)]);
    }
    for (const CapEvent& event : cap.events) {
        if (event.from_us <= now_us && now_us < event.to_us)
            lowest_uw = std::min(lowest_uw, event.cap_uw);
    }
    return lowest_uw;
}

std::vector<std::size_t> FacilityOracle::racks_of_row(std::size_t row) const {
    std::vector<std::size_t> racks;
    for (std::size_t rack = 0; rack < racks_uw_.size(); ++rack) {
        if (world_.facility.racks[rack].row == static_cast<std::int32_t>(row))
            racks.push_back(rack);
    }
    return racks;
}

int FacilityOracle::tier(const Cohort& cohort, Levels levels) const {
    return world_.facility.kinds[cohort.kind].is_deferrable ? levels.deferrable : levels.other;
}

std::int64_t FacilityOracle::above_idle_uw(const Cohort& cohort,
                                           std::int64_t weight,
                                           int level) const {
    const CapLadder& ladder = world_.facility.ladder(cohort.fleet, cohort.kind);
    const Wide gpu_uw = ladder[static_cast<std::size_t>(level)].gpu_uw;
    return static_cast<std::int64_t>(weight * gpu_uw / 1'000'000);
}

FacilityOracle::Nodes FacilityOracle::nodes_of_rack(std::size_t rack) const {
    const Rack& what = world_.facility.racks[rack];
    const FleetRacks& where = world_.facility.fleets[what.fleet];
    Nodes nodes;
    if (is_up_[what.fleet].empty())
        return nodes;
    const std::size_t first = (rack - where.first_rack) * where.nodes_per_rack;
    for (std::size_t node = first; node < first + what.nodes; ++node) {
        nodes.use.nodes_up += is_up_[what.fleet][node] ? 1 : 0;
        nodes.idle_uw += is_up_[what.fleet][node] ? world_.fleets[what.fleet].power.idle_uw : 0;
        const bool is_first_of_chassis =
            where.nodes_per_chassis > 0 && (node - first) % where.nodes_per_chassis == 0;
        nodes.use.chassis += is_first_of_chassis ? 1 : 0;
    }
    return nodes;
}

FacilityOracle::Nodes FacilityOracle::nodes_of_row(std::size_t row) const {
    Nodes sum;
    for (const std::size_t rack : racks_of_row(row)) {
        const Nodes nodes = nodes_of_rack(rack);
        sum.idle_uw += nodes.idle_uw;
        sum.use.nodes_up += nodes.use.nodes_up;
        sum.use.chassis += nodes.use.chassis;
    }
    return sum;
}

FacilityOracle::Nodes FacilityOracle::nodes_of_hall(std::size_t hall) const {
    Nodes sum;
    for (std::size_t fleet = 0; fleet < is_up_.size(); ++fleet) {
        if (hall_of(fleet) != hall || is_up_[fleet].empty())
            continue;
        const std::int64_t up = std::count(is_up_[fleet].begin(), is_up_[fleet].end(), true);
        sum.idle_uw += up * world_.fleets[fleet].power.idle_uw;
        sum.use.nodes_up += up;
        const FleetRacks& where = world_.facility.fleets[fleet];
        if (where.nodes_per_rack == 0 && where.nodes_per_chassis > 0)
            sum.use.chassis += (world_.fleets[fleet].nodes + where.nodes_per_chassis - 1) /
                               where.nodes_per_chassis;
    }
    for (std::size_t rack = 0; rack < racks_uw_.size(); ++rack) {
        if (hall_of(world_.facility.racks[rack].fleet) == hall)
            sum.use.chassis += nodes_of_rack(rack).use.chassis;
    }
    return sum;
}

HallPower FacilityOracle::power_of_hall(std::int64_t now_us,
                                        std::size_t hall,
                                        std::int64_t more_uw) const {
    const HallFacility& what = world_.facility.halls[hall];
    const Nodes nodes = nodes_of_hall(hall);
    if (!what.cooling)
        return hall_power(what, nodes.use, nullptr, nodes.idle_uw + more_uw);
    Weather weather;
    if (what.site >= 0) {
        const auto& series = world_.facility.sites[static_cast<std::size_t>(what.site)].weather;
        if (series)
            weather = series->at(world_.start_unix_us + now_us);
    }
    const PreparedCooling prepared = prepare_cooling(*what.cooling, weather);
    return hall_power(what, nodes.use, &prepared, nodes.idle_uw + more_uw);
}

bool FacilityOracle::admits(std::int64_t now_us,
                            std::vector<std::int64_t> demand_uw,
                            std::size_t fleet,
                            std::int64_t extra_uw) const {
    const std::size_t hall = hall_of(fleet);
    demand_uw[hall] += extra_uw;
    const HallFacility& what = world_.facility.halls[hall];
    if (what.hall.cap.policy == CapPolicy::kAdmission) {
        const std::int64_t cap_uw = cap_now(what.hall.cap, now_us);
        if (cap_uw < kNoLimit && power_of_hall(now_us, hall, demand_uw[hall]).feed_uw() > cap_uw)
            return false;
    }
    if (what.site < 0)
        return true;
    const PowerCap& grid = world_.facility.sites[static_cast<std::size_t>(what.site)].grid.cap;
    const std::int64_t grid_uw = cap_now(grid, now_us);
    if (grid.policy != CapPolicy::kAdmission || grid_uw >= kNoLimit)
        return true;
    std::int64_t sum_uw = 0;
    for (std::size_t other = 0; other < halls_.size(); ++other) {
        if (world_.facility.halls[other].site == what.site)
            sum_uw += power_of_hall(now_us, other, demand_uw[other]).facility_uw();
    }
    return sum_uw <= grid_uw;
}

// Jobs of one ladder are one cohort in a hall whose racks and rows slow nobody; else those in one
// rack are, and each job in several racks is one by itself.
void FacilityOracle::gather(const std::vector<PoweredJob>& jobs) {
    std::map<std::vector<std::size_t>, Cohort> cohorts;
    for (std::size_t index = 0; index < jobs.size(); ++index) {
        const PoweredJob& job = jobs[index];
        const FleetRacks& where = world_.facility.fleets[job.fleet];
        std::map<std::size_t, std::int64_t> weight_by_rack;
        for (const auto& [node, gpus] : job.gpus_by_node) {
            if (where.nodes_per_rack > 0)
                weight_by_rack[where.first_rack + node / where.nodes_per_rack] +=
                    gpus * activity_of(job.job);
        }
        std::vector<std::size_t> key{job.fleet, kind_of(job.job)};
        if (is_slowing_racks(hall_of(job.fleet)) && !weight_by_rack.empty()) {
            key.push_back(weight_by_rack.begin()->first);
            if (weight_by_rack.size() > 1)
                key.push_back(index);
        }
        Cohort& cohort = cohorts[key];
        cohort.fleet = job.fleet;
        cohort.kind = kind_of(job.job);
        cohort.weight += world_.jobs[job.job].gpus * activity_of(job.job);
        for (const auto& [rack, weight] : weight_by_rack)
            cohort.weight_by_rack[rack] += weight;
        cohort.jobs.push_back(index);
    }
    cohorts_.clear();
    for (const auto& [key, cohort] : cohorts)
        cohorts_.push_back(cohort);
}

void FacilityOracle::limit_racks(std::int64_t now_us) {
    for (std::size_t rack = 0; rack < racks_uw_.size(); ++rack) {
        const HallFacility& hall =
            world_.facility.halls[hall_of(world_.facility.racks[rack].fleet)];
        if (!hall.rack.cap.is_set())
            continue;
        const Nodes nodes = nodes_of_rack(rack);
        const auto power_at = [&](Levels levels) {
            std::int64_t sum_uw = nodes.idle_uw;
            for (const Cohort& cohort : cohorts_) {
                if (cohort.weight_by_rack.count(rack) > 0)
                    sum_uw +=
                        above_idle_uw(cohort, cohort.weight_by_rack.at(rack), tier(cohort, levels));
            }
            return rack_power_uw(hall, nodes.use, sum_uw);
        };
        const auto levels =
            levels_for<Levels>(hall.rack.cap, cap_now(hall.rack.cap, now_us), power_at);
        for (Cohort& cohort : cohorts_) {
            if (cohort.weight_by_rack.count(rack) > 0)
                cohort.of_racks = std::min(cohort.of_racks, tier(cohort, levels));
        }
    }
    for (Cohort& cohort : cohorts_)
        cohort.of_rows = cohort.of_racks;
}

void FacilityOracle::limit_rows(std::int64_t now_us) {
    for (std::size_t row = 0; row < rows_uw_.size(); ++row) {
        const HallFacility& hall =
            world_.facility.halls[static_cast<std::size_t>(world_.facility.rows[row].hall)];
        if (!hall.row.cap.is_set())
            continue;
        const Nodes nodes = nodes_of_row(row);
        const auto racks = racks_of_row(row);
        const auto is_in = [&](const Cohort& cohort) {
            return std::any_of(racks.begin(), racks.end(), [&](std::size_t rack) {
                return cohort.weight_by_rack.count(rack) > 0;
            });
        };
        const auto power_at = [&](Levels levels) {
            std::int64_t sum_uw = nodes.idle_uw;
            for (const Cohort& cohort : cohorts_) {
                std::int64_t weight = 0;
                for (const std::size_t rack : racks) {
                    const auto found = cohort.weight_by_rack.find(rack);
                    weight += found == cohort.weight_by_rack.end() ? 0 : found->second;
                }
                sum_uw +=
                    above_idle_uw(cohort, weight, std::min(cohort.of_racks, tier(cohort, levels)));
            }
            return rack_power_uw(hall, nodes.use, sum_uw);
        };
        const auto levels =
            levels_for<Levels>(hall.row.cap, cap_now(hall.row.cap, now_us), power_at);
        for (Cohort& cohort : cohorts_) {
            if (is_in(cohort))
                cohort.of_rows = std::min(cohort.of_rows, tier(cohort, levels));
        }
    }
}

void FacilityOracle::limit_halls_and_sites(std::int64_t now_us) {
    // [hall]: above idle, at these levels or lower where something before holds a cohort lower.
    const auto above_idle = [&](std::size_t hall, Levels levels) {
        std::int64_t sum_uw = 0;
        for (const Cohort& cohort : cohorts_) {
            if (hall_of(cohort.fleet) == hall)
                sum_uw += above_idle_uw(cohort, cohort.weight,
                                        std::min(cohort.level, tier(cohort, levels)));
        }
        return sum_uw;
    };
    const auto lower = [&](const auto& is_in, Levels levels) {
        for (Cohort& cohort : cohorts_) {
            if (is_in(hall_of(cohort.fleet)))
                cohort.level = std::min(cohort.level, tier(cohort, levels));
        }
    };
    for (Cohort& cohort : cohorts_)
        cohort.level = cohort.of_rows;
    for (std::size_t hall = 0; hall < halls_.size(); ++hall) {
        const PowerCap& cap = world_.facility.halls[hall].hall.cap;
        hall_caps_uw_[hall] = cap_now(cap, now_us);
        const auto levels = levels_for<Levels>(cap, hall_caps_uw_[hall], [&](Levels at) {
            return power_of_hall(now_us, hall, above_idle(hall, at)).feed_uw();
        });
        lower([&](std::size_t other) { return other == hall; }, levels);
    }
    for (std::size_t site = 0; site < sites_uw_.size(); ++site) {
        const PowerCap& cap = world_.facility.sites[site].grid.cap;
        site_caps_uw_[site] = cap_now(cap, now_us);
        const auto is_here = [&](std::size_t hall) {
            return world_.facility.halls[hall].site == static_cast<std::int32_t>(site);
        };
        const auto levels = levels_for<Levels>(cap, site_caps_uw_[site], [&](Levels at) {
            std::int64_t sum_uw = 0;
            for (std::size_t hall = 0; hall < halls_.size(); ++hall) {
                if (is_here(hall))
                    sum_uw += power_of_hall(now_us, hall, above_idle(hall, at)).facility_uw();
            }
            return sum_uw;
        });
        lower(is_here, levels);
    }
    for (std::size_t hall = 0; hall < halls_.size(); ++hall)
        halls_[hall] = power_of_hall(now_us, hall, above_idle(hall, {}));
}

void FacilityOracle::settle(std::int64_t now_us, std::vector<PoweredJob>& jobs) {
    gather(jobs);
    limit_racks(now_us);
    limit_rows(now_us);
    limit_halls_and_sites(now_us);
    for (const Cohort& cohort : cohorts_) {
        const CapLadder& ladder = world_.facility.ladder(cohort.fleet, cohort.kind);
        for (const std::size_t job : cohort.jobs)
            jobs[job].speed_q20 = ladder[static_cast<std::size_t>(cohort.level)].speed_q20;
    }
    for (std::size_t fleet = 0; fleet < fleets_uw_.size(); ++fleet) {
        const std::int64_t up = std::count(is_up_[fleet].begin(), is_up_[fleet].end(), true);
        fleets_uw_[fleet] = up * world_.fleets[fleet].power.idle_uw;
        for (const Cohort& cohort : cohorts_) {
            if (cohort.fleet == fleet)
                fleets_uw_[fleet] += above_idle_uw(cohort, cohort.weight, cohort.level);
        }
    }
    std::vector<std::int64_t> rack_nodes_uw;
    for (std::size_t rack = 0; rack < racks_uw_.size(); ++rack) {
        const Nodes nodes = nodes_of_rack(rack);
        std::int64_t nodes_uw = nodes.idle_uw;
        for (const Cohort& cohort : cohorts_) {
            if (cohort.weight_by_rack.count(rack) > 0)
                nodes_uw += above_idle_uw(cohort, cohort.weight_by_rack.at(rack), cohort.level);
        }
        rack_nodes_uw.push_back(nodes_uw);
        racks_uw_[rack] = rack_power_uw(
            world_.facility.halls[hall_of(world_.facility.racks[rack].fleet)], nodes.use, nodes_uw);
    }
    for (std::size_t row = 0; row < rows_uw_.size(); ++row) {
        std::int64_t nodes_uw = 0;
        for (const std::size_t rack : racks_of_row(row))
            nodes_uw += rack_nodes_uw[rack];
        const auto hall = static_cast<std::size_t>(world_.facility.rows[row].hall);
        rows_uw_[row] = rack_power_uw(world_.facility.halls[hall], nodes_of_row(row).use, nodes_uw);
    }
    for (std::size_t site = 0; site < sites_uw_.size(); ++site) {
        sites_uw_[site] = 0;
        for (std::size_t hall = 0; hall < halls_.size(); ++hall) {
            if (world_.facility.halls[hall].site == static_cast<std::int32_t>(site))
                sites_uw_[site] += halls_[hall].facility_uw();
        }
    }
}

void FacilityOracle::Mean::add(std::int64_t step_us,
                               std::int64_t uw,
                               std::int64_t from_us,
                               std::int64_t to_us) {
    for (std::int64_t step = from_us / step_us; step * step_us < to_us; ++step) {
        const std::int64_t begin_us = std::max(from_us, step * step_us);
        const std::int64_t end_us = std::min(to_us, (step + 1) * step_us);
        if (pj.size() <= static_cast<std::size_t>(step))
            pj.resize(static_cast<std::size_t>(step) + 1, 0);
        pj[static_cast<std::size_t>(step)] += Wide{uw} * (end_us - begin_us);
    }
}

std::vector<double> FacilityOracle::Mean::take(std::int64_t step_us, std::int64_t end_us) const {
    std::vector<double> means_w;
    for (std::size_t step = 0; step < pj.size(); ++step) {
        const std::int64_t begin_us = static_cast<std::int64_t>(step) * step_us;
        const std::int64_t length_us = std::min(step_us, end_us - begin_us);
        means_w.push_back(static_cast<double>(pj[step]) / static_cast<double>(length_us) / 1e6);
    }
    return means_w;
}

void FacilityOracle::hold(std::int64_t from_us,
                          std::int64_t to_us,
                          const std::vector<PoweredJob>& jobs) {
    end_us_ = to_us;
    if (to_us <= from_us)
        return;
    const Span span{from_us, to_us,
                    std::max<std::int64_t>(0, to_us - std::max(from_us, world_.warmup_us))};
    std::vector<std::int64_t> held_uw;
    std::int64_t run_uw = 0;
    std::int64_t run_it_uw = 0;
    for (std::size_t hall = 0; hall < halls_.size(); ++hall) {
        hold_hall(hall, span);
        held_uw.push_back(halls_[hall].facility_uw());
        run_uw += halls_[hall].facility_uw();
        run_it_uw += halls_[hall].it_uw;
    }
    held_uw.push_back(run_uw);
    hold_power(record_.run, run_uw, kNoLimit, span.measured_us);
    record_.run_it_pj += Wide{run_it_uw} * span.measured_us;
    if (span.measured_us > 0)
        record_.run_it_peak_uw = std::max(record_.run_it_peak_uw, run_it_uw);
    run_quarters_.add(kQuarterHour_us, run_uw, from_us, to_us);
    hold_others(span);
    for (const PoweredJob& job : jobs)
        record_.slowed_gpu_q20[job.fleet] += Wide{world_.jobs[job.job].gpus} *
                                             (kReferenceSpeedQ20 - job.speed_q20) *
                                             span.measured_us;
    for (std::size_t index = 0; !held_before_uw_.empty() && index < held_uw.size(); ++index) {
        std::int64_t& largest =
            index < halls_.size() ? record_.halls[index].largest_step_uw : record_.largest_step_uw;
        if (from_us >= world_.warmup_us)
            largest = std::max(largest, std::abs(held_uw[index] - held_before_uw_[index]));
    }
    held_before_uw_ = held_uw;
}

void FacilityOracle::hold_hall(std::size_t hall, const Span& span) {
    const HallPower& power = halls_[hall];
    const HallFacility& what = world_.facility.halls[hall];
    HallRecord& record = record_.halls[hall];
    const std::int64_t measured_us = span.measured_us;
    const std::int64_t feed_uw = power.it_uw + power.loss_uw + power.other_uw;
    const std::int64_t all_uw = feed_uw + power.cooling_uw;
    hold_power(record.facility, all_uw, kNoLimit, measured_us);
    hold_power(record.feed, feed_uw, what.hall.limit_uw, measured_us);
    record.feed.over_cap_us += feed_uw > hall_caps_uw_[hall] ? measured_us : 0;
    record.it_pj += Wide{power.it_uw} * measured_us;
    record.loss_pj += Wide{power.loss_uw} * measured_us;
    record.cooling_pj += Wide{power.cooling_uw} * measured_us;
    record.other_pj += Wide{power.other_uw} * measured_us;
    if (measured_us > 0)
        record.it_peak_uw = std::max(record.it_peak_uw, power.it_uw);
    record.over_feed_lost_us += feed_uw > what.feed_lost_uw ? measured_us : 0;
    record.overloaded_cooling_us += power.is_cooling_overloaded ? measured_us : 0;
    record.water_kg += power.water_kg_per_s * static_cast<double>(measured_us) / 1e6;
    it_means_[hall].add(world_.series_step_us, power.it_uw, span.from_us, span.to_us);
    facility_means_[hall].add(world_.series_step_us, all_uw, span.from_us, span.to_us);
    hall_quarters_[hall].add(kQuarterHour_us, feed_uw, span.from_us, span.to_us);
}

// Sites, racks, rows and fleets.
void FacilityOracle::hold_others(const Span& span) {
    const Facility& facility = world_.facility;
    const std::int64_t measured_us = span.measured_us;
    for (std::size_t site = 0; site < sites_uw_.size(); ++site) {
        PowerRecord& grid = record_.sites[site].grid;
        hold_power(grid, sites_uw_[site], facility.sites[site].grid.limit_uw, measured_us);
        grid.over_cap_us += sites_uw_[site] > site_caps_uw_[site] ? measured_us : 0;
        site_quarters_[site].add(kQuarterHour_us, sites_uw_[site], span.from_us, span.to_us);
    }
    for (std::size_t rack = 0; rack < racks_uw_.size(); ++rack) {
        const std::size_t hall = hall_of(facility.racks[rack].fleet);
        hold_power(record_.racks[rack], racks_uw_[rack], facility.halls[hall].rack.limit_uw,
                   measured_us);
        const PowerCap& cap = facility.halls[hall].rack.cap;
        record_.racks[rack].over_cap_us +=
            racks_uw_[rack] > cap_now(cap, span.from_us) ? measured_us : 0;
    }
    for (std::size_t row = 0; row < rows_uw_.size(); ++row) {
        const auto hall = static_cast<std::size_t>(facility.rows[row].hall);
        hold_power(record_.rows[row], rows_uw_[row], facility.halls[hall].row.limit_uw,
                   measured_us);
        const PowerCap& cap = facility.halls[hall].row.cap;
        record_.rows[row].over_cap_us +=
            rows_uw_[row] > cap_now(cap, span.from_us) ? measured_us : 0;
    }
    for (std::size_t fleet = 0; fleet < fleets_uw_.size(); ++fleet)
        hold_power(record_.fleets[fleet], fleets_uw_[fleet], kNoLimit, measured_us);
}

FacilityRecord FacilityOracle::take() {
    for (std::size_t hall = 0; hall < halls_.size(); ++hall) {
        record_.halls[hall].it_w = it_means_[hall].take(world_.series_step_us, end_us_);
        record_.halls[hall].facility_w = facility_means_[hall].take(world_.series_step_us, end_us_);
        record_.halls[hall].quarter_hours_w = hall_quarters_[hall].take(kQuarterHour_us, end_us_);
    }
    for (std::size_t site = 0; site < sites_uw_.size(); ++site)
        record_.sites[site].quarter_hours_w = site_quarters_[site].take(kQuarterHour_us, end_us_);
    record_.quarter_hours_w = run_quarters_.take(kQuarterHour_us, end_us_);
    return record_;
}

}  // namespace headroom::sim
