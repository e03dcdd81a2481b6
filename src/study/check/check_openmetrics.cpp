#include "src/study/check/check_openmetrics.hpp"

#include "sim/model/metrics.hpp"
#include "src/core/table/openmetrics_text.hpp"
#include "src/study/check/check_findings.hpp"

namespace headroom::study {
namespace {

using report::MetricLabels;
using report::OpenMetricsText;

MetricLabels labels_of(const CheckedScenario& scenario) {
    return {{"scenario", scenario.file}, {"variant", scenario.variant}};
}

void add_metric(OpenMetricsText& text,
                const CheckedScenario& scenario,
                const MeasuredMetric& metric) {
    MetricLabels labels = labels_of(scenario);
    report::add_scope(labels, metric.scope);
    labels.emplace_back("statistic", metric.statistic);
    const sim::MetricDescription* const known = sim::find_description(metric.name);
    const report::MetricFamily family =
        report::metric_family(metric.name, metric.unit, known == nullptr ? "" : known->help);
    text.gauge(family, labels, metric.value);
    if (!metric.standard_error)
        return;
    labels.back().second = "stderr";
    text.gauge(family, labels, *metric.standard_error);
}

void add_origin(OpenMetricsText& text, const CheckedScenario& scenario) {
    MetricLabels labels = labels_of(scenario);
    labels.emplace_back("name", scenario.name);
    labels.emplace_back("version", scenario.provenance.version);
    labels.emplace_back("git", scenario.provenance.git);
    labels.emplace_back("catalog", scenario.provenance.catalog);
    text.info("headroom_run", "what was run", labels);
    text.gauge({"headroom_trials", "", "trials of the run; 0 of one plain run"},
               labels_of(scenario), static_cast<double>(scenario.trials));
}

void add_claim(OpenMetricsText& text, const CheckedScenario& scenario, const CheckedClaim& claim) {
    const bool is_assertion = claim.kind == ClaimKind::kAssertion;
    MetricLabels labels = labels_of(scenario);
    labels.emplace_back("claim", is_assertion ? claim_text(claim) : claim.metric);
    labels.emplace_back("level", claim.level == ClaimLevel::kError ? "error" : "warning");
    const double holds = claim.outcome == ClaimOutcome::kHolds ? 1 : 0;
    if (is_assertion)
        text.gauge({"headroom_assertion_holds", "", "1 if the assertion holds"}, labels, holds);
    else
        text.gauge({"headroom_baseline_holds", "", "1 if the metric is as in the baseline"}, labels,
                   holds);
}

}  // namespace

std::string check_openmetrics(const CheckReport& report) {
    OpenMetricsText text;
    text.gauge({"headroom_check_passes", "", "1 if every scenario of the check passes"}, {},
               report.passes() ? 1 : 0);
    text.gauge({"headroom_check_complete", "", "0 if the check was stopped early"}, {},
               report.is_complete ? 1 : 0);
    for (const CheckedScenario& scenario : report.scenarios) {
        text.gauge({"headroom_scenario_passes", "", "1 if the scenario passes"},
                   labels_of(scenario), scenario.passes() ? 1 : 0);
        if (!has_error(scenario.problems))
            add_origin(text, scenario);
        for (const CheckedClaim& claim : scenario.claims)
            add_claim(text, scenario, claim);
        for (const MeasuredMetric& metric : scenario.metrics)
            add_metric(text, scenario, metric);
    }
    return text.take();
}

}  // namespace headroom::study
