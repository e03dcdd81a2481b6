#include "tests/support/random_facility.hpp"

#include <algorithm>

#include "tests/support/random_world.hpp"

namespace headroom::sim {
namespace {

constexpr std::int64_t kHour_us = 3'600'000'000;
constexpr std::int64_t kStart_unix_us = 1'767'571'200'000'000;  // Monday 5 January 2026

class FacilityMaker {
public:
    explicit FacilityMaker(std::uint64_t seed) : dice_(seed + 7'000'000), seed_(seed) {}
    World make();

private:
    void shrink_fleets();
    void stretch_time();
    void add_halls();
    void add_kinds();
    void add_ladder(std::size_t fleet);
    PowerChain draw_chain(bool has_chassis);
    CoolingPlant draw_cooling(std::int64_t heat_uw);
    void add_sites();
    void add_limits();
    void draw_limits(PowerLimits& limits, std::int64_t most_uw);
    std::int64_t draw_cap(std::int64_t most_uw);
    void add_jobs();
    void bound_run();
    std::int64_t most_of_hall(std::size_t hall) const;

    Dice dice_;
    std::uint64_t seed_;
    World world_;
    std::int64_t span_us_ = 1;
    std::size_t halls_ = 1;
    double tightness_ = 0;
    bool is_stretched_ = false;
};

World FacilityMaker::make() {
    world_ = seed_ % 2 == 0 ? random_world(seed_) : random_failing_world(seed_);
    shrink_fleets();
    stretch_time();
    world_.facility.is_on = true;
    tightness_ = dice_.uniform();
    add_halls();
    add_kinds();
    add_sites();
    add_limits();
    add_jobs();
    bound_run();
    return std::move(world_);
}

void FacilityMaker::shrink_fleets() {
    world_.seed = seed_;
    for (std::size_t index = 0; index < world_.fleets.size(); ++index) {
        Fleet& fleet = world_.fleets[index];
        fleet.name = "fleet" + std::to_string(index);
        fleet.nodes = std::min(fleet.nodes, 10u);
        fleet.power.is_known = true;
        if (fleet.power.idle_uw == 0 && dice_.chance(0.9))
            fleet.power.idle_uw = dice_.between(0, 2'000'000'000);
    }
}

// Random worlds last milliseconds; weather and hours of the week need hours.
void FacilityMaker::stretch_time() {
    for (const Job& job : world_.jobs)
        span_us_ = std::max(span_us_, job.submit_us + job.work_us);
    world_.has_calendar = true;
    world_.start_unix_us =
        kStart_unix_us + (dice_.chance(0.5) ? 0 : dice_.between(0, 500) * 777'777);
    is_stretched_ = dice_.chance(0.7);
    if (!is_stretched_)
        return;
    const std::int64_t by = std::max<std::int64_t>(1, dice_.between(2, 40) * kHour_us / span_us_);
    for (Job& job : world_.jobs) {
        job.submit_us *= by;
        job.work_us *= by;
        job.estimate_us *= by;
    }
    for (Fleet& fleet : world_.fleets) {
        fleet.in_service_us *= by;
        fleet.failures.mtbf_us *= by;
        fleet.failures.repair.a *= static_cast<double>(by);
    }
    for (Checkpointing& rule : world_.checkpointing) {
        rule.every_us *= by;
        rule.restart_us *= by;
    }
    if (world_.horizon_us < kNever)
        world_.horizon_us *= by;
    world_.warmup_us *= by;
    world_.series_step_us *= by;
    span_us_ *= by;
}

PowerChain FacilityMaker::draw_chain(bool has_chassis) {
    PowerChain chain;
    if (dice_.chance(0.5))
        chain.node = {30 * dice_.uniform(), 0.9 + 0.1 * dice_.uniform()};
    if (has_chassis) {
        chain.chassis_w = dice_.chance(0.5) ? 300 * dice_.uniform() : 0;
        chain.rectifier = {static_cast<int>(dice_.between(0, 3)),
                           {40 * dice_.uniform(), 0.95},
                           dice_.chance(0.5),
                           1 + 3000 * dice_.uniform()};
    }
    if (dice_.chance(0.5))
        chain.pdu_efficiency = 0.97;
    if (dice_.chance(0.4)) {
        chain.ups.rating_w = 1000 + 50'000 * dice_.uniform();
        chain.ups.redundancy = dice_.chance(0.5) ? UpsRedundancy::kN : UpsRedundancy::k2N;
        chain.ups.is_eco = dice_.chance(0.3);
    }
    if (dice_.chance(0.4))
        chain.transformer_efficiency = 0.985;
    return chain;
}

void FacilityMaker::add_halls() {
    Facility& facility = world_.facility;
    halls_ = static_cast<std::size_t>(dice_.between(1, 3));
    world_.hall_names.assign(halls_, "hall");
    facility.halls.resize(halls_ + 1);
    facility.fleets.resize(world_.fleets.size());
    const bool is_plain = dice_.chance(0.3);  // caps may be met to the µW
    const bool has_racks = dice_.chance(0.85);
    const bool has_chassis = dice_.chance(0.5);
    for (HallFacility& hall : facility.halls) {
        if (!is_plain)
            hall.chain = draw_chain(has_chassis);
        hall.other_uw = dice_.chance(0.5) ? dice_.between(0, 1'000'000'000) : 0;
        hall.racks_per_row =
            dice_.chance(0.6) ? static_cast<std::uint32_t>(dice_.between(1, 3)) : 0;
    }
    facility.halls.back().racks_per_row = 0;
    for (std::size_t index = 0; index < world_.fleets.size(); ++index) {
        world_.fleets[index].hall =
            static_cast<std::int32_t>(dice_.between(-1, static_cast<std::int64_t>(halls_) - 1));
        if (dice_.chance(0.7))
            world_.fleets[index].hall = 0;
        if (has_chassis)
            facility.fleets[index].nodes_per_chassis =
                static_cast<std::uint32_t>(dice_.between(1, 4));
        if (has_racks && dice_.chance(0.9))
            add_racks(world_, index, static_cast<std::uint32_t>(dice_.between(1, 3)));
    }
    add_rows(world_);
}

void FacilityMaker::add_kinds() {
    const std::int64_t kinds = dice_.between(1, 3);
    for (std::int64_t kind = 0; kind < kinds; ++kind)
        world_.facility.kinds.push_back({"kind" + std::to_string(kind), dice_.chance(0.4)});
    for (std::size_t fleet = 0; fleet < world_.fleets.size(); ++fleet) {
        for (std::int64_t kind = 0; kind < kinds; ++kind)
            add_ladder(fleet);
    }
}

void FacilityMaker::add_ladder(std::size_t /*fleet*/) {
    CapLadder ladder;
    const std::int64_t most_uw = dice_.between(1, 700'000'000);
    const double least_power = dice_.uniform();
    const double least_speed = 0.05 + 0.95 * dice_.uniform();
    const bool has_own_cap = dice_.chance(0.15);
    const double top_speed = has_own_cap ? 0.5 + 0.5 * dice_.uniform() : 1;
    const bool is_rough = dice_.chance(0.3);
    double share = 0;
    for (std::size_t level = 0; level < ladder.size(); ++level) {
        const double even = static_cast<double>(level) / kNoCapLevel;
        share = is_rough ? std::max(share, even * dice_.uniform()) : even;
        if (level == kNoCapLevel)
            share = 1;
        const double speed = top_speed * (least_speed + (1 - least_speed) * share);
        ladder.at(level).gpu_uw = static_cast<std::int64_t>(
            static_cast<double>(most_uw) * (least_power + (1 - least_power) * share));
        ladder.at(level).speed_q20 =
            std::max<std::int64_t>(1, static_cast<std::int64_t>(speed * kReferenceSpeedQ20));
    }
    world_.facility.ladders.push_back(ladder);
}

CoolingPlant FacilityMaker::draw_cooling(std::int64_t heat_uw) {
    CoolingPlant plant;
    plant.kind = static_cast<CoolingKind>(dice_.between(0, 2));
    plant.liquid_sink = dice_.chance(0.5) ? HeatSink::kTower : HeatSink::kDryCooler;
    // A plant a thousand times too small would draw a thousand cubed too much.
    constexpr double kLeast_w = 20'000;
    plant.design_heat_w =
        (kLeast_w + static_cast<double>(heat_uw) * 1e-6) * (0.5 + dice_.uniform());
    plant.has_economiser = dice_.chance(0.7);
    return plant;
}

void FacilityMaker::add_sites() {
    const std::int64_t sites = dice_.between(0, 2);
    for (std::int64_t index = 0; index < sites; ++index) {
        SiteFacility site;
        site.name = "site";
        if (dice_.chance(0.7)) {
            WeatherSeries weather;
            weather.dry_bulb_c.start_us = kStart_unix_us;
            for (int hour = 0; hour < 365 * 24; ++hour) {
                const double dry_c = hour < 2000 ? -10 + 50 * dice_.uniform() : 20;
                weather.dry_bulb_c.values.push_back(dry_c);
                weather.wet_bulb_c.values.push_back(dry_c - (hour % 7));
            }
            weather.wet_bulb_c.start_us = kStart_unix_us;
            site.weather = weather;
        }
        world_.facility.sites.push_back(site);
    }
    for (std::size_t hall = 0; hall < halls_; ++hall) {
        if (sites > 0 && dice_.chance(0.8))
            world_.facility.halls[hall].site =
                static_cast<std::int32_t>(dice_.between(0, sites - 1));
        if (dice_.chance(0.5))
            world_.facility.halls[hall].cooling = draw_cooling(most_of_hall(hall));
    }
}

// About what it can draw; fleets of no hall are in the last one.
std::int64_t FacilityMaker::most_of_hall(std::size_t hall) const {
    const Facility& facility = world_.facility;
    std::int64_t most_uw = facility.halls[hall].other_uw;
    for (std::size_t fleet = 0; fleet < world_.fleets.size(); ++fleet) {
        if (world_.fleets[fleet].hall != static_cast<std::int32_t>(hall))
            continue;
        std::int64_t gpu_uw = 0;
        for (std::size_t kind = 0; kind < facility.kinds.size(); ++kind)
            gpu_uw = std::max(gpu_uw, facility.ladder(fleet, kind).back().gpu_uw);
        most_uw += world_.fleets[fleet].nodes * world_.fleets[fleet].power.idle_uw +
                   world_.fleets[fleet].gpus() * gpu_uw;
    }
    return most_uw;
}

// Sometimes just what some GPUs draw at some level.
std::int64_t FacilityMaker::draw_cap(std::int64_t most_uw) {
    if (dice_.chance(0.2)) {
        const auto fleet = static_cast<std::size_t>(
            dice_.between(0, static_cast<std::int64_t>(world_.fleets.size()) - 1));
        const auto level = static_cast<std::size_t>(dice_.between(0, kNoCapLevel));
        const Fleet& what = world_.fleets[fleet];
        return what.nodes * what.power.idle_uw +
               dice_.between(1, what.gpus()) * world_.facility.ladder(fleet, 0).at(level).gpu_uw;
    }
    const double share = 0.15 + 1.1 * (0.5 * tightness_ + 0.5 * dice_.uniform());
    return static_cast<std::int64_t>(share * static_cast<double>(most_uw));
}

void FacilityMaker::draw_limits(PowerLimits& limits, std::int64_t most_uw) {
    if (dice_.chance(0.5))
        limits.limit_uw = draw_cap(most_uw);
    PowerCap& cap = limits.cap;
    cap.policy = static_cast<CapPolicy>(dice_.between(0, 2));
    cap.low_level = static_cast<int>(dice_.between(0, kNoCapLevel));
    cap.high_level = static_cast<int>(dice_.between(0, kNoCapLevel));
    cap.first = 0.5 + 0.5 * dice_.uniform();
    cap.second = cap.first + (1 - cap.first) * dice_.uniform();
    if (dice_.chance(0.6))
        cap.always_uw = draw_cap(most_uw);
    if (is_stretched_ && dice_.chance(0.3)) {
        cap.east_of_utc_us = dice_.between(-4, 4) * (kHour_us / 2);
        for (int hour = 0; hour < 168; ++hour)
            cap.weekly_uw.push_back(dice_.chance(0.7) ? draw_cap(most_uw) : kNoLimit);
    }
    if (dice_.chance(0.4)) {
        std::int64_t from_us = dice_.between(-span_us_ / 10, span_us_ / 2);
        for (std::int64_t left = dice_.between(1, 4); left > 0; --left) {
            const std::int64_t to_us = from_us + dice_.between(1, span_us_ / 4 + 1);
            cap.events.push_back({from_us, to_us, draw_cap(most_uw)});
            from_us = to_us + (dice_.chance(0.3) ? 0 : dice_.between(0, span_us_ / 4));
        }
    }
}

void FacilityMaker::add_limits() {
    Facility& facility = world_.facility;
    for (std::size_t hall = 0; hall < halls_; ++hall) {
        HallFacility& what = facility.halls[hall];
        const std::int64_t most_uw = most_of_hall(hall);
        const auto racks = std::max<std::int64_t>(
            1, std::count_if(facility.racks.begin(), facility.racks.end(), [&](const Rack& rack) {
                return rack.hall == static_cast<std::int32_t>(hall);
            }));
        if (dice_.chance(0.5))
            draw_limits(what.hall, most_uw);
        if (dice_.chance(0.3))
            draw_limits(what.rack, most_uw / racks);
        if (what.racks_per_row > 0 && dice_.chance(0.4))
            draw_limits(what.row, most_uw / racks * what.racks_per_row);
        if (dice_.chance(0.3))
            what.feed_lost_uw = draw_cap(most_uw);
    }
    for (std::size_t site = 0; site < facility.sites.size(); ++site) {
        std::int64_t most_uw = 0;
        for (std::size_t hall = 0; hall < halls_; ++hall)
            most_uw += facility.halls[hall].site == static_cast<std::int32_t>(site)
                           ? most_of_hall(hall)
                           : 0;
        if (dice_.chance(0.6))
            draw_limits(facility.sites[site].grid, most_uw);
    }
}

void FacilityMaker::add_jobs() {
    const bool has_kinds = dice_.chance(0.8);
    const bool has_activity = dice_.chance(0.6);
    const bool has_releases = dice_.chance(0.3);
    const auto kinds = static_cast<std::int64_t>(world_.facility.kinds.size());
    for (const Job& job : world_.jobs) {
        if (has_kinds)
            world_.load_kind.push_back(static_cast<std::uint8_t>(dice_.between(0, kinds - 1)));
        if (has_activity) {
            const std::int64_t ppm = dice_.chance(0.2) ? 0 : dice_.between(-100'000, 1'000'000);
            world_.activity.push_back(
                {static_cast<std::int32_t>(std::max<std::int64_t>(-1, ppm)), dice_.chance(0.1)});
        }
        if (has_releases)
            world_.release_us.push_back(job.submit_us +
                                        (dice_.chance(0.4) ? dice_.between(0, span_us_ / 5) : 0));
    }
}

// A job that is slow on nodes that fail, or that no power comes for, would wait for ever.
void FacilityMaker::bound_run() {
    const bool may_be_endless = world_.has_failures() || world_.facility.has_admission();
    if (may_be_endless && world_.horizon_us == kNever)
        world_.horizon_us = 3 * span_us_;
}

}  // namespace

void add_racks(World& world, std::size_t fleet, std::uint32_t nodes_per_rack) {
    Facility& facility = world.facility;
    FleetRacks& where = facility.fleets[fleet];
    where.nodes_per_rack = nodes_per_rack;
    where.first_rack = static_cast<std::uint32_t>(facility.racks.size());
    for (std::uint32_t first = 0; first < world.fleets[fleet].nodes; first += nodes_per_rack) {
        const std::uint32_t nodes = std::min(nodes_per_rack, world.fleets[fleet].nodes - first);
        facility.racks.push_back(
            {static_cast<std::uint32_t>(fleet), nodes, world.fleets[fleet].hall, -1});
    }
}

void add_rows(World& world) {
    Facility& facility = world.facility;
    for (std::size_t hall = 0; hall < facility.halls.size(); ++hall) {
        std::uint32_t in_row = facility.halls[hall].racks_per_row;
        std::uint32_t rows = 0;
        for (Rack& rack : facility.racks) {
            if (rack.hall != static_cast<std::int32_t>(hall) ||
                facility.halls[hall].racks_per_row == 0)
                continue;
            if (in_row == facility.halls[hall].racks_per_row) {
                facility.rows.push_back({rack.hall, rows++});
                in_row = 0;
            }
            rack.row = static_cast<std::int32_t>(facility.rows.size()) - 1;
            ++in_row;
        }
    }
}

void remove_caps(World& world) {
    for (HallFacility& hall : world.facility.halls)
        hall.hall.cap = hall.row.cap = hall.rack.cap = {};
    for (SiteFacility& site : world.facility.sites)
        site.grid.cap = {};
    for (CapLadder& ladder : world.facility.ladders) {
        for (CapLevel& level : ladder)
            level.speed_q20 = std::min(level.speed_q20, kReferenceSpeedQ20);
        ladder.back().speed_q20 = kReferenceSpeedQ20;
    }
}

World random_facility_world(std::uint64_t seed) {
    return FacilityMaker(seed).make();
}

}  // namespace headroom::sim
