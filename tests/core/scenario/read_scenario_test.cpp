#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/core/scenario/scenario.hpp"
#include "tests/core/scenario/scenario_folder.hpp"

namespace headroom::scenario {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

template <class T>
std::vector<std::string> names_of(const Named<T>& tables) {
    std::vector<std::string> names;
    for (const auto& [name, table] : tables) {
        names.push_back(name);
    }
    return names;
}

// One fleet with the given lines, and a workload.
Scenario with_fleet(const std::string& lines, const Settings& settings = {}) {
    return read_good("schema = 1\n[fleet.a]\n" + lines + "\n" + kSmallWorkload, settings);
}

// One workload whose run time is the given TOML.
Number with_runtime(const std::string& runtime) {
    const Scenario scenario = read_good(
        "schema = 1\n[fleet.a]\n[workload.w.generate]\njobs = 1\ninterarrival = \"1 s\"\nruntime "
        "= " +
        runtime + "\n");
    return scenario.workloads.empty() ? Number{} : scenario.workloads[0].second.generate->runtime_s;
}

TEST(ReadScenario, TenLinesAreEnough) {
    const Scenario scenario = with_fleet("nodes = 128");
    EXPECT_THAT(names_of(scenario.clusters), ElementsAre("cluster"));
    EXPECT_EQ(scenario.fleets[0].second.cluster, "cluster");
    EXPECT_EQ(scenario.fleets[0].second.nodes.value, 128);
    EXPECT_EQ(scenario.fleets[0].second.gpus_per_node, 8);
    EXPECT_EQ(scenario.workloads[0].second.cluster, "cluster");
    EXPECT_EQ(scenario.currency, "USD");
    EXPECT_EQ(scenario.seed, 1u);
    EXPECT_FALSE(scenario.start.has_value());
    EXPECT_FALSE(scenario.horizon.has_value());
}

TEST(ReadScenario, EveryKeyReachesItsMember) {
    const Scenario scenario = read_good(R"(
schema = 1
name = "two halls"
start = 2027-01-01T06:00:00+06:00
horizon = "36 mo"
warmup = "14 d"
seed = 7
output.step = "30 min"
[site.fra]
title = "Frankfurt"
[hall.a]
site = "fra"
title = "Hall A"
[cluster.slurm]
title = "Slurm"
scheduler = { policy = "fcfs", placement = "pool", backfill_depth = 100, kill_at_limit = true }
[fleet.h100]
cluster = "slurm"
hall = "a"
gpu = "H100"
nodes = 200
gpus_per_node = 4
in_service = 2027-03-01
[partition.long]
fleets = ["h100"]
max_time = "7 d"
priority = -3
default = true
[tenant.nlp]
accounts = ["nlp*", "chat"]
[workload.w]
partition = "long"
trace = "jobs.csv"
format = "csv"
align = "calendar"
[workload.g.generate]
jobs = 10
interarrival = "90 s"
runtime = "1 h"
gpus = 8
overestimate = 1.5
[variant.rent]
title = "rent the peak"
set = { "fleet.h100.nodes" = 96, warmup = "2 d" }
)");
    EXPECT_EQ(scenario.name, "two halls");
    EXPECT_EQ(format_instant(*scenario.start), "2027-01-01T00:00:00Z");
    EXPECT_EQ(scenario.horizon, (CalendarSpan{36, 0}));
    EXPECT_EQ(scenario.warmup, (CalendarSpan{0, 14 * 86'400'000'000}));
    EXPECT_EQ(scenario.seed, 7u);
    EXPECT_EQ(scenario.output.step_s, 1800);
    EXPECT_EQ(scenario.sites[0].second.title, "Frankfurt");
    EXPECT_EQ(scenario.halls[0].second.site, "fra");
    EXPECT_EQ(scenario.halls[0].second.title, "Hall A");
    const Cluster& cluster = scenario.clusters[0].second;
    EXPECT_EQ(cluster.title, "Slurm");
    EXPECT_EQ(cluster.scheduler.policy, Policy::kFcfs);
    EXPECT_EQ(cluster.scheduler.placement, PlacementPolicy::kPool);
    EXPECT_EQ(cluster.scheduler.backfill_depth, 100);
    EXPECT_TRUE(cluster.scheduler.kill_at_limit);
    const Fleet& fleet = scenario.fleets[0].second;
    EXPECT_EQ(fleet.hall, "a");
    EXPECT_EQ(fleet.gpu, "H100");
    EXPECT_EQ(fleet.nodes.value, 200);
    EXPECT_EQ(fleet.gpus_per_node, 4);
    EXPECT_EQ(format_instant(*fleet.in_service), "2027-03-01T00:00:00Z");
    const Partition& partition = scenario.partitions[0].second;
    EXPECT_EQ(partition.cluster, "slurm");
    EXPECT_THAT(partition.fleets, ElementsAre("h100"));
    EXPECT_EQ(partition.max_time_s, 7 * 86'400.0);
    EXPECT_EQ(partition.priority, -3);
    EXPECT_TRUE(partition.is_default);
    EXPECT_THAT(scenario.tenants[0].second.accounts, ElementsAre("nlp*", "chat"));
    const Workload& traced = scenario.workloads[0].second;
    EXPECT_EQ(traced.format, "csv");
    EXPECT_EQ(traced.cluster, "slurm");
    EXPECT_EQ(traced.partition, "long");
    EXPECT_EQ(traced.align, Alignment::kCalendar);
    EXPECT_FALSE(traced.generate.has_value());
    const Generator& generator = *scenario.workloads[1].second.generate;
    EXPECT_EQ(generator.jobs, 10);
    EXPECT_EQ(generator.interarrival_s.value, 90);
    EXPECT_EQ(generator.runtime_s.value, 3600);
    EXPECT_EQ(generator.gpus.value, 8);
    EXPECT_EQ(generator.overestimate.value, 1.5);
    EXPECT_EQ(scenario.variants[0].second.title, "rent the peak");
    EXPECT_THAT(scenario.variants[0].second.set,
                ElementsAre(Pair("fleet.h100.nodes", "96"), Pair("warmup", "\"2 d\"")));
}

TEST(ReadScenario, NamedTablesKeepTheOrderOfTheFile) {
    const Scenario scenario = read_good(
        "schema = 1\n[fleet.zebra]\n[fleet.ant]\n[fleet.\"m.n\"]\n[fleet.10]\n[fleet.9]\n" +
        std::string(kSmallWorkload));
    EXPECT_THAT(names_of(scenario.fleets), ElementsAre("zebra", "ant", "m.n", "10", "9"));
}

TEST(ReadScenario, AValueMaySayWhereItComesFrom) {
    const Scenario scenario = with_fleet(
        "nodes = { value = 12, source = \"asset list\", as_of = 2026-10-31, owner = \"ops\" }");
    EXPECT_EQ(scenario.fleets[0].second.nodes.value, 12);
    const Origin& origin = scenario.origins.at("fleet.a.nodes");
    EXPECT_EQ(origin.source, "asset list");
    EXPECT_EQ(origin.as_of, "2026-10-31");
    EXPECT_EQ(origin.owner, "ops");
    EXPECT_EQ(origin.place.line, 3);
    EXPECT_EQ(origin.place.column, 9);
}

TEST(ReadScenario, ADistributionMayBeInsideAnAnnotatedValueOrCarryTheAnnotation) {
    const Scenario inside =
        with_fleet("nodes = { value = { dist = \"uniform\", low = 2, high = 4 }, owner = \"me\" }");
    EXPECT_EQ(inside.fleets[0].second.nodes.value, 3);
    const Scenario beside =
        with_fleet("nodes = { dist = \"uniform\", low = 2, high = 4, owner = \"me\" }");
    EXPECT_EQ(beside.fleets[0].second.nodes.value, 3);
    EXPECT_EQ(beside.origins.at("fleet.a.nodes").owner, "me");
}

// The means are closed forms; 1e-9 relative is far above the rounding of the few operations behind
// them.
TEST(ReadScenario, EachDistributionHasItsMean) {
    const auto mean_of = [](const std::string& text) {
        return with_runtime(text).value;
    };
    const auto near = [](double value) {
        return ::testing::DoubleNear(value, 1e-9 * value);
    };
    EXPECT_THAT(mean_of(R"({ dist = "uniform", low = "1 h", high = "3 h" })"), near(7200));
    EXPECT_THAT(mean_of(R"({ dist = "normal", mean = "10 h", sd = "1 h" })"), near(36000));
    EXPECT_THAT(mean_of(R"({ dist = "lognormal", median = "1 h", sigma = 1.5 })"),
                near(3600 * std::exp(1.125)));
    EXPECT_THAT(mean_of(R"({ dist = "exponential", mean = "90 s" })"), near(90));
    EXPECT_THAT(mean_of(R"({ dist = "weibull", scale = "1 h", shape = 1 })"), near(3600));
    EXPECT_THAT(mean_of(R"({ dist = "gamma", scale = "1 h", shape = 2.5 })"), near(9000));
    EXPECT_THAT(mean_of(R"({ dist = "gamma", mean = "5 h", sd = "2 h" })"), near(18000));
    EXPECT_THAT(mean_of(R"({ dist = "triangular", low = "1 h", mode = "2 h", high = "6 h" })"),
                near(10800));
    EXPECT_THAT(mean_of(R"({ dist = "beta-pert", low = "1 h", mode = "2 h", high = "9 h" })"),
                near(10800));
    EXPECT_THAT(mean_of(R"({ dist = "empirical", values = ["3 h", "1 h"], weights = [1, 3] })"),
                near(5400));
}

// P50 and P90 of the distribution read back; 1e-6 covers the inverse normal used on both ways.
TEST(ReadScenario, ALognormalMeetsItsPercentiles) {
    const Number number = with_runtime(R"({ dist = "lognormal", p50 = "20 min", p90 = "9 h" })");
    EXPECT_NEAR(quantile(*number.distribution, 0.5), 1200, 1200e-6);
    EXPECT_NEAR(quantile(*number.distribution, 0.9), 32400, 32400e-6);
}

TEST(ReadScenario, ADistributionMayBeTruncatedOnOneSide) {
    const Number number =
        with_runtime(R"({ dist = "normal", mean = "1 h", sd = "1 h", truncate = ["0 s", inf] })");
    EXPECT_EQ(number.distribution->lowest, 0);
    EXPECT_GT(number.value, 3600);
    EXPECT_GE(quantile(*number.distribution, 1e-9), 0);
}

TEST(ReadScenario, ATruncatedDistributionUsesTheUnitOfTheField) {
    const Number number =
        with_runtime(R"({ dist = "exponential", mean = "1 h", truncate = ["1 min", "2 h"] })");
    EXPECT_EQ(number.distribution->lowest, 60);
    EXPECT_EQ(number.distribution->highest, 7200);
}

TEST(ReadScenario, ExtendsMergesTablesAndReplacesLists) {
    const ScenarioFolder folder;
    folder.write("base/root.toml",
                 "schema = 1\nname = \"root\"\nseed = 5\n[fleet.a]\nnodes = 1\ngpu = \"h100\"\n"
                 "[fleet.b]\n[partition.p]\nfleets = [\"a\", \"b\"]\n"
                 "[workload.w]\ntrace = \"jobs.csv\"\n");
    folder.write("base/middle.toml", "extends = \"root.toml\"\nname = \"middle\"\n");
    const std::string file =
        folder.write("top.toml",
                     "extends = \"base/middle.toml\"\n[fleet.a]\nnodes = 9\n[fleet.c]\n"
                     "[partition.p]\nfleets = [\"c\"]\n");
    const auto scenario = read_scenario(file);
    ASSERT_TRUE(scenario) << format_diagnostics(scenario.error());
    EXPECT_EQ(scenario->name, "middle");
    EXPECT_EQ(scenario->seed, 5u);
    EXPECT_THAT(names_of(scenario->fleets), ElementsAre("a", "b", "c"));
    EXPECT_EQ(scenario->fleets[0].second.nodes.value, 9);
    EXPECT_EQ(scenario->fleets[0].second.gpu, "h100");
    EXPECT_THAT(scenario->partitions[0].second.fleets, ElementsAre("c"));
    EXPECT_EQ(scenario->files.size(), 3u);
    // Each value remembers who wrote it last, and a path is relative to that file.
    EXPECT_EQ(scenario->origins.at("fleet.a.nodes").place.file, file);
    EXPECT_THAT(scenario->origins.at("seed").place.file, ::testing::EndsWith("root.toml"));
    EXPECT_EQ(scenario->workloads[0].second.trace, folder.path("base/jobs.csv"));
}

TEST(ReadScenario, ExtendsReplacesADistributionAsAWhole) {
    const ScenarioFolder folder;
    folder.write("base.toml",
                 "schema = 1\n[fleet.a]\nnodes = { dist = \"uniform\", low = 1, high = 3 }\n" +
                     std::string(kSmallWorkload));
    const std::string file = folder.write(
        "top.toml",
        "extends = \"base.toml\"\n[fleet.a]\nnodes = { dist = \"triangular\", low = 3, mode = 4, "
        "high = 5 }\n");
    const auto scenario = read_scenario(file);
    ASSERT_TRUE(scenario) << format_diagnostics(scenario.error());
    EXPECT_EQ(scenario->fleets[0].second.nodes.value, 4);
}

TEST(ReadScenario, AVariantAppliesItsSettingsOnlyWhereItIsChosen) {
    const std::string text =
        "schema = 1\n[fleet.a]\nnodes = 4\n[variant.big]\nset = { \"fleet.a.nodes\" = 96 }\n"
        "[variant.nested]\nset = { fleet.a.nodes = 7, \"fleet.a\" = { gpu = \"h100\" } }\n" +
        std::string(kSmallWorkload);
    EXPECT_EQ(read_good(text).fleets[0].second.nodes.value, 4);
    EXPECT_EQ(read_good(text, {}, "big").fleets[0].second.nodes.value, 96);
}

TEST(ReadScenario, AVariantMayNestItsPaths) {
    const std::string text =
        "schema = 1\n[fleet.a]\n[fleet.b]\n[variant.v.set]\nfleet.a.nodes = 7\n"
        "\"fleet.b\" = { gpu = \"h100\", nodes = 2 }\n" +
        std::string(kSmallWorkload);
    const Scenario scenario = read_good(text, {}, "v");
    EXPECT_EQ(scenario.fleets[0].second.nodes.value, 7);
    EXPECT_EQ(scenario.fleets[1].second.nodes.value, 2);
    EXPECT_EQ(scenario.fleets[1].second.gpu, "h100");
}

TEST(ReadScenario, OverridesComeLastAndInOrder) {
    const Scenario scenario = read_good(
        "schema = 1\n[fleet.a]\nnodes = 4\n[variant.v]\nset = { \"fleet.a.nodes\" = 96 }\n" +
            std::string(kSmallWorkload),
        {{"fleet.a.nodes", "5"}, {"fleet.a.nodes", "6"}}, "v");
    EXPECT_EQ(scenario.fleets[0].second.nodes.value, 6);
    EXPECT_EQ(scenario.origins.at("fleet.a.nodes").place.file, "--set");
}

TEST(ReadScenario, AnOverrideIsTomlOrElseText) {
    const Scenario scenario =
        with_fleet("", {{"horizon", "36 d"},
                        {"warmup", "\"1 d\""},
                        {"start", "2027-01-01"},
                        {"name", "2027"},
                        {"fleet.a.gpu", "h100"},
                        {"fleet.a.nodes", "{ dist = \"uniform\", low = 2, high = 4 }"},
                        {"cluster.cluster.scheduler.policy", "fcfs"},
                        {"workload.w.generate.runtime", "2 h"}});
    EXPECT_EQ(scenario.horizon, (CalendarSpan{0, 36 * 86'400'000'000}));
    EXPECT_EQ(scenario.warmup, (CalendarSpan{0, 86'400'000'000}));
    EXPECT_EQ(format_instant(*scenario.start), "2027-01-01T00:00:00Z");
    EXPECT_EQ(scenario.name, "2027");
    EXPECT_EQ(scenario.fleets[0].second.gpu, "h100");
    EXPECT_EQ(scenario.fleets[0].second.nodes.value, 3);
    EXPECT_EQ(scenario.clusters[0].second.scheduler.policy, Policy::kFcfs);
    EXPECT_EQ(scenario.workloads[0].second.generate->runtime_s.value, 7200);
}

TEST(ReadScenario, AnOverrideMayReachInsideADistribution) {
    const Scenario scenario = with_fleet("nodes = { dist = \"uniform\", low = 2, high = 4 }",
                                         {{"fleet.a.nodes.high", "8"}});
    EXPECT_EQ(scenario.fleets[0].second.nodes.value, 5);
}

TEST(ReadScenario, QuotedNamesWithDotsHavePaths) {
    const Scenario scenario =
        read_good("schema = 1\n[fleet.\"a.b\"]\nnodes = 1\n" + std::string(kSmallWorkload),
                  {{"fleet.\"a.b\".nodes", "3"}});
    EXPECT_EQ(scenario.fleets[0].second.nodes.value, 3);
    EXPECT_TRUE(scenario.origins.contains("fleet.\"a.b\".nodes"));
}

TEST(ReadScenario, APathOnTheCommandLineIsRelativeToTheCurrentFolder) {
    const Scenario scenario =
        read_good("schema = 1\n[fleet.a]\n[workload.w]\ntrace = \"jobs.csv\"\n",
                  {{"workload.w.trace", "other/jobs.csv"}});
    EXPECT_EQ(scenario.workloads[0].second.trace,
              (std::filesystem::current_path() / "other/jobs.csv").string());
}

TEST(ReadScenario, AWorkloadTakesTheClusterOfItsPartition) {
    const Scenario scenario = read_good(
        "schema = 1\n[cluster.east]\n[cluster.west]\n[fleet.a]\ncluster = \"east\"\n[fleet.b]\n"
        "cluster = \"west\"\n[partition.p]\nfleets = [\"b\"]\n[workload.w]\npartition = \"p\"\n"
        "trace = \"jobs.csv\"\n");
    EXPECT_EQ(scenario.partitions[0].second.cluster, "west");
    EXPECT_EQ(scenario.workloads[0].second.cluster, "west");
}

TEST(ReadScenario, AByteOrderMarkAndWindowsLineEndsAreFine) {
    const Scenario scenario = read_good(
        "\xEF\xBB\xBFschema = 1\r\n[fleet.a]\r\nnodes = 3\r\n[workload.w]\r\ntrace = "
        "\"j.csv\"\r\n");
    EXPECT_EQ(scenario.fleets[0].second.nodes.value, 3);
}

}  // namespace
}  // namespace headroom::scenario
