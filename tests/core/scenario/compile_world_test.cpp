#include "src/core/scenario/compile_world.hpp"

#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/scenario/scenario_folder.hpp"

namespace headroom::scenario {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Row {
    std::int64_t submit_s = 0;
    std::uint32_t gpus = 1;
    std::int64_t runtime_s = 60;
    std::int64_t estimate_s = -1;
    const char* partition = "";
    const char* gpu_model = "";
    const char* account = "";
    std::int32_t priority = 0;
};

trace::TraceFile make_trace(const std::vector<Row>& rows, std::optional<Instant> zero = {}) {
    trace::TraceFile file;
    trace::Trace& trace = file.trace;
    trace.file = "jobs.csv";
    trace.zero = zero;
    for (const Row& row : rows) {
        trace.ids.push_back(std::to_string(trace.size()));
        trace.submit_us.push_back(row.submit_s * 1'000'000);
        trace.runtime_us.push_back(row.runtime_s * 1'000'000);
        trace.estimate_us.push_back(row.estimate_s < 0 ? trace::kUnknown
                                                       : row.estimate_s * 1'000'000);
        trace.gpus.push_back(row.gpus);
        trace.priority.push_back(row.priority);
        trace.line.push_back(static_cast<std::int64_t>(trace.size()) + 1);
        trace.partition.push_back(row.partition);
        trace.gpu_model.push_back(row.gpu_model);
        trace.account.push_back(row.account);
    }
    return file;
}

constexpr const char* kWorkload = "[workload.w]\ntrace = \"jobs.csv\"\n";

CompiledWorld compile_all(const std::string& scenario,
                          const std::vector<trace::TraceFile>& traces) {
    auto compiled = compile_world(read_good("schema = 1\n" + scenario), traces);
    if (!compiled) {
        ADD_FAILURE() << format_diagnostics(compiled.error());
        return {};
    }
    return std::move(*compiled);
}

CompiledWorld compile(const std::string& scenario, const std::vector<Row>& rows) {
    return compile_all(scenario + kWorkload, {make_trace(rows)});
}

std::string problems_of(const std::string& scenario, const std::vector<trace::TraceFile>& traces) {
    const auto compiled = compile_world(read_good("schema = 1\n" + scenario), traces);
    return compiled ? std::string() : format_diagnostics(compiled.error());
}

std::vector<std::size_t> fleets_of(const sim::World& world, std::size_t job) {
    std::vector<std::size_t> fleets;
    for (const FleetId fleet : world.routes[world.jobs[job].route].fleets) {
        fleets.push_back(fleet.index());
    }
    return fleets;
}

std::size_t queue_of(const sim::World& world, std::size_t job) {
    return world.routes[world.jobs[job].route].queue.index();
}

std::vector<std::size_t> order_of(const sim::Queue& queue) {
    std::vector<std::size_t> jobs;
    for (const JobId job : queue.order) {
        jobs.push_back(job.index());
    }
    return jobs;
}

std::vector<std::int64_t> submits_of(const sim::World& world) {
    std::vector<std::int64_t> submits;
    for (const sim::Job& job : world.jobs) {
        submits.push_back(job.submit_us / 1'000'000);
    }
    return submits;
}

TEST(CompileWorld, OneFleetIsOneQueueAndOneRoute) {
    const CompiledWorld compiled =
        compile("[fleet.a]\nnodes = 16\ngpus_per_node = 4\n", {{0, 2, 60, 90}, {5, 1, 30}});
    const sim::World& world = compiled.world;
    EXPECT_EQ(world.fleets[0].gpus(), 64);
    ASSERT_EQ(world.queues.size(), 1u);
    EXPECT_EQ(world.queues[0].policy, sim::Policy::kEasy);
    EXPECT_EQ(world.queues[0].placement, sim::Placement::kPacked);
    EXPECT_EQ(world.queues[0].backfill_depth, std::numeric_limits<std::uint32_t>::max());
    EXPECT_EQ(world.routes.size(), 1u);
    EXPECT_EQ(world.priority_levels, 1);
    EXPECT_THAT(world.queue_rank, ElementsAre(0, 1));
    EXPECT_EQ(world.jobs[0].gpus, 2u);
    EXPECT_EQ(world.jobs[0].work_us, 60'000'000);
    EXPECT_EQ(world.jobs[0].estimate_us, 90'000'000);
    EXPECT_EQ(world.jobs[1].estimate_us, 30'000'000) << "a missing estimate is the run time";
    EXPECT_THAT(world.tenant, IsEmpty());
    EXPECT_THAT(world.partition, IsEmpty());
    EXPECT_FALSE(world.has_calendar);
    EXPECT_EQ(world.horizon_us, sim::kNever);
}

TEST(CompileWorld, TheNodesOfADistributionAreItsMeanRounded) {
    const CompiledWorld compiled = compile(
        "[fleet.a]\nnodes = { dist = \"triangular\", low = 1, mode = 2, high = 5 }\n", {{}});
    EXPECT_EQ(compiled.world.fleets[0].nodes, 3u);  // 8/3
}

TEST(CompileWorld, PartitionsThatShareFleetsShareAQueue) {
    const CompiledWorld compiled = compile(
        "[fleet.a]\n[fleet.b]\n[fleet.c]\n[fleet.d]\n"
        "[partition.p]\nfleets = [\"b\", \"a\"]\n[partition.q]\nfleets = [\"b\", \"c\"]\n"
        "[partition.r]\nfleets = [\"d\"]\n",
        {{0, 1, 60, -1, "p"}, {1, 1, 60, -1, "q"}, {2, 1, 60, -1, "r"}});
    const sim::World& world = compiled.world;
    ASSERT_EQ(world.queues.size(), 2u);
    EXPECT_EQ(world.queues[0].fleets.size(), 3u);
    EXPECT_THAT(fleets_of(world, 0), ElementsAre(1, 0)) << "in the partition's order";
    EXPECT_THAT(fleets_of(world, 1), ElementsAre(1, 2));
    EXPECT_EQ(queue_of(world, 0), queue_of(world, 1));
    EXPECT_NE(queue_of(world, 0), queue_of(world, 2));
    EXPECT_THAT(order_of(world.queues[0]), ElementsAre(0, 1));
    EXPECT_THAT(order_of(world.queues[1]), ElementsAre(2));
    EXPECT_THAT(world.partition, ElementsAre(0, 1, 2));
}

TEST(CompileWorld, AJobWithoutPartitionGoesToTheDefaultOrElseTheFirst) {
    const std::string fleets = "[fleet.a]\n[fleet.b]\n[partition.p]\nfleets = [\"a\"]\n";
    const std::string last = "[partition.q]\nfleets = [\"b\"]\n";
    EXPECT_THAT(compile(fleets + last, {{}}).world.partition, ElementsAre(0));
    EXPECT_THAT(compile(fleets + last + "default = true\n", {{}}).world.partition, ElementsAre(1));
}

TEST(CompileWorld, TheWorkloadsPartitionOverridesTheTrace) {
    const CompiledWorld compiled = compile_all("[fleet.a]\n[partition.p]\nfleets = [\"a\"]\n" +
                                                   std::string(kWorkload) + "partition = \"p\"\n",
                                               {make_trace({{0, 1, 60, -1, "elsewhere"}})});
    EXPECT_THAT(compiled.world.partition, ElementsAre(0));
}

TEST(CompileWorld, PartitionsOfATraceOnlyLabelItsJobsWhereTheClusterDeclaresNone) {
    const CompiledWorld compiled =
        compile("[fleet.a]\n", {{0, 1, 60, -1, "x"}, {0, 1, 60, -1, "y"}});
    EXPECT_EQ(compiled.world.routes.size(), 1u);
    EXPECT_THAT(compiled.world.partition_names, ElementsAre("x", "y"));
    EXPECT_THAT(compiled.world.partition, ElementsAre(0, 1));
}

TEST(CompileWorld, SeriesThatWouldOverflowOrFillTheMemoryAreRefused) {
    const std::string fleet = std::string("[fleet.a]\nnodes = 100000\n") + kWorkload;
    EXPECT_THAT(problems_of("[output]\nstep = \"365 d\"\n" + fleet, {make_trace({{}})}),
                HasSubstr("output.step: too long for fleets of this size"));
    EXPECT_THAT(
        problems_of("[output]\nstep = \"1 s\"\n" + fleet, {make_trace({{0, 1, 20'000'000}})}),
        HasSubstr("output.step: the jobs last for more than 10 million such steps"));
}

TEST(CompileWorld, AGpuModelNarrowsTheRoute) {
    const CompiledWorld compiled = compile(
        "[fleet.a]\ngpu = \"H100\"\n[fleet.b]\ngpu = \"A100\"\n[fleet.c]\n[fleet.d]\ngpu = "
        "\"b200\"\n",
        {{0, 1, 60, -1, "", "a100"},
         {0, 1, 60, -1, "", "B200|h100"},
         {0, 1, 60, -1, ""},
         {0, 1, 60, -1, "", "h100|v100"}});
    EXPECT_THAT(fleets_of(compiled.world, 0), ElementsAre(1));
    EXPECT_THAT(fleets_of(compiled.world, 1), ElementsAre(0, 3));
    EXPECT_THAT(fleets_of(compiled.world, 2), ElementsAre(0, 1, 2, 3));
    EXPECT_THAT(fleets_of(compiled.world, 3), ElementsAre(0));
    EXPECT_EQ(compiled.world.queues.size(), 1u);
}

TEST(CompileWorld, PriorityIsThePartitionsThenTheJobs) {
    Row low_high{0, 1, 60, -1, "low"};
    low_high.priority = 9;
    Row high_low{1, 1, 60, -1, "high"};
    high_low.priority = -9;
    Row high_high{2, 1, 60, -1, "high"};
    high_high.priority = 9;
    const Row low_low{3, 1, 60, -1, "low"};
    const CompiledWorld compiled = compile(
        "[fleet.a]\n[partition.low]\nfleets = [\"a\"]\n[partition.high]\n"
        "fleets = [\"a\"]\npriority = 5\n",
        {low_high, high_low, high_high, low_low});
    const sim::World& world = compiled.world;
    EXPECT_EQ(world.priority_levels, 4);
    EXPECT_EQ(world.jobs[2].priority_level, 0);
    EXPECT_EQ(world.jobs[1].priority_level, 1);
    EXPECT_EQ(world.jobs[0].priority_level, 2);
    EXPECT_EQ(world.jobs[3].priority_level, 3);
    EXPECT_THAT(order_of(world.queues[0]), ElementsAre(2, 1, 0, 3));
    EXPECT_THAT(world.queue_rank, ElementsAre(2, 1, 0, 3));
}

TEST(CompileWorld, AnEstimateBeyondMaxTimeIsBarred) {
    const CompiledWorld compiled =
        compile("[fleet.a]\n[partition.p]\nfleets = [\"a\"]\nmax_time = \"1 h\"\n",
                {{0, 1, 60, 3600}, {1, 1, 60, 3601}, {2, 1, 3601}, {3, 1, 3600}});
    EXPECT_THAT(compiled.world.barred, ElementsAre(JobId(1), JobId(2)));
}

TEST(CompileWorld, TheFirstTenantThatMatchesTheAccountTakesTheJob) {
    const CompiledWorld compiled = compile(
        "[fleet.a]\n[tenant.chat]\naccounts = [\"nlp-chat\", \"bot?\"]\n[tenant.nlp]\n"
        "accounts = [\"nlp*\"]\n",
        {{0, 1, 60, -1, "", "", "nlp-chat"},
         {0, 1, 60, -1, "", "", "nlp"},
         {0, 1, 60, -1, "", "", "vision"},
         {0, 1, 60, -1, "", "", "bot7"}});
    EXPECT_THAT(compiled.world.tenant, ElementsAre(0, 1, -1, 0));
}

TEST(CompileWorld, WorkloadsAreMergedBySubmitThenWorkloadThenRow) {
    const CompiledWorld compiled =
        compile_all("[fleet.a]\n[workload.x]\ntrace = \"x.csv\"\n[workload.y]\ntrace = \"y.csv\"\n",
                    {make_trace({{0}, {5}, {5}}), make_trace({{0}, {3}, {5}})});
    EXPECT_THAT(submits_of(compiled.world), ElementsAre(0, 0, 3, 5, 5, 5));
    std::vector<std::pair<int, int>> sources;
    for (const JobSource& source : compiled.sources) {
        sources.emplace_back(source.workload, source.row);
    }
    EXPECT_THAT(sources, ElementsAre(std::pair(0, 0), std::pair(1, 0), std::pair(1, 1),
                                     std::pair(0, 1), std::pair(0, 2), std::pair(1, 2)));
}

TEST(CompileWorld, RelativeTracesKeepTheirZeroAndDatedOnesBeginAtTheStart) {
    EXPECT_THAT(submits_of(compile("[fleet.a]\n", {{7}, {9}}).world), ElementsAre(7, 9));
    const Instant zero = *parse_instant("2017-10-01");
    const CompiledWorld dated =
        compile_all("[fleet.a]\n" + std::string(kWorkload), {make_trace({{7}, {9}}, zero)});
    EXPECT_THAT(submits_of(dated.world), ElementsAre(0, 2));
    EXPECT_TRUE(dated.world.has_calendar);
    EXPECT_EQ(dated.world.start_unix_us, zero.unix_us + 7'000'000);
    const CompiledWorld moved = compile_all(
        "start = 2027-01-01\n[fleet.a]\n" + std::string(kWorkload), {make_trace({{7}, {9}}, zero)});
    EXPECT_THAT(submits_of(moved.world), ElementsAre(0, 2));
    EXPECT_EQ(format_instant({moved.world.start_unix_us}), "2027-01-01T00:00:00Z");
}

TEST(CompileWorld, OnTheCalendarJobsBeforeTheStartAreLeftOutAndTold) {
    const CompiledWorld compiled =
        compile_all("start = 2017-10-01T00:00:08Z\n[fleet.a]\n" + std::string(kWorkload) +
                        "align = \"calendar\"\n",
                    {make_trace({{5}, {7}, {8}, {9}}, *parse_instant("2017-10-01"))});
    EXPECT_THAT(submits_of(compiled.world), ElementsAre(0, 1));
    EXPECT_EQ(compiled.sources[0].row, 2u);
    EXPECT_EQ(format_diagnostics(compiled.warnings),
              "jobs.csv:2: warning: workload.w: 2 jobs before the start left out\n");
}

TEST(CompileWorld, MonthsFollowTheCalendar) {
    const CompiledWorld compiled = compile_all(
        "start = 2028-01-31\nhorizon = \"1 mo\"\nwarmup = \"1 d\"\n[fleet.a]\n"
        "in_service = 2028-02-02\n" +
            std::string(kWorkload),
        {make_trace({{}})});
    constexpr std::int64_t kDay_us = 86'400'000'000;
    EXPECT_EQ(compiled.world.horizon_us, 29 * kDay_us) << "29 February 2028";
    EXPECT_EQ(compiled.world.warmup_us, kDay_us);
    EXPECT_EQ(compiled.world.fleets[0].in_service_us, 2 * kDay_us);
}

TEST(CompileWorld, ADatedTraceBringsTheCalendar) {
    const CompiledWorld compiled =
        compile_all("horizon = \"1 mo\"\n[fleet.a]\n" + std::string(kWorkload),
                    {make_trace({{}}, *parse_instant("2017-02-01"))});
    EXPECT_EQ(compiled.world.horizon_us, std::int64_t{28} * 86'400'000'000);
}

TEST(CompileWorld, ClustersKeepApart) {
    const CompiledWorld compiled = compile_all(
        "[cluster.east]\nscheduler = { policy = \"fcfs\", placement = \"pool\" }\n"
        "[cluster.west]\nscheduler = { backfill_depth = 10, kill_at_limit = true }\n"
        "[hall.h]\n[fleet.a]\ncluster = \"west\"\nhall = \"h\"\n[fleet.b]\ncluster = \"east\"\n"
        "[workload.x]\ncluster = \"east\"\ntrace = \"x.csv\"\n"
        "[workload.y]\ncluster = \"west\"\ntrace = \"y.csv\"\n",
        {make_trace({{}}), make_trace({{}})});
    const sim::World& world = compiled.world;
    EXPECT_THAT(fleets_of(world, 0), ElementsAre(1));
    EXPECT_THAT(fleets_of(world, 1), ElementsAre(0));
    const sim::Queue& east = world.queues[queue_of(world, 0)];
    const sim::Queue& west = world.queues[queue_of(world, 1)];
    EXPECT_EQ(east.policy, sim::Policy::kFcfs);
    EXPECT_EQ(east.placement, sim::Placement::kPool);
    EXPECT_EQ(west.backfill_depth, 10u);
    EXPECT_TRUE(west.kill_at_limit);
    EXPECT_EQ(world.fleets[0].hall, 0);
    EXPECT_EQ(world.fleets[1].hall, -1);
}

TEST(CompileWorld, TooManyPrioritiesAreRefused) {
    std::vector<Row> rows(65'536);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].priority = static_cast<std::int32_t>(i);
    }
    const std::string text =
        problems_of("[fleet.a]\n" + std::string(kWorkload), {make_trace(rows)});
    EXPECT_THAT(text, ::testing::HasSubstr(
                          "jobs have 65536 different priorities; wanted at most 65,535\n"));
    rows.pop_back();
    EXPECT_EQ(problems_of("[fleet.a]\n" + std::string(kWorkload), {make_trace(rows)}), "");
}

TEST(CompileWorld, NoJobsAtAllAreRefused) {
    EXPECT_THAT(problems_of("[fleet.a]\n" + std::string(kWorkload), {make_trace({})}),
                ::testing::HasSubstr("no workload has a job to simulate"));
}

TEST(LoadWorkloads, ReadsAndGenerates) {
    const ScenarioFolder folder;
    folder.write("jobs.csv", "submit,gpus,runtime\n0,1,60\n");
    const auto scenario = read_scenario(folder.write(
        "s.toml",
        "schema = 1\n[fleet.a]\n[workload.t]\ntrace = \"jobs.csv\"\n[workload.g.generate]\n"
        "jobs = 5\ninterarrival = \"1 s\"\nruntime = \"1 h\"\n"));
    ASSERT_TRUE(scenario) << format_diagnostics(scenario.error());
    const auto traces = load_workloads(*scenario);
    ASSERT_TRUE(traces) << format_diagnostics(traces.error());
    ASSERT_EQ(traces->size(), 2u);
    EXPECT_EQ((*traces)[0].trace.size(), 1u);
    EXPECT_EQ((*traces)[1].trace.size(), 5u);
    EXPECT_EQ(compile_world(*scenario, *traces)->world.jobs.size(), 6u);
}

TEST(LoadWorkloads, TellsTheProblemsOfAllTraces) {
    const Scenario scenario = read_good(
        "schema = 1\n[fleet.a]\n[workload.x]\ntrace = \"/missing/x.csv\"\n[workload.y]\n"
        "trace = \"/missing/y.csv\"\n");
    const auto traces = load_workloads(scenario);
    ASSERT_FALSE(traces);
    EXPECT_EQ(traces.error().size(), 2u);
}

TEST(CompileWorld, TakesActivityFromTheTraceElseFromTheScenario) {
    trace::TraceFile file = make_trace({{0}, {1}, {2}});
    file.trace.activity_ppm = {300'000, trace::kUnknown, 0};
    const std::string fleet = "[fleet.a]\nnodes = 1\n";
    const CompiledWorld assumed = compile_all(fleet + kWorkload + "activity = \"65 %\"\n", {file});
    const auto facts = [](const sim::JobActivity& job) {
        return std::pair(job.ppm, job.is_assumed);
    };
    ASSERT_EQ(assumed.world.activity.size(), 3u);
    EXPECT_EQ(facts(assumed.world.activity[0]), std::pair(300'000, false));
    EXPECT_EQ(facts(assumed.world.activity[1]), std::pair(650'000, true));
    EXPECT_EQ(facts(assumed.world.activity[2]), std::pair(0, false));
    const CompiledWorld measured = compile_all(fleet + kWorkload, {file});
    EXPECT_EQ(measured.world.activity[1].ppm, -1);
    EXPECT_THAT(compile(fleet, {{0}, {1}}).world.activity, IsEmpty());
}

}  // namespace
}  // namespace headroom::scenario
