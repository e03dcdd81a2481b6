#include "src/study/check/check_json.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "tests/study/check/made_up_report.hpp"

#include <nlohmann/json.hpp>

namespace headroom::study {
namespace {

using nlohmann::json;

TEST(CheckJson, HoldsEveryClaimMetricAndProblemOfTheReport) {
    const json root = json::parse(check_json(small_report()));
    EXPECT_EQ(root["schema"], 1);
    EXPECT_EQ(root["passes"], false);
    EXPECT_EQ(root["complete"], true);
    EXPECT_EQ(root["counts"]["assertions"], (json{{"hold", 2}, {"fail", 2}, {"warn", 1}}));
    EXPECT_EQ(root["counts"]["not_run"], 1);
    const json& gate = root["scenarios"][0];
    EXPECT_EQ(gate["claims"][0], (json{{"kind", "assertion"},
                                       {"level", "error"},
                                       {"outcome", "fails"},
                                       {"metric", "wait.p95[partition=long]"},
                                       {"wanted", "<= 4 h"},
                                       {"found", "5 h 12 min"},
                                       {"detail", "30 % above the limit"},
                                       {"reason", "promised to research"},
                                       {"file", "scenarios/ci/gate.toml"},
                                       {"line", 12},
                                       {"column", 1},
                                       {"value", 18720},
                                       {"limit", 14400},
                                       {"unit", "s"}}));
    EXPECT_EQ(gate["claims"][3]["outcome"], "not measured");
    EXPECT_EQ(gate["claims"][3]["value"], nullptr);
    EXPECT_EQ(gate["claims"][4]["kind"], "baseline");
    EXPECT_EQ(gate["metrics"][0],
              (json{{"name", "wait.p95_s[partition=long]"}, {"value", 18720}, {"unit", "s"}}));
    EXPECT_EQ(gate["provenance"]["inputs"][1], (json{{"file", "jobs.csv"}, {"sha256", "b2"}}));
    EXPECT_EQ(root["scenarios"][1]["metrics"][0]["standard_error"], 2.5);
    EXPECT_EQ(root["scenarios"][2]["problems"][0]["line"], 6);
}

TEST(CheckJson, DoesNotSayWhereAndWhenItRan) {
    CheckReport report = small_report();
    const std::string before = check_json(report);
    report.scenarios[0].provenance.host = "ci-17";
    report.scenarios[0].provenance.timing = {"2027-01-01T08:00:00Z", 1, 2, 3};
    EXPECT_EQ(check_json(report), before);
}

TEST(CheckJson, ParsesWhateverTheScenarioHolds) {
    CheckReport report = nasty_report(5);
    report.scenarios[0].metrics[0].value = std::nan("");
    const json root = json::parse(check_json(report));
    EXPECT_EQ(root["scenarios"][0]["metrics"][0]["value"], nullptr);
    EXPECT_EQ(root["scenarios"][0]["name"].get<std::string>().substr(0, 14), "a\"b'c<d>&amp;]");
}

}  // namespace
}  // namespace headroom::study
