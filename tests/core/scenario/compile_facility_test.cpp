// Power, cooling and carbon of a scenario as the world has them.

#include "src/core/scenario/compile_facility.hpp"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/engine/simulation.hpp"
#include "sim/model/hall_power.hpp"
#include "sim/model/power/cap_curve.hpp"
#include "sim/model/power/chain.hpp"
#include "src/core/catalog/find_item.hpp"
#include "src/core/catalog/gpu_power.hpp"
#include "src/core/scenario/facility_facts.hpp"
#include "src/core/scenario/input_files.hpp"
#include "tests/core/scenario/scenario_folder.hpp"

namespace headroom::scenario {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::int64_t kHour_us = 3'600'000'000;
constexpr std::int64_t kWatt_uw = 1'000'000;
const std::string kPower = "idle_power = \"2 kW\"\nbusy_power = \"10 kW\"\n";

CompiledWorld compile(const Scenario& scenario) {
    const auto traces = load_workloads(scenario);
    if (!traces) {
        ADD_FAILURE() << format_diagnostics(traces.error());
        return {};
    }
    auto compiled = compile_world(scenario, *traces);
    if (!compiled) {
        ADD_FAILURE() << format_diagnostics(compiled.error());
        return {};
    }
    return std::move(*compiled);
}

sim::World world_of(const std::string& tables, const std::string& workload = kSmallWorkload) {
    return compile(read_good("schema = 1\n" + tables + workload)).world;
}

sim::Facility facility_of(const std::string& tables) {
    return world_of(tables).facility;
}

std::string jobs_of(const std::string& name, const std::string& keys) {
    return "[workload." + name + "]\n" + keys + "[workload." + name +
           ".generate]\njobs = 20\ninterarrival = { dist = \"exponential\", mean = \"1.3 h\" }\n"
           "runtime = { dist = \"lognormal\", median = \"3 h\", sigma = 1 }\n";
}

TEST(CompileFacility, WithoutAKeyOfItNothingIsFilled) {
    const sim::World world = world_of(
        "[site.s]\n[hall.a]\nsite = \"s\"\npower_limit = \"1 MW\"\nother_load = \"10 kW\"\n"
        "rack_limit = \"40 kW\"\n[fleet.x]\nhall = \"a\"\n" +
        kPower + "[fleet.y]\nhall = \"a\"\nnode = \"dgx-h100\"\n");
    EXPECT_FALSE(world.facility.is_on);
    EXPECT_THAT(world.facility.halls, IsEmpty());
    EXPECT_THAT(world.facility.kinds, IsEmpty());
    EXPECT_THAT(world.load_kind, IsEmpty());
    EXPECT_THAT(world.release_us, IsEmpty());
    EXPECT_FALSE(world.fleets[1].power.is_known);
}

TEST(CompileFacility, RacksAreNumberedByFleetAndRowsByHall) {
    const sim::Facility facility = facility_of(
        "[hall.a]\nracks_per_row = 2\nrow_limit = \"300 kW\"\n[hall.b]\nracks_per_row = 3\n"
        "[fleet.x]\nhall = \"a\"\nnodes = 10\nnodes_per_rack = 4\n" +
        kPower + "[fleet.y]\nhall = \"b\"\nnodes = 3\nnodes_per_rack = 4\n" + kPower +
        "[fleet.z]\nhall = \"a\"\nnodes = 8\nnodes_per_rack = 8\nnodes_per_chassis = 2\n" + kPower +
        "[fleet.w]\nnodes = 5\n");
    std::vector<std::uint32_t> nodes;
    std::vector<std::int32_t> halls, rows;
    for (const sim::Rack& rack : facility.racks) {
        nodes.push_back(rack.nodes);
        halls.push_back(rack.hall);
        rows.push_back(rack.row);
    }
    EXPECT_THAT(nodes, ElementsAre(4, 4, 2, 3, 8));
    EXPECT_THAT(halls, ElementsAre(0, 0, 0, 1, 0));
    EXPECT_THAT(rows, ElementsAre(0, 0, 1, 2, 1));
    ASSERT_THAT(facility.rows, SizeIs(3));
    EXPECT_EQ(facility.rows[1].number, 1u);
    EXPECT_EQ(facility.rows[2].hall, 1);
    EXPECT_EQ(facility.rows[2].number, 0u);
    EXPECT_EQ(facility.fleets[2].first_rack, 4u);
    EXPECT_EQ(facility.fleets[2].nodes_per_chassis, 2u);
    EXPECT_EQ(facility.fleets[3].nodes_per_rack, 0u);
    EXPECT_THAT(facility.halls, SizeIs(3)) << "and one for fleets in no hall";
    EXPECT_EQ(facility.halls[0].row.limit_uw, 300'000 * kWatt_uw);
}

TEST(CompileFacility, LimitsAndCapsReachTheirLevel) {
    const sim::Facility facility = facility_of(
        "[facility]\nstep = \"5 min\"\n"
        "[site.s]\npower_limit = \"9 MW\"\npower_cap = \"8 MW\"\ncap_policy = \"admission\"\n"
        "[hall.a]\nsite = \"s\"\npower_limit = \"3 MW\"\npower_cap = \"2 MW\"\n"
        "cap_policy = \"priority\"\nother_load = \"40 kW\"\nrack_limit = \"50 kW\"\n"
        "rack_cap = \"45 kW\"\nrow_cap = \"400 kW\"\nracks_per_row = 10\n"
        "[fleet.x]\nhall = \"a\"\ngpu = \"h100\"\nnodes_per_rack = 4\nembodied = \"2 t\"\n" +
        kPower);
    EXPECT_TRUE(facility.is_on);
    EXPECT_EQ(facility.step_us, 300'000'000);
    EXPECT_EQ(facility.sites[0].grid.limit_uw, 9'000'000 * kWatt_uw);
    EXPECT_EQ(facility.sites[0].grid.cap.always_uw, 8'000'000 * kWatt_uw);
    EXPECT_EQ(facility.sites[0].grid.cap.policy, sim::CapPolicy::kAdmission);
    const sim::HallFacility& hall = facility.halls[0];
    EXPECT_EQ(hall.site, 0);
    EXPECT_EQ(hall.hall.limit_uw, 3'000'000 * kWatt_uw);
    EXPECT_EQ(hall.hall.cap.always_uw, 2'000'000 * kWatt_uw);
    EXPECT_EQ(hall.hall.cap.policy, sim::CapPolicy::kPriority);
    EXPECT_EQ(hall.other_uw, 40'000 * kWatt_uw);
    EXPECT_EQ(hall.rack.limit_uw, 50'000 * kWatt_uw);
    EXPECT_EQ(hall.rack.cap.always_uw, 45'000 * kWatt_uw);
    EXPECT_EQ(hall.rack.cap.policy, sim::CapPolicy::kPriority);
    EXPECT_EQ(hall.row.cap.always_uw, 400'000 * kWatt_uw);
    EXPECT_EQ(hall.feed_lost_uw, sim::kNoLimit);
    EXPECT_EQ(facility.fleets[0].embodied_kg, 2000);
    EXPECT_NEAR(static_cast<double>(facility.fleets[0].embodied_life_us), 43'829.1e6 * 3600, 1e9)
        << "5 years";
}

TEST(CompileFacility, ACalendarOfCapsGoesByTheClockOfTheSite) {
    const ScenarioFolder folder;
    folder.write("weekly.csv", "weekday,hour,cap (kW)\nMon-Fri,17-20,300\n");
    folder.write("events.csv",
                 "from,to,cap\n2027-01-03T06:00Z,2027-01-03T08:00Z,1.5 MW\n"
                 "2027-01-02T06:00+01:00,2027-01-02T07:00+01:00,200 kW\n");
    const auto scenario = read_scenario(
        folder.write("s.toml",
                     "schema = 1\nstart = 2027-01-01\n[site.s]\nutc_offset = \"-5 h\"\n"
                     "cap_calendar = \"events.csv\"\n[hall.a]\nsite = \"s\"\n"
                     "cap_calendar = \"weekly.csv\"\n[fleet.x]\nhall = \"a\"\ngpu = \"h100\"\n" +
                         kPower + kSmallWorkload));
    ASSERT_TRUE(scenario) << format_diagnostics(scenario.error());
    EXPECT_THAT(
        input_files(*scenario),
        ElementsAre(folder.path("s.toml"), folder.path("events.csv"), folder.path("weekly.csv")));
    const sim::Facility facility = compile(*scenario).world.facility;
    const sim::PowerCap& weekly = facility.halls[0].hall.cap;
    EXPECT_EQ(weekly.east_of_utc_us, -5 * kHour_us);
    ASSERT_THAT(weekly.weekly_uw, SizeIs(168));
    EXPECT_EQ(weekly.weekly_uw[16], sim::kNoLimit);
    EXPECT_EQ(weekly.weekly_uw[17], 300'000 * kWatt_uw);
    EXPECT_EQ(weekly.weekly_uw[4 * 24 + 20], 300'000 * kWatt_uw);
    EXPECT_EQ(weekly.weekly_uw[5 * 24 + 18], sim::kNoLimit);
    const std::vector<sim::CapEvent>& events = facility.sites[0].grid.cap.events;
    ASSERT_THAT(events, SizeIs(2));
    EXPECT_EQ(events[0].from_us, 29 * kHour_us);
    EXPECT_EQ(events[0].to_us, 30 * kHour_us);
    EXPECT_EQ(events[0].cap_uw, 200'000 * kWatt_uw);
    EXPECT_EQ(events[1].from_us, 54 * kHour_us);
}

TEST(CompileFacility, NodesOfTheCatalogHaveItsPowerWhereNoneIsWritten) {
    const CompiledWorld compiled =
        compile(read_good("schema = 1\n[hall.a]\npower_cap = \"1 MW\"\n[fleet.x]\nhall = \"a\"\n"
                          "node = \"dgx-h100\"\n[fleet.y]\nhall = \"a\"\ngpu = \"h100\"\n" +
                          kPower + kSmallWorkload));
    const auto facts = catalog::shipped_catalog(catalog::shipped_versions().back());
    const catalog::Node& node = *catalog::find_node(**facts, "dgx-h100");
    const catalog::Gpu& gpu = *catalog::find_gpu(**facts, node.gpu);
    const double own_w = gpu.tdp->value - catalog::gpu_power(gpu).idle_w();
    const sim::NodePower& power = compiled.world.fleets[0].power;
    EXPECT_TRUE(power.is_known);
    EXPECT_EQ(power.idle_uw, std::llround((node.power_max->value - 8 * own_w) * 1e6));
    EXPECT_EQ(power.slope_uw, std::llround(own_w * 1e6));
    EXPECT_EQ(compiled.world.fleets[1].power.idle_uw, 2000 * kWatt_uw) << "as written";
    ASSERT_THAT(compiled.warnings, SizeIs(1));
    EXPECT_EQ(compiled.warnings[0].severity, Severity::kWarning);
    EXPECT_THAT(compiled.warnings[0].problem, HasSubstr("fleet 'x': power"));
}

// The ladder of a GPU of 700 W whose node adds 1 kW for each GPU: what is beyond the GPU stays.
TEST(CompileLoadKinds, CapsActOnTheGpusOwnPart) {
    const sim::World world = world_of(
        "[fleet.x]\nnodes_per_rack = 4\ngpu_idle_power = \"100 W\"\ngpu_power_limit = \"700 W\"\n" +
        kPower);
    const sim::CapLadder own = sim::make_ladder(100, 616, 700, {});
    const sim::CapLadder& ladder = world.facility.ladder(0, 0);
    EXPECT_EQ(world.fleets[0].power.slope_uw, 1000 * kWatt_uw);
    EXPECT_EQ(ladder.back().gpu_uw, 1000 * kWatt_uw);
    for (std::size_t level = 0; level < own.size(); ++level) {
        EXPECT_EQ(ladder[level].gpu_uw, own[level].gpu_uw + (1000 - 516) * kWatt_uw) << level;
        EXPECT_EQ(ladder[level].speed_q20, own[level].speed_q20) << level;
    }
    EXPECT_LT(ladder.front().gpu_uw, ladder.back().gpu_uw);
}

// A node that adds less than its GPUs could draw does not draw more for its model.
TEST(CompileLoadKinds, TheGpusPartIsHeldToWhatTheNodeAdds) {
    const sim::World world = world_of(
        "[fleet.x]\nnodes_per_rack = 4\ngpu_idle_power = \"100 W\"\ngpu_power_limit = \"700 W\"\n"
        "idle_power = \"2 kW\"\nbusy_power = \"4064 W\"\n");
    const sim::CapLadder own = sim::make_ladder(100, 616, 700, {});
    const sim::CapLadder& ladder = world.facility.ladder(0, 0);
    for (std::size_t level = 0; level < own.size(); ++level) {
        EXPECT_NEAR(static_cast<double>(ladder[level].gpu_uw),
                    static_cast<double>(own[level].gpu_uw) / 2, 0.51)
            << level;
    }
}

TEST(CompileLoadKinds, AGpuThatNobodyKnowsHasOneLevel) {
    const sim::World world = world_of("[fleet.x]\nnodes_per_rack = 4\n" + kPower);
    for (const sim::CapLevel& level : world.facility.ladder(0, 0)) {
        EXPECT_EQ(level.gpu_uw, 1000 * kWatt_uw);
        EXPECT_EQ(level.speed_q20, sim::kReferenceSpeedQ20);
    }
    EXPECT_THAT(world.load_kind, IsEmpty());
}

// Training of an H100: what waiting for the others draws less.
TEST(CompileLoadKinds, AreTheDifferentWaysOfTheWorkloadsInTheOrderOfTheFile) {
    const auto facts = catalog::shipped_catalog(catalog::shipped_versions().back());
    const sim::GpuPower gpu = catalog::gpu_power(*catalog::find_gpu(**facts, "h100"));
    const std::int64_t swing_uw = std::llround(
        (gpu.at_w(sim::WorkPhase::kTraining) - gpu.at_w(sim::WorkPhase::kCommunication)) * 1e6);
    const CompiledWorld compiled = compile(
        read_good("schema = 1\n[fleet.x]\ngpu = \"h100\"\nnodes_per_rack = 4\n" + kPower +
                  jobs_of("a", "phase = \"decode\"\n") + jobs_of("b", "gpu_cap = \"70 %\"\n") +
                  jobs_of("c", "phase = \"decode\"\n") + jobs_of("d", "deferrable = true\n")));
    const sim::World& world = compiled.world;
    std::vector<std::string> names;
    for (const sim::LoadKind& kind : world.facility.kinds) {
        names.push_back(kind.name);
    }
    EXPECT_THAT(names, ElementsAre("decode", "training, capped at 70 %", "training, deferrable"));
    EXPECT_TRUE(world.facility.kinds[2].is_deferrable);
    ASSERT_EQ(world.load_kind.size(), world.jobs.size());
    for (std::size_t job = 0; job < world.jobs.size(); ++job) {
        constexpr std::uint8_t kKindOfWorkload[] = {0, 1, 0, 2};
        EXPECT_EQ(world.load_kind[job], kKindOfWorkload[compiled.sources[job].workload]);
    }
    const sim::CapLadder& decode = world.facility.ladder(0, 0);
    const sim::CapLadder& capped = world.facility.ladder(0, 1);
    const sim::CapLadder& full = world.facility.ladder(0, 2);
    EXPECT_LT(decode.back().gpu_uw, full.back().gpu_uw);
    EXPECT_THAT(world.facility.swing_uw,
                ElementsAre(0, swing_uw - full.back().gpu_uw + capped.back().gpu_uw, swing_uw));
    EXPECT_LT(capped.back().gpu_uw, full.back().gpu_uw);
    for (std::size_t level = 0; level < full.size(); ++level) {
        EXPECT_EQ(capped[level].gpu_uw, full[std::min<std::size_t>(level, 30)].gpu_uw);
        EXPECT_EQ(capped[level].speed_q20, full[std::min<std::size_t>(level, 30)].speed_q20);
    }
}

// Closed form: with one of N+1 lost, N carry their rating; with all in service the same load goes
// through N + 1 of them.
TEST(CompileHalls, AUnitLostLeavesWhatTheOthersCarry) {
    const sim::Facility facility = facility_of(
        "[hall.a]\nother_load = \"50 kW\"\n[hall.a.power_chain]\nups_rating = \"1 MW\"\n"
        "ups_units = 3\nups_redundancy = \"N+1\"\npdu_efficiency = \"98 %\"\n"
        "transformer_efficiency = \"98.5 %\"\n[fleet.x]\nhall = \"a\"\nnodes = 100\n" +
        kPower);
    const double x = 0.75;  // of each of the four
    const double loss_w = 4e6 * (0.0175 - 0.0145 * x + 0.0384 * x * x);
    const double input_w = (3e6 + loss_w) / 0.985 + 50e3;
    EXPECT_NEAR(static_cast<double>(facility.halls[0].feed_lost_uw) * 1e-6, input_w, 1e-3);
}

// The breaker of one feed of two; other load flows through it too.
TEST(CompileHalls, AFeedLostLeavesFourFifthsOfTheOther) {
    const sim::Facility facility = facility_of(
        "[hall.a]\nother_load = \"50 kW\"\n[hall.a.power_chain]\nfeed_rating = \"2 MW\"\n"
        "[fleet.x]\nhall = \"a\"\nnodes = 100\n" +
        kPower);
    EXPECT_NEAR(static_cast<double>(facility.halls[0].feed_lost_uw) * 1e-6, 1.6e6, 1e-3);
}

TEST(CompileHalls, CoolingIsSizedForTheHallWithAllNodesBusy) {
    const sim::Facility facility = facility_of(
        "start = 2027-01-01\n[site.s]\nclimate = \"frankfurt\"\n"
        "[hall.a]\nsite = \"s\"\nother_load = \"50 kW\"\n"
        "power_chain = { node_efficiency = \"98 %\", chassis_power = \"1 kW\" }\n"
        "cooling = { kind = \"liquid\", supply = \"40 °C\", air_supply = \"22 °C\", cdus = 3 }\n"
        "[hall.a.thermal]\ngpu_resistance = 0.02\nslow_at = \"80 °C\"\n"
        "[hall.b]\nsite = \"s\"\ncooling = { kind = \"air-direct\", supply = \"20 °C\" }\n"
        "[hall.c]\nsite = \"s\"\ncooling = { design_heat = \"2 MW\", sink = \"tower\" }\n"
        "[fleet.x]\nhall = \"a\"\ngpu = \"h100\"\nnodes = 10\nnodes_per_rack = 4\n"
        "nodes_per_chassis = 4\n" +
        kPower);
    const sim::CoolingPlant& liquid = *facility.halls[0].cooling;
    EXPECT_EQ(liquid.kind, sim::CoolingKind::kLiquid);
    EXPECT_NEAR(liquid.design_heat_w, (10 * 10'000 / 0.98 + 3 * 1000 + 50'000) * (1 + 1e-6), 1e-6);
    EXPECT_EQ(liquid.liquid_supply_c, 40);
    EXPECT_EQ(liquid.air_supply_c, 22);
    EXPECT_EQ(liquid.cdu.count, 3);
    const sim::HallThermal& thermal = *facility.halls[0].thermal;
    EXPECT_EQ(thermal.racks, 3u);
    EXPECT_EQ(thermal.gpus_per_rack, 32u);
    EXPECT_EQ(thermal.gpu_cooling, sim::GpuCooling::kColdPlate);
    EXPECT_EQ(thermal.gpu_to_coolant_k_per_w, 0.02);
    EXPECT_EQ(facility.halls[0].throttle.slow_c, 80);
    EXPECT_EQ(facility.halls[0].throttle.shutdown_c, 88);
    // Eight GPUs of 616 W in nodes of 10 kW.
    EXPECT_NEAR(facility.halls[0].gpu_heat_share, 0.4928, 1e-9);
    EXPECT_EQ(facility.halls[1].cooling->kind, sim::CoolingKind::kAirDirect);
    EXPECT_EQ(facility.halls[1].cooling->air_supply_c, 20);
    EXPECT_EQ(facility.halls[2].cooling->design_heat_w, 2e6);
    EXPECT_EQ(facility.halls[2].cooling->liquid_sink, sim::HeatSink::kTower);
    EXPECT_FALSE(facility.halls[3].cooling);
}

TEST(CompileSites, HaveTheirWeatherAndTheirGrid) {
    const sim::Facility facility = facility_of(
        "start = 2027-01-01\n[site.a]\nclimate = \"phoenix\"\ngrid = \"ciso\"\n"
        "carbon_contract = { share = \"60 %\", intensity = \"20 g/kWh\" }\n"
        "[site.b]\ngrid = \"deu\"\n[site.c]\ncarbon = \"330 g/kWh\"\n[site.d]\n[fleet.x]\n");
    const std::vector<sim::SiteFacility>& sites = facility.sites;
    ASSERT_TRUE(sites[0].weather);
    EXPECT_TRUE(sites[0].weather->dry_bulb_c.repeats());
    const auto& hours = sites[0].intensity_g_per_kwh->values;
    EXPECT_GT(*std::max_element(hours.begin(), hours.end()),
              *std::min_element(hours.begin(), hours.end()) + 100);
    EXPECT_TRUE(sites[0].has_contract);
    EXPECT_EQ(sites[0].contract.share, 0.6);
    EXPECT_NEAR(sites[0].contract.intensity_g_per_kwh, 20, 1e-12);
    EXPECT_NEAR(sites[1].intensity_g_per_kwh->value_at(0), 381, 30) << "the annual mean";
    EXPECT_EQ(sites[1].intensity_g_per_kwh->value_at(0),
              sites[1].intensity_g_per_kwh->value_at(7 * kHour_us));
    EXPECT_NEAR(sites[2].intensity_g_per_kwh->value_at(0), 330, 1e-9);
    EXPECT_FALSE(sites[2].has_contract);
    EXPECT_FALSE(sites[3].intensity_g_per_kwh);
    EXPECT_FALSE(sites[3].weather);
}

// Against a search in steps of a minute over each candidate's whole run.
TEST(CompileReleases, JobsThatMayWaitComeInHoursOfLeastCarbon) {
    const ScenarioFolder folder;
    std::string csv = "time,carbon_intensity (g/kWh)\n";
    std::vector<double> hours;
    for (int hour = 0; hour < 9 * 24; ++hour) {
        hours.push_back(200 + (hour * 7919) % 211);
        csv += "2027-01-" + std::string(hour / 24 + 1 < 10 ? "0" : "") +
               std::to_string(hour / 24 + 1) + "T" + (hour % 24 < 10 ? "0" : "") +
               std::to_string(hour % 24) + ":00Z," + std::to_string(hours.back()) + "\n";
    }
    folder.write("carbon.csv", csv);
    const auto scenario = read_scenario(folder.write(
        "s.toml",
        "schema = 1\nstart = 2027-01-01\nhorizon = \"9 d\"\n[site.s]\n"
        "carbon_table = \"carbon.csv\"\n[hall.a]\nsite = \"s\"\n[fleet.x]\n"
        "hall = \"a\"\nnodes = 4\n" +
            kPower + jobs_of("patient", "may_wait = \"9 h\"\n") + jobs_of("other", "")));
    ASSERT_TRUE(scenario) << format_diagnostics(scenario.error());
    const CompiledWorld compiled = compile(*scenario);
    const auto mean_over = [&](std::int64_t from_us, std::int64_t to_us) {
        double sum = 0;
        for (std::int64_t at_us = from_us; at_us < to_us; at_us += 60'000'000) {
            const double minute_us = static_cast<double>(
                std::min<std::int64_t>(60'000'000 - at_us % 60'000'000, to_us - at_us));
            sum += hours[static_cast<std::size_t>(at_us / kHour_us)] * minute_us;
            at_us -= at_us % 60'000'000;
        }
        return sum / static_cast<double>(to_us - from_us);
    };
    int moved = 0;
    const sim::World& world = compiled.world;
    ASSERT_EQ(world.release_us.size(), world.jobs.size());
    for (std::size_t index = 0; index < world.jobs.size(); ++index) {
        const sim::Job& job = world.jobs[index];
        std::int64_t best_us = job.submit_us;
        if (compiled.sources[index].workload == 0) {
            const auto score = [&](std::int64_t from_us) {
                return mean_over(from_us, from_us + job.estimate_us);
            };
            for (std::int64_t at_us = (job.submit_us / kHour_us + 1) * kHour_us;
                 at_us <= job.submit_us + 9 * kHour_us; at_us += kHour_us) {
                best_us = score(at_us) < score(best_us) - 1e-6 ? at_us : best_us;
            }
        }
        moved += best_us > job.submit_us ? 1 : 0;
        EXPECT_EQ(world.release_us[index], best_us) << index;
    }
    EXPECT_GT(moved, 10);
}

// The whole chain from the shipped file: ExaDigiT/RAPS 6c142bf, power.py, recomputed.
TEST(CompileFacility, TheShippedMachineLikeFrontierDrawsWhatRapsSays) {
    const std::string file = std::string(HEADROOM_SOURCE_DIR) + "/scenarios/frontier.toml";
    ReadOptions options;
    for (const auto& [path, value] : Settings{{"workload.science.generate.jobs", "1"},
                                              {"workload.science.generate.gpus", "37888"},
                                              {"workload.science.generate.runtime", "2 h"},
                                              {"workload.science.generate.interarrival", "1 h"}}) {
        options.overrides.push_back({path, value, {"--set", 0, 0}});
    }
    const auto scenario = read_scenario(file, options);
    ASSERT_TRUE(scenario) << format_diagnostics(scenario.error());
    const sim::World world = compile(*scenario).world;
    const sim::HallFacility& hall = world.facility.halls[0];
    EXPECT_THAT(world.facility.racks, SizeIs(74));
    const sim::HallUse use{9472, 592};
    const std::int64_t idle_uw = 9472 * world.fleets[0].power.idle_uw;
    const std::int64_t full_uw = idle_uw + 37888 * world.fleets[0].power.slope_uw;
    const auto megawatts = [](std::int64_t power_uw) {
        return static_cast<double>(power_uw) * 1e-12;
    };
    const auto draws = [&](std::int64_t nodes_uw) {
        return megawatts(sim::hall_power(hall, use, nullptr, nodes_uw).facility_uw());
    };
    EXPECT_NEAR(draws(idle_uw), 7.306524, 1e-6);
    EXPECT_NEAR(draws(full_uw), 28.227884, 1e-6);
    const sim::RunRecord record = sim::simulate(world);
    EXPECT_NEAR(megawatts(record.facility.run.peak_uw), 28.227884, 1e-6);
    const double hours = 7 * 24;
    EXPECT_NEAR(static_cast<double>(record.facility.run.energy_pj) * 1e-12 / 3600 / 1e6,
                7.306524 * (hours - 2) + 28.227884 * 2, 1e-3)
        << "MWh of a week with two hours of full load";
}

}  // namespace
}  // namespace headroom::scenario
