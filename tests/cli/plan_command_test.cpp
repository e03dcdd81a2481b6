// montecarlo --plan as a user runs it.

#include <algorithm>
#include <map>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/run_program.hpp"

#include <nlohmann/json.hpp>

namespace headroom::test {
namespace {

using testing::HasSubstr;
using testing::Not;
using Words = std::vector<std::string>;
using Json = nlohmann::json;

// 100 GPUs are wanted and 80 are there: everything can be told by hand.
constexpr const char* kCertain = R"(schema = 1
name = "certain"
start = 2027-01-01
horizon = "12 mo"
[hall.a]
power_limit = "80 kW"
other_load = "5 kW"
[fleet.f]
hall = "a"
nodes = 10
idle_power = "2 kW"
busy_power = "8 kW"
[demand.w]
level = "100 GPU"
[economics]
currency = "EUR"
discount_rate = "0 %"
electricity = "0.1 EUR/kWh"
overhead = 1.5
unmet = { kind = "rent", price = "2 EUR/GPUh" }
[workload.w.generate]
jobs = 1
interarrival = { dist = "exponential", mean = "1 h" }
runtime = { dist = "exponential", mean = "1 h" }
gpus = 1
)";

Words plan(const std::string& scenario, const Words& more = {}) {
    Words words{"montecarlo", scenario, "--plan"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

Json without_device(const std::string& text) {
    Json json = Json::parse(text);
    json["provenance"].erase("device");
    return json;
}

// "step,quantity,statistic" of fans.csv.
std::map<std::string, double> fans_of(const std::string& csv) {
    std::map<std::string, double> fans;
    std::istringstream lines(csv);
    std::string step, date, quantity, statistic, value, unit;
    std::getline(lines, step);
    while (std::getline(lines, step, ',')) {
        std::getline(lines, date, ',');
        std::getline(lines, quantity, ',');
        std::getline(lines, statistic, ',');
        std::getline(lines, value, ',');
        std::getline(lines, unit);
        fans[step + "," + quantity + "," + statistic] = std::stod(value);
    }
    return fans;
}

const std::string kShipped = HEADROOM_SOURCE_DIR "/scenarios/plan.toml";

TEST(PlanCommand, GivesWhatCanBeToldByHandWhereNothingIsRandom) {
    const TemporaryFolder folder;
    const ProgramRun run = run_headroom(
        plan(folder.write("s.toml", kCertain), {"--trials", "10", "--format", "json"}));
    ASSERT_EQ(run.exit_code, 0) << run.err;
    const Json json = Json::parse(run.out);
    constexpr double kHours = 31'556'952.0 / 3600;  // of a mean year
    const std::map<std::string, double> wanted{{"shortfall.gpu_h@mean", 20 * kHours},
                                               {"shortfall.any@mean", 1},
                                               {"shortfall.first_step@p50", 1},
                                               {"cost.capex@p95", 0},
                                               {"cost.unmet@p50", 2 * 20 * kHours},
                                               {"energy.it_kwh@mean", 80 * kHours},
                                               {"energy.facility_kwh@mean", 120 * kHours},
                                               {"cost.opex@p5", 12 * kHours},
                                               {"cost.tco@p90", 52 * kHours},
                                               {"cost.npv@p90", 52 * kHours},
                                               {"power.peak_kw[hall=a]@p95", 85}};
    for (const auto& [name, value] : wanted)
        EXPECT_NEAR(json["metrics"][name], value, 1e-9 * value) << name;
    EXPECT_EQ(json["study"], "plan");
    EXPECT_EQ(json["currency"], "EUR");
    EXPECT_EQ(json["plan"]["steps"], 12);
    EXPECT_EQ(json["plan"]["first_shortfall"][1]["date"], "2027-01-01");
    EXPECT_EQ(json["plan"]["halls"][0]["trials_above"], 10);
    EXPECT_TRUE(json["varied"].empty());
}

TEST(PlanCommand, PageSaysLoudlyThatItShowsAPlan) {
    const TemporaryFolder folder;
    const ProgramRun run = run_headroom(plan(folder.write("s.toml", kCertain), {"--trials", "10"}));
    ASSERT_EQ(run.exit_code, 0) << run.err;
    EXPECT_THAT(run.out, testing::StartsWith("PLAN IN TIME STEPS: certain"));
    for (const char* text : {"waits come", "nothing: every trial is the same",
                             "price.electricity (no volatility, no spikes)", "in 100.0 % of trials",
                             "first in 2027-01-01 (month 1)", "cost.tco, EUR", "hall a", "80 kW"})
        EXPECT_THAT(run.out, HasSubstr(text));
    EXPECT_THAT(run.err, HasSubstr("headroom: the plan in time steps on "));
}

TEST(PlanCommand, GivesTheSameBytesOnAnyNumberOfThreads) {
    const TemporaryFolder folder;
    for (const char* threads : {"1", "3"}) {
        const ProgramRun run =
            run_headroom(plan(kShipped, {"--trials", "9000", "--threads", threads, "-o",
                                         folder.path(threads), "--device", "cpu", "--quiet"}));
        ASSERT_EQ(run.exit_code, 0) << run.err;
        EXPECT_EQ(run.out + run.err, "");
    }
    for (const char* name : {"/points.csv", "/fans.csv"})
        EXPECT_EQ(folder.read("1" + std::string(name)), folder.read("3" + std::string(name)));
    const std::string one = folder.read("1/summary.json");
    EXPECT_NE(one, folder.read("3/summary.json"));
    EXPECT_EQ(without_device(one).dump(), without_device(folder.read("3/summary.json")).dump());
}

// Costs so far at the last step are the costs of the trial: two ways to one percentile.
TEST(PlanCommand, FansEndWhereTheTotalsAre) {
    const TemporaryFolder folder;
    const ProgramRun run = run_headroom(
        plan(kShipped, {"--trials", "5000", "-o", folder.path("out"), "--format", "json"}));
    ASSERT_EQ(run.exit_code, 0) << run.err;
    EXPECT_THAT(run.err, HasSubstr("Written to " + folder.path("out")));
    EXPECT_EQ(Json::parse(run.out), Json::parse(folder.read("out/summary.json")));
    const Json json = Json::parse(run.out);
    const auto fans = fans_of(folder.read("out/fans.csv"));
    for (const char* name : {"p5", "p25", "p50", "p75", "p95"})
        EXPECT_EQ(fans.at("36,cost.tco," + std::string(name)),
                  json["metrics"]["cost.tco@" + std::string(name)]);
    EXPECT_NEAR(fans.at("36,cost.tco,mean"), json["metrics"]["cost.tco@mean"], 1);
    double shortfall = 0;
    double most = 0;
    for (int step = 1; step <= 36; ++step) {
        shortfall += fans.at(std::to_string(step) + ",shortfall.gpu_h,mean");
        most = std::max(most, fans.at(std::to_string(step) + ",shortfall.any,mean"));
    }
    EXPECT_NEAR(shortfall, json["metrics"]["shortfall.gpu_h@mean"], 1e-3);
    EXPECT_LE(most, json["metrics"]["shortfall.any@mean"]);
    EXPECT_EQ(json["plan"]["fan_percentiles"], "exact");
    EXPECT_EQ(json["varied"].size(), 10U);
    EXPECT_THAT(folder.read("out/points.csv"), HasSubstr("cost.tco,p90,"));
}

TEST(PlanCommand, ARangeOfTrialsIsThatOfTheWhole) {
    const TemporaryFolder folder;
    const auto mean = [&](const char* trials) {
        const ProgramRun run =
            run_headroom(plan(kShipped, {"--trials", trials, "--format", "json", "--quiet"}));
        EXPECT_EQ(run.exit_code, 0) << run.err;
        return Json::parse(run.out)["metrics"]["cost.tco@mean"].get<double>();
    };
    EXPECT_NEAR((mean("0:300") * 3 + mean("300:1000") * 7) / 10, mean("1000"), 1e-2);
}

TEST(PlanCommand, TellsEveryProblemOfThePlanAtOnce) {
    const TemporaryFolder folder;
    const ProgramRun missing = run_headroom(plan(folder.write("a.toml", R"(schema = 1
[fleet.f]
nodes = 2
[workload.w.generate]
jobs = 1
interarrival = { dist = "exponential", mean = "1 h" }
runtime = { dist = "exponential", mean = "1 h" }
gpus = 1
)")));
    EXPECT_EQ(missing.exit_code, 2);
    EXPECT_EQ(missing.out, "");
    for (const char* text : {"horizon: is missing", "economics.discount_rate: is missing",
                             "demand.w.level: is missing", "economics.unmet.price: is missing",
                             "idle_power and busy_power are missing"})
        EXPECT_THAT(missing.err, HasSubstr(text));
    const std::string late = std::string(kCertain) + R"([purchase.p]
fleet = "f"
nodes = { dist = "gamma", mean = 4, sd = 1 }
order = 2031-01-01
lead_time = "3 mo"
price = "300 kEUR/node"
)";
    const ProgramRun wrong = run_headroom(plan(folder.write("b.toml", late)));
    EXPECT_EQ(wrong.exit_code, 2);
    EXPECT_THAT(wrong.err, HasSubstr("b.toml:29:9: "));
    EXPECT_THAT(wrong.err, HasSubstr("purchase.p.order: lies outside the plan"));
    EXPECT_THAT(wrong.err, HasSubstr("purchase.p.nodes: is a distribution that the plan does not"));
    const ProgramRun unknown = run_headroom(
        plan(folder.write("c.toml", kCertain), {"--set", "economics.discount_rat=0.1"}));
    EXPECT_EQ(unknown.exit_code, 2);
    EXPECT_THAT(unknown.err, HasSubstr("discount_rate"));
}

TEST(PlanCommand, RefusesWhatGoesWithSimulationsOnly) {
    const TemporaryFolder folder;
    for (const Words& words :
         {Words{"--part", folder.path("p"), "--trials", "0:9"}, Words{"--metric", "cost.*"},
          Words{"--precision", "cost.tco=1%"}, Words{"--tornado"}}) {
        const ProgramRun run = run_headroom(plan(kShipped, words));
        EXPECT_EQ(run.exit_code, 2);
        EXPECT_THAT(run.err, HasSubstr(words[0] + ": does not go with --plan"));
    }
    const ProgramRun many = run_headroom(plan(kShipped, {"--trials", "10000001"}));
    EXPECT_EQ(many.exit_code, 2);
    EXPECT_THAT(many.err, HasSubstr("at most 10,000,000"));
    const ProgramRun gpu = run_headroom(plan(kShipped, {"--device", "cuda"}),
                                        {.environment = {"CUDA_VISIBLE_DEVICES=-1"}});
    EXPECT_EQ(gpu.exit_code, 5);
    EXPECT_THAT(gpu.err, HasSubstr("--device: error: cuda cannot be used: "));
}

TEST(PlanCommand, StoppedItReportsTheBlocksThatAreDone) {
    const TemporaryFolder folder;
    const ProgramRun run = run_headroom(
        plan(kShipped, {"--trials", "10000000", "--device", "cpu", "--threads", "1", "-o",
                        folder.path("out"), "--time-limit", "1 s", "--format", "json"}));
    EXPECT_EQ(run.exit_code, 4) << run.err;
    const Json json = Json::parse(run.out);
    const std::size_t done = json["trials"]["done"];
    EXPECT_EQ(json["trials"]["asked"], 10'000'000);
    EXPECT_EQ(json["trials"]["stopped"], "cancelled");
    EXPECT_EQ(json["plan"]["fan_percentiles"], "within 0.8 %");
    EXPECT_THAT(json["warnings"][0], HasSubstr("stopped early"));
    ASSERT_GT(done, 0U);
    EXPECT_EQ(done % 4096, 0U);
    // The same trials at leisure: the same numbers, and percentiles of steps beside them.
    const ProgramRun whole =
        run_headroom(plan(kShipped, {"--trials", std::to_string(done), "-o", folder.path("whole"),
                                     "--format", "json", "--quiet"}));
    ASSERT_EQ(whole.exit_code, 0) << whole.err;
    EXPECT_EQ(Json::parse(whole.out)["metrics"], json["metrics"]);
    const auto exact = fans_of(folder.read("whole/fans.csv"));
    for (const auto& [place, value] : fans_of(folder.read("out/fans.csv")))
        EXPECT_NEAR(value, exact.at(place), 0.008 * exact.at(place)) << place;
}

TEST(PlanCommand, StoppedAtOnceItStillSaysWhatThePlanIs) {
    const ProgramRun run =
        run_headroom(plan(kShipped, {"--trials", "10000000", "--device", "cpu", "--time-limit",
                                     "1 ms", "--format", "json", "--quiet"}));
    EXPECT_EQ(run.exit_code, 4) << run.err;
    const Json json = Json::parse(run.out);
    EXPECT_EQ(json["plan"]["steps"], 36);
    EXPECT_EQ(json["trials"]["done"] == 0, json["metrics"].empty());
}

TEST(PlanCommand, InterruptedItReportsWhatIsDone) {
    const ProgramRun run = run_headroom(
        plan(kShipped, {"--trials", "10000000", "--device", "cpu", "--progress", "json"}),
        {.interrupt_at = "\"done\":"});
    EXPECT_EQ(run.exit_code, 130);
    EXPECT_THAT(run.out, HasSubstr("WARNING: stopped early"));
    EXPECT_THAT(run.out, HasSubstr(" of 10,000,000, stopped early"));
}

}  // namespace
}  // namespace headroom::test
