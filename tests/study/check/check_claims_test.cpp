// Assertions against made-up measurements.

#include "src/study/check/check_claims.hpp"

#include <gtest/gtest.h>

namespace headroom::study {
namespace {

scenario::Assertion assertion(const std::string& metric, const std::string& wanted) {
    scenario::Assertion made;
    made.metric = metric;
    made.wanted = wanted;
    auto claim = scenario::parse_claim(metric, wanted);
    EXPECT_TRUE(claim) << metric << ": " << (claim ? "" : claim.error().problem);
    made.claim = std::move(*claim);
    return made;
}

const sim::Metrics kRun{{"wait.p95_s", "", 3600, "s"},
                        {"wait.p95_s", "partition=long", 7200, "s"},
                        {"gpu.allocated", "", 0.9, ""},
                        {"gpu.allocated_gpu_h", "", 500, "GPUh"},
                        {"headroom.date", "", 1796083200, "date"},  // 2026-12-01
                        {"jobs.rejected", "", 0, ""}};

// Twenty trials with a wait of 1 h, 2 h, … 20 h.
Replications trials() {
    Replications made;
    made.trials = 20;
    made.metrics = {{"wait.p95_s", "", 3600, "s"}};
    made.values.emplace_back();
    for (int hour = 1; hour <= 20; ++hour)
        made.values[0].push_back(3600.0 * hour);
    return made;
}

CheckedClaim check(const std::string& metric, const std::string& wanted) {
    static const Replications kTrials = trials();
    return check_claims({assertion(metric, wanted)}, {kRun, &kTrials}).front();
}

TEST(CheckClaims, ComparesInTheUnitOfTheLimit) {
    struct Row {
        const char* metric;
        const char* wanted;
        bool holds;
    };
    for (const Row& row : {Row{"wait.p95", "<= 60 min", true},
                           {"wait.p95", "< 60 min", false},
                           {"wait.p95_s", "<= 0.9 h", false},
                           {"wait.p95[partition=long]", "== 2 h", true},
                           {"wait.p95[partition=long]", "!= 2 h", false},
                           {"gpu.allocated", ">= 90 %", true},
                           {"gpu.allocated", "> 0.95", false},
                           {"gpu.allocated", "> 499 GPUh", true},
                           {"gpu.allocated_gpu_h", "<= 499 GPUh", false},
                           {"headroom.date", ">= 2026-12-01", true},
                           {"headroom.date", "> 2026-12-01", false},
                           {"jobs.rejected", "== 0", true},
                           {"wait.p95@p50", "<= 10 h", true},
                           {"wait.p95@p50", "< 10 h", false},
                           {"wait.p95@mean", "== 10.5 h", true},
                           {"prob(wait.p95 > 19 h)", "<= 5 %", true},
                           {"prob(wait.p95 > 18 h)", "<= 5 %", false},
                           {"prob(wait.p95 <= 20 h)", ">= 100 %", true}}) {
        EXPECT_EQ(check(row.metric, row.wanted).outcome,
                  row.holds ? ClaimOutcome::kHolds : ClaimOutcome::kFails)
            << row.metric << " " << row.wanted;
    }
}

TEST(CheckClaims, SaysHowSureAProbabilityIs) {
    const CheckedClaim claim = check("prob(wait.p95 > 18 h)", "<= 5 %");
    EXPECT_EQ(claim.found, "10.0 %");
    EXPECT_EQ(claim.detail, "2 of 20 trials; with 95 % confidence between 2.8 % and 30.1 %");
    EXPECT_EQ(check("wait.p95@mean", "<= 1 h").detail,
              "950.0 % above; 20 trials, standard error 1 h 19 min");
}

TEST(CheckClaims, WhatIsNotThereDoesNotHold) {
    const CheckedClaim scope = check("wait.p95[partition=short]", "<= 99 d");
    EXPECT_EQ(scope.outcome, ClaimOutcome::kNotMeasured);
    EXPECT_EQ(scope.detail, "nothing was measured of [partition=short]");
    const CheckedClaim metric = check("gpu.active", ">= 0 %");
    EXPECT_EQ(metric.outcome, ClaimOutcome::kNotMeasured);
    EXPECT_EQ(metric.detail, "this scenario has no gpu.active");
}

// Trials in which every job was rejected have no wait: to leave them out would make the rest look
// good.
TEST(CheckClaims, TrialsWithoutAValueAreNotLeftOut) {
    Replications some = trials();
    some.values[0][3] = kNoValue;
    for (const auto& [metric, wanted] :
         {std::pair{"prob(wait.p95 > 99 h)", "<= 5 %"}, std::pair{"wait.p95@p90", "<= 99 h"}}) {
        const auto claim = check_claims({assertion(metric, wanted)}, {kRun, &some}).front();
        EXPECT_EQ(claim.outcome, ClaimOutcome::kNotMeasured);
        EXPECT_EQ(claim.detail, "in 1 of 20 trials there is no wait.p95_s");
    }
}

TEST(CheckClaims, ListsEachStatisticOnce) {
    const Replications kTrials = trials();
    const auto measured = list_measured(
        {assertion("wait.p95@p90", "<= 1 h"), assertion("wait.p95@p90", "<= 2 h"),
         assertion("prob(wait.p95 > 1 h)", "<= 1 %"), assertion("jobs.rejected", "== 0")},
        {kRun, &kTrials});
    ASSERT_EQ(measured.size(), kRun.size() + 2);
    EXPECT_EQ(measured[kRun.size()].full_name(), "wait.p95_s@p90");
    EXPECT_EQ(measured[kRun.size()].value, 18 * 3600);
    EXPECT_EQ(measured.back().full_name(), "wait.p95_s@mean");
    EXPECT_TRUE(measured.back().standard_error);
}

}  // namespace
}  // namespace headroom::study
