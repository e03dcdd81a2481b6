// Workloads as a scenario tells them, from the file to the trace that is simulated.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/core/scenario/compile_world.hpp"
#include "src/core/workload/calendar.hpp"
#include "tests/core/scenario/scenario_folder.hpp"

namespace headroom::scenario {
namespace {

using ::testing::HasSubstr;
using workload::kHour_us;
using workload::kWeek_us;

// Six jobs over nine days, the first on a Thursday at 6:00; with dates. The first three are its
// first week.
constexpr const char* kJobs =
    "id,submit,gpus,runtime,estimate\n"
    "a,1798696800,1,60,60\n"
    "b,1798700400,2,60,60\n"
    "c,1799042400,4,60,60\n"
    "d,1799301600,8,60,60\n"
    "e,1799305200,8,60,60\n"
    "f,1799474400,8,60,60\n";

TEST(LoadWorkloads, RefusesATraceThatEndsBeforeTheHorizon) {
    const auto problem = [&](const std::string& horizon, const std::string& repeat) {
        const ScenarioFolder folder;
        folder.write("jobs.csv", kJobs);
        const auto scenario = read_scenario(folder.write(
            "s.toml", "schema = 1\nhorizon = \"" + horizon +
                          "\"\n[fleet.a]\n[workload.w]\ntrace = \"jobs.csv\"\n" + repeat));
        const auto loaded = load_workloads(scenario.value());
        return loaded ? std::string() : format_diagnostics(loaded.error());
    };
    EXPECT_THAT(problem("30 d", ""),
                HasSubstr("workload.w.trace: the last job comes after 9 d, the horizon is 30 d; "
                          "wanted a shorter horizon, repeat = \"weeks\""));
    EXPECT_EQ(problem("10 d", ""), "");  // a day short is no harm
    EXPECT_EQ(problem("30 d", "repeat = \"none\""), "");
    EXPECT_EQ(problem("30 d", "repeat = \"weeks\""), "");
    EXPECT_EQ(problem("30 d", "repeat = \"resampled-weeks\""), "");
}

trace::Trace load_repeated(const std::string& head,
                           const std::string& tail,
                           std::vector<std::int64_t>& submits_us) {
    const ScenarioFolder folder;
    folder.write("jobs.csv", kJobs);
    const Scenario scenario =
        read_scenario(folder.write("s.toml", "schema = 1\n" + head +
                                                 "[fleet.a]\n[workload.w]\ntrace = \"jobs.csv\"\n" +
                                                 tail))
            .value();
    auto loaded = load_workloads(scenario);
    if (!loaded) {
        ADD_FAILURE() << format_diagnostics(loaded.error());
        return {};
    }
    const auto compiled = compile_world(scenario, *loaded);
    submits_us.clear();
    for (const sim::Job& job : compiled.value().world.jobs) {
        submits_us.push_back(job.submit_us);
    }
    return loaded->front().trace;
}

TEST(LoadWorkloads, RepeatedWeeksStartWhereTheTraceStarts) {
    std::vector<std::int64_t> submits_us;
    const trace::Trace trace =
        load_repeated("horizon = \"20 d\"\n", "repeat = \"weeks\"\n", submits_us);
    // Of the nine days one week is whole; three of them cover 20 days.
    ASSERT_EQ(trace.size(), 9u);
    EXPECT_EQ(submits_us[0], 0);
    EXPECT_EQ(submits_us[1], kHour_us);
    EXPECT_EQ(submits_us[3], kWeek_us);
    EXPECT_EQ(submits_us[8], 2 * kWeek_us + submits_us[2]);
    EXPECT_EQ(trace.ids[3], "a#2");
    EXPECT_EQ(trace.zero->unix_us, 1'798'696'800'000'000);
}

TEST(LoadWorkloads, AlignedWeeksKeepTheirDates) {
    std::vector<std::int64_t> submits_us;
    (void)load_repeated("start = 2026-12-31\nhorizon = \"20 d\"\n",
                        "align = \"calendar\"\nrepeat = \"weeks\"\n", submits_us);
    EXPECT_EQ(submits_us[0], 6 * kHour_us);
    EXPECT_EQ(submits_us[3], 6 * kHour_us + kWeek_us);
}

TEST(LoadWorkloads, ADemandGrowsARecordedTrace) {
    std::vector<std::int64_t> submits_us;
    const trace::Trace trace =
        load_repeated("", "[demand.w]\ngrowth = { arrivals = [2], runtime = [3] }\n", submits_us);
    EXPECT_EQ(trace.size(), 12u);
    EXPECT_EQ(trace.runtime_us[0], 180'000'000);
    EXPECT_EQ(submits_us[0], 0);
}

TEST(LoadWorkloads, ClassesAndDemandAreReadFromTheFile) {
    const Scenario scenario = read_good(
        "schema = 1\nstart = 2027-01-01\nhorizon = \"60 d\"\n[fleet.a]\n"
        "[workload.v.generate]\ninterarrival = \"1 h\"\nruntime = \"1 h\"\n"
        "[workload.w.generate]\ninterarrival = \"1 h\"\nestimate_steps = [\"1 h\", \"4 h\"]\n"
        "[workload.w.generate.class.small]\nshare = 3\nruntime = \"2 h\"\n"
        "[workload.w.generate.class.\"very large\"]\nruntime = \"5 h\"\ngpus = 64\n"
        "[demand.w]\ngrowth = { arrivals = \"3 %/mo\", size = [1, 2], runtime = { dist = "
        "\"triangular\", low = \"0 %/y\", mode = \"10 %/y\", high = \"20 %/y\" } }\n",
        {{"workload.w.generate.class.small.share", "5"}});
    EXPECT_TRUE(scenario.workloads[0].second.generate->classes.empty());
    const auto& classes = scenario.workloads[1].second.generate->classes;
    ASSERT_EQ(classes.size(), 2u);
    EXPECT_EQ(classes[0].second.share, 5);
    EXPECT_EQ(classes[1].first, "very large");
    EXPECT_EQ(classes[1].second.gpus->value, 64);
    EXPECT_FALSE(classes[0].second.gpus);
    const auto& growth = scenario.demands[0].second.growth;
    EXPECT_NEAR(growth.arrivals.yearly.value, 0.42576, 1e-5);  // 1.03^12 - 1
    EXPECT_EQ(growth.size.monthly, (std::vector<double>{1, 2}));
    EXPECT_NEAR(growth.runtime.yearly.value, 0.1, 1e-12);

    const auto traces = load_workloads(scenario);
    ASSERT_TRUE(traces);
    EXPECT_EQ((*traces)[0].trace.size(), 60u * 24 - 1);
    EXPECT_GT((*traces)[1].trace.size(), 60u * 24 + 10);
    EXPECT_EQ((*traces)[1].trace.estimate_us[0] % (3600 * 1'000'000LL), 0);
}

// Each workload has its own draws, whatever stands before it.
TEST(LoadWorkloads, TheOrderOfWorkloadsChangesNoDraw) {
    const std::string head = "schema = 1\n[fleet.a]\n";
    const std::string one =
        "[workload.one.generate]\njobs = 50\ninterarrival = { dist = \"exponential\", mean = \"1 "
        "h\" }\nruntime = { dist = \"exponential\", mean = \"1 h\" }\n";
    std::string two = one;
    two.replace(two.find("one"), 3, "two");
    const auto forward = load_workloads(read_good(head + one + two)).value();
    const auto backward = load_workloads(read_good(head + two + one)).value();
    EXPECT_EQ(forward[0].trace.submit_us, backward[1].trace.submit_us);
    EXPECT_EQ(forward[1].trace.runtime_us, backward[0].trace.runtime_us);
    EXPECT_NE(forward[0].trace.submit_us, forward[1].trace.submit_us);
}

}  // namespace
}  // namespace headroom::scenario
