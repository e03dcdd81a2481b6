#include "src/study/check/baseline.hpp"

#include <cmath>
#include <tuple>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/run_program.hpp"
#include "tests/core/input/temporary_file.hpp"
#include "tests/study/check/made_up_report.hpp"

#include <nlohmann/json.hpp>

namespace headroom::study {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

// What reading a text as a baseline says is wrong, all of it.
std::string problems_of(const std::string& text) {
    const input::TemporaryFile file(text, ".json");
    const auto baseline = read_baseline(file.path());
    std::string found;
    if (!baseline)
        for (Diagnostic problem : baseline.error()) {
            problem.place.file = "b";
            found += format_diagnostic(problem);
        }
    return found;
}

CheckedScenario gate() {
    return small_report().scenarios[0];
}

TEST(BaselineJson, IsSmallWithOneMetricALine) {
    EXPECT_EQ(baseline_json(baseline_of(gate())), R"({
  "schema": 1,
  "scenario": "Gate: 4,000 GPUs",
  "trials": 0,
  "provenance": {
    "version": "0.4.0",
    "git": "2db74ec51f3a",
    "seed": 1,
    "catalog": {
      "version": "2026.11",
      "sha256": "c0ffee"
    },
    "variant": "",
    "set": [],
    "inputs": [
      {
        "file": "gate.toml",
        "sha256": "a1"
      },
      {
        "file": "jobs.csv",
        "sha256": "b2"
      }
    ]
  },
  "tolerance": {},
  "metrics": {
    "wait.p95_s[partition=long]": 18720,
    "gpu.held_gpu_h": 2.5,
    "engine.events": 121
  },
  "standard_errors": {},
  "units": {
    "gpu.held_gpu_h": "GPUh",
    "wait.p95_s": "s"
  }
}
)");
}

TEST(ReadBaseline, GivesBackWhatWasWritten) {
    CheckedScenario nasty = nasty_report(7).scenarios[0];
    nasty.metrics[0].value = std::nan("");
    nasty.metrics[1].value = 0.1 + 0.2;
    nasty.metrics[2].value = -1e-300;
    nasty.provenance.overrides = {{"fleet.a.nodes", "3"}, {"x", nasty_text()}};
    nasty.provenance.seed = ~std::uint64_t{0};
    for (const CheckedScenario& scenario :
         {gate(), small_report().scenarios[1], nasty, CheckedScenario{}}) {
        Baseline written = baseline_of(scenario);
        written.tolerances = {{"wait.*", 0.02}, {"*", 0}};
        const std::string text = baseline_json(written);
        const input::TemporaryFile file(text, ".json");
        const auto read = read_baseline(file.path());
        ASSERT_TRUE(read) << format_diagnostics(read.error());
        EXPECT_EQ(baseline_json(*read), text);
        EXPECT_THAT(read->metrics, SizeIs(scenario.metrics.size()));
    }
}

TEST(ReadBaseline, TellsEveryProblemWithItsPlace) {
    EXPECT_EQ(problems_of(R"({
  "schema": 1,
  "tolerances": {},
  "provenance": {"seed": -1, "catalogue": {}},
  "tolerance": {"wait.*": -0.5},
  "metrics": {"a": "x", "b": 1},
  "standard_errors": {"c": 1},
  "units": {"b": 3}
})"),
              "b:3:17: error: 'tolerances': unknown name; wanted one of metrics, provenance, "
              "scenario, schema, standard_errors, tolerance, trials, units\n"
              "    did you mean 'tolerance'?\n"
              "b:4:26: error: seed is '-1'; wanted a whole number\n"
              "b:4:43: error: 'catalogue': unknown name; wanted one of catalog, git, inputs, seed, "
              "set, variant, version\n"
              "    did you mean 'catalog'?\n"
              "b:5:27: error: wait.* is '-0.5'; wanted a share of the value such as 0.02, not "
              "below 0\n"
              "b:6:20: error: a is 'x'; wanted a number\n"
              "b:7:28: error: 'c': no such metric; wanted the name of one of the metrics\n"
              "b:8:18: error: b is '3'; wanted a text\n");
}

TEST(ReadBaseline, RefusesWhatIsNoBaseline) {
    EXPECT_THAT(problems_of(""), HasSubstr("empty"));
    EXPECT_THAT(problems_of(std::string(200'000, ' ')), HasSubstr("holds nothing"));
    EXPECT_THAT(problems_of("{"), HasSubstr("unexpected end of input"));
    EXPECT_THAT(problems_of("[1]"), HasSubstr("has no schema"));
    EXPECT_THAT(problems_of("3"), HasSubstr("has no schema"));
    EXPECT_THAT(problems_of("{\"schema\": 2, \"metrics\": {}, \"provenance\": {}}"),
                HasSubstr("b:1:12: error: is of schema '2'; wanted schema 1\n"
                          "    it may be from a newer version of headroom"));
    EXPECT_THAT(problems_of("{\"schema\": 1}"), HasSubstr("has no metrics"));
    const std::string whole = baseline_json(baseline_of(gate()));
    EXPECT_EQ(problems_of(whole), "");
    EXPECT_THAT(problems_of(whole + whole), HasSubstr("more follows the baseline"));
    for (std::size_t size = 1; size + 2 < whole.size(); ++size)
        EXPECT_NE(problems_of(whole.substr(0, size)), "") << size;
    EXPECT_FALSE(read_baseline(testing::TempDir() + "/no/such/baseline.json"));
}

TEST(BaselineName, IsTheStemAndTheVariant) {
    EXPECT_EQ(baseline_name("scenarios/ci/gate.toml", ""), "gate.json");
    EXPECT_EQ(baseline_name("scenarios/ci/gate.toml", "late"), "gate@late.json");
    EXPECT_EQ(baseline_name("a.b.toml", "../x@y%"), "a.b@..%2Fx%40y%25.json");
}

TEST(UpdateBaselines, WritesOneFileAScenarioAndVariantThatWasRun) {
    const test::TemporaryFolder folder;
    const std::string place = folder.path("made/baselines");
    const auto update = update_baselines(place, small_report());
    ASSERT_TRUE(update) << format_diagnostics(update.error());
    EXPECT_THAT(update->written, ElementsAre("costs@late.json", "gate.json"));
    EXPECT_THAT(folder.names("made/baselines"), ElementsAre("costs@late.json", "gate.json"));
    EXPECT_EQ(folder.read("made/baselines/gate.json"), baseline_json(baseline_of(gate())));
}

TEST(UpdateBaselines, LeavesAloneWhatOnlyAnotherVersionGaveTheSame) {
    const test::TemporaryFolder folder;
    CheckReport report = small_report();
    ASSERT_TRUE(update_baselines(folder.path(), report));
    const std::string before = folder.read("gate.json");
    report.scenarios[0].provenance.version = "9.9.9";
    report.scenarios[0].provenance.git = "feed";
    report.scenarios[1].metrics[0].value += 1;
    const auto update = update_baselines(folder.path(), report);
    ASSERT_TRUE(update);
    EXPECT_THAT(update->written, ElementsAre("costs@late.json"));
    EXPECT_THAT(update->unchanged, ElementsAre("gate.json"));
    EXPECT_EQ(folder.read("gate.json"), before);
}

TEST(UpdateBaselines, KeepsTheTolerancesThatSomeoneWrote) {
    const test::TemporaryFolder folder;
    Baseline old = baseline_of(gate());
    old.tolerances = {{"wait.*", 0.02}};
    std::ignore = folder.write("gate.json", baseline_json(old));
    CheckReport report = small_report();
    report.scenarios[0].metrics[0].value = 1;
    ASSERT_TRUE(update_baselines(folder.path(), report));
    const auto now = read_baseline(folder.path("gate.json"));
    ASSERT_TRUE(now);
    ASSERT_THAT(now->tolerances, SizeIs(1));
    EXPECT_EQ(now->tolerances[0].relative, 0.02);
    EXPECT_EQ(now->metrics[0].value, 1);
}

TEST(UpdateBaselines, ChangesNothingWhereOneFileIsNoBaseline) {
    const test::TemporaryFolder folder;
    std::ignore = folder.write("gate.json", "{}");
    const auto update = update_baselines(folder.path(), small_report());
    ASSERT_FALSE(update);
    EXPECT_EQ(update.error().back().hint, "remove the file to have it written anew");
    EXPECT_EQ(folder.read("gate.json"), "{}");
    EXPECT_THAT(folder.names(), ElementsAre("gate.json"));
}

TEST(UpdateBaselines, RefusesAStoppedCheckAndTwoScenariosOfOneName) {
    const test::TemporaryFolder folder;
    CheckReport report = small_report();
    report.is_complete = false;
    EXPECT_FALSE(update_baselines(folder.path(), report));
    report.is_complete = true;
    report.scenarios.push_back(report.scenarios[0]);
    EXPECT_TRUE(update_baselines(folder.path("twice"), report));
    report.scenarios.back().file = "other/gate.toml";
    const auto update = update_baselines(folder.path("new"), report);
    ASSERT_FALSE(update);
    EXPECT_EQ(update.error()[0].problem,
              "has the same baseline gate.json as scenarios/ci/gate.toml");
    EXPECT_THAT(folder.names(), ElementsAre("twice"));
}

}  // namespace
}  // namespace headroom::study
