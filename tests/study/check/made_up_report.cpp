#include "tests/study/check/made_up_report.hpp"

namespace headroom::study {
namespace {

constexpr const char* kGate = "scenarios/ci/gate.toml";

CheckedClaim assertion(std::string metric, std::string wanted, std::string found) {
    CheckedClaim claim;
    claim.metric = std::move(metric);
    claim.wanted = std::move(wanted);
    claim.found = std::move(found);
    claim.place = {kGate, 12, 1};
    return claim;
}

report::Provenance origin() {
    report::Provenance origin;
    origin.version = "0.4.0";
    origin.git = "2db74ec51f3a";
    origin.seed = 1;
    origin.catalog = "2026.11";
    origin.catalog_sha256 = "c0ffee";
    origin.inputs = {{"gate.toml", "a1"}, {"jobs.csv", "b2"}};
    return origin;
}

CheckedScenario gate() {
    CheckedScenario scenario;
    scenario.file = kGate;
    scenario.name = "Gate: 4,000 GPUs";
    scenario.provenance = origin();
    CheckedClaim fails = assertion("wait.p95[partition=long]", "<= 4 h", "5 h 12 min");
    fails.outcome = ClaimOutcome::kFails;
    fails.detail = "30 % above the limit";
    fails.reason = "promised to research";
    fails.value = 18720;
    fails.limit = 14400;
    fails.unit = "s";
    CheckedClaim warns = assertion("gpu.allocated", ">= 80 %", "71.5 %");
    warns.level = ClaimLevel::kWarning;
    warns.outcome = ClaimOutcome::kFails;
    warns.detail = "8.5 points below the limit";
    warns.place.line = 13;
    CheckedClaim missing = assertion("cost.tco@p90", "<= 231 M$", "");
    missing.outcome = ClaimOutcome::kNotMeasured;
    missing.detail = "the run has no costs";
    missing.place.line = 14;
    CheckedClaim differs = assertion("engine.events", "120", "121");
    differs.kind = ClaimKind::kBaseline;
    differs.outcome = ClaimOutcome::kFails;
    differs.detail = "1 more; the input jobs.csv changed";
    differs.place = {kGate, 0, 0};
    differs.value = 121;
    differs.limit = 120;
    scenario.claims = {fails, assertion("jobs.rejected", "== 0", "0"), warns, missing, differs};
    scenario.metrics = {{"wait.p95_s", "partition=long", "", 18720, "s", {}},
                        {"gpu.held_gpu_h", "", "", 2.5, "GPUh", {}},
                        {"engine.events", "", "", 121, "", {}}};
    scenario.warnings = {"the queue is growing"};
    return scenario;
}

CheckedScenario sampled() {
    CheckedScenario scenario;
    scenario.file = "scenarios/ci/costs.toml";
    scenario.name = "Costs";
    scenario.variant = "late";
    scenario.trials = 200;
    scenario.provenance = origin();
    CheckedClaim holds = assertion("wait.mean@p90", "<= 1 h", "12 min");
    holds.place.file = scenario.file;
    scenario.claims = {holds};
    scenario.metrics = {{"wait.mean_s", "", "mean", 600, "s", 2.5},
                        {"wait.mean_s", "", "p90", 720, "s", {}}};
    return scenario;
}

CheckedScenario unreadable() {
    CheckedScenario scenario;
    scenario.file = "scenarios/ci/broken.toml";
    scenario.problems = {{Severity::kError,
                          {scenario.file, 6, 1},
                          "fleet.h100.gpu_per_node",
                          "unknown key",
                          "one of cluster, hall",
                          "did you mean 'gpus_per_node'?",
                          "gpu_per_node = 8"}};
    return scenario;
}

}  // namespace

CheckReport small_report() {
    return {{gate(), sampled(), unreadable()}, true};
}

CheckReport passing_report() {
    return {{sampled()}, true};
}

const std::string& nasty_text() {
    static const std::string kText =
        "a\"b'c<d>&amp;]]>|`x``y`*_[z](u)\\ 100%,e:f\r\n::error::g\t\x1B[31m\x01 é😀 "
        "@team #12 </details> \xFF\xED\xA0\x80\xEF\xBF\xBF{\"k\"=1}";
    return kText;
}

CheckReport nasty_report(std::size_t claims) {
    const std::string& nasty = nasty_text();
    CheckedScenario scenario;
    scenario.file = nasty;
    scenario.name = nasty;
    scenario.variant = nasty;
    scenario.provenance = origin();
    scenario.provenance.inputs = {{nasty, nasty}};
    scenario.provenance.catalog = nasty;
    scenario.warnings = {nasty};
    scenario.problems = {{Severity::kWarning, {nasty, 1, 2}, nasty, nasty, nasty, nasty, nasty}};
    for (std::size_t i = 0; i < claims; ++i) {
        CheckedClaim claim = assertion(std::to_string(i) + nasty, nasty, nasty);
        claim.kind = i % 2 == 0 ? ClaimKind::kAssertion : ClaimKind::kBaseline;
        claim.level = i % 3 == 0 ? ClaimLevel::kWarning : ClaimLevel::kError;
        claim.outcome = i % 5 == 0 ? ClaimOutcome::kNotMeasured : ClaimOutcome::kFails;
        claim.detail = claim.reason = claim.unit = nasty;
        claim.place = {nasty, static_cast<std::int64_t>(i + 1), 1};
        scenario.claims.push_back(claim);
        scenario.metrics.push_back({std::to_string(i) + nasty, "tenant=" + nasty, nasty,
                                    static_cast<double>(i), nasty, 0.5});
    }
    return {{scenario}, false};
}

}  // namespace headroom::study
