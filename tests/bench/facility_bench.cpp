// A simulated year of a machine like Frontier, 9,472 nodes in 74 racks, with less and more of a
// facility, as CSV on stdout. usage: facility_bench [--jobs N] [--rounds R]

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "sim/base/detmath.hpp"
#include "sim/base/philox.hpp"
#include "sim/engine/simulation.hpp"
#include "tests/support/small_world.hpp"

#include <time.h>

namespace headroom::bench {
namespace {

using sim::CapPolicy;
using sim::World;

constexpr std::int64_t kYear_s = 365 * 86'400;
constexpr std::uint32_t kNodes = 9472;
constexpr std::int64_t kMicro = 1'000'000;

double thread_cpu_s() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double uniform(std::uint32_t entity, std::uint32_t index) {
    return draw_uniform({1, Stream::kRuntime, entity, index, 0});
}

// Jobs of 1 to 512 nodes, most of them small, over a year at about 70 % of the GPUs.
std::vector<sim::SmallJob> make_jobs(std::int64_t count) {
    constexpr double kLoad = 0.7;
    constexpr double kMeanNodes = 19.18;  // of the sizes below
    constexpr double kWeights[] = {0.3, 0.2, 0.15, 0.1, 0.08, 0.06, 0.05, 0.04, 0.01, 0.01};
    const double between_s = static_cast<double>(kYear_s) / static_cast<double>(count);
    const double mean_run_s = kLoad * kNodes * between_s / kMeanNodes;
    std::vector<sim::SmallJob> jobs;
    double time_s = 0;
    for (std::int64_t i = 0; i < count; ++i) {
        const auto index = static_cast<std::uint32_t>(i);
        time_s -= between_s * log(uniform(1, index));
        double left = uniform(2, index);
        std::uint32_t nodes = 1;
        for (const double weight : kWeights) {
            left -= weight;
            if (left <= 0)
                break;
            nodes *= 2;
        }
        const auto run_s = static_cast<std::int64_t>(1 - mean_run_s * log(uniform(3, index)));
        jobs.push_back(
            {static_cast<std::int64_t>(time_s), std::min(nodes, 512U) * 4, run_s, 2 * run_s, 0, 0});
    }
    return jobs;
}

World bare_world(std::int64_t jobs) {
    sim::SmallWorld small;
    small.policy = sim::Policy::kEasy;
    small.placement = sim::Placement::kPacked;
    small.fleets = {{kNodes, 4, 0}};
    small.jobs = make_jobs(jobs);
    small.horizon_s = kYear_s;
    small.step_s = 3600;
    World world = small.build();
    world.has_calendar = true;
    world.start_unix_us = 1'798'761'600 * kMicro;  // 2027-01-01T00:00:00Z
    return world;
}

sim::CapLadder ladder() {
    sim::CapLadder ladder;
    for (int level = 0; level < sim::kCapLevels; ++level) {
        const std::int64_t percent = sim::kLowestCapPercent + level;
        ladder[static_cast<std::size_t>(level)] = {
            519'500'000 * percent / 100, sim::kReferenceSpeedQ20 * (50 + percent / 2) / 100};
    }
    return ladder;
}

// Node, chassis, rectifiers, racks and a warm-water plant in hourly weather.
void add_facility(World& world) {
    sim::Facility& facility = world.facility;
    facility.is_on = true;
    world.hall_names = {"hall"};
    world.fleets[0].hall = 0;
    world.fleets[0].power = {626'260'000, 519'500'000, true};
    facility.halls.resize(2);
    sim::HallFacility& hall = facility.halls[0];
    hall.site = 0;
    hall.chain.node = {13, 0.98};
    hall.chain.chassis_w = 1000;
    hall.chain.rectifier.per_chassis = 4;
    hall.chain.rectifier.each = {17, 0.96};
    hall.chain.ups.rating_w = 30e6;
    hall.cooling.emplace().kind = sim::CoolingKind::kLiquid;
    hall.cooling->design_heat_w = 30e6;
    hall.hall.limit_uw = 25'000'000 * kMicro;
    hall.rack.limit_uw = 400'000 * kMicro;
    hall.racks_per_row = 10;
    facility.sites.resize(1);
    sim::WeatherSeries weather;
    for (int hour = 0; hour < 8760; ++hour) {
        const double day = 10 - 8 * cos(6.283185307179586 * hour / 8760);
        weather.dry_bulb_c.values.push_back(day + 4 * sin(6.283185307179586 * hour / 24));
        weather.wet_bulb_c.values.push_back(day - 4);
    }
    weather.dry_bulb_c.start_us = weather.wet_bulb_c.start_us = world.start_unix_us;
    facility.sites[0].weather = weather;
    facility.sites[0].intensity_g_per_kwh = sim::constant_series(300);
    facility.fleets.resize(1);
    facility.fleets[0].nodes_per_rack = 128;
    facility.fleets[0].nodes_per_chassis = 16;
    for (std::uint32_t rack = 0; rack < kNodes / 128; ++rack)
        facility.racks.push_back({0, 128, 0, static_cast<std::int32_t>(rack / 10)});
    for (std::uint32_t row = 0; row < 8; ++row)
        facility.rows.push_back({0, row});
    facility.kinds.resize(1);
    facility.ladders = {ladder()};
}

void run(const char* name, const World& world, std::int64_t rounds) {
    double best_s = 1e300;
    std::uint64_t events = 0;
    for (std::int64_t round = 0; round < rounds; ++round) {
        const double begin_s = thread_cpu_s();
        events = sim::simulate(world).events;
        best_s = std::min(best_s, thread_cpu_s() - begin_s);
    }
    std::printf("%s,%zu,%llu,%.3f,%.0f,%.0f\n", name, world.jobs.size(),
                static_cast<unsigned long long>(events), best_s,
                static_cast<double>(events) / best_s, static_cast<double>(kYear_s) / best_s);
    std::fflush(stdout);
}

void run_all(std::int64_t jobs, std::int64_t rounds) {
    std::puts("facility,jobs,events,cpu_s,events_per_s,simulated_s_per_s");
    World world = bare_world(jobs);
    run("none", world, rounds);
    add_facility(world);
    run("weather and power of racks, rows, hall, site", world, rounds);
    sim::PowerCap& cap = world.facility.halls[0].hall.cap;
    cap.always_uw = 20'000'000 * kMicro;
    run("the same, hall capped at 20 MW", world, rounds);
    cap.policy = CapPolicy::kAdmission;
    run("the same, by admission", world, rounds);
    cap = {};
    world.facility.halls[0].rack.cap.always_uw = 330'000 * kMicro;
    run("the same, racks capped at 330 kW", world, rounds);
    world.facility.halls[0].rack.cap = {};
    world.facility.halls[0].thermal.emplace().racks = world.facility.racks.size();
    world.facility.halls[0].thermal->gpus_per_rack = 512;
    world.facility.step_us = 60 * kMicro;
    run("the same, temperatures each minute", world, rounds);
}

}  // namespace
}  // namespace headroom::bench

int main(int argc, char** argv) {
    std::int64_t jobs = 1'000'000;
    std::int64_t rounds = 1;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string option = argv[i];
        if (option == "--jobs")
            jobs = std::atoll(argv[i + 1]);
        else if (option == "--rounds")
            rounds = std::atoll(argv[i + 1]);
    }
    headroom::bench::run_all(jobs, rounds);
    return 0;
}
