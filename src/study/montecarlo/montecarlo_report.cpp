#include "src/study/montecarlo/montecarlo_report.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "src/core/scenario/claim.hpp"
#include "src/core/table/number_text.hpp"

namespace headroom::study {
namespace {

std::vector<double> values_of(const TrialTable& table, const scenario::MetricName& metric) {
    const std::size_t column = table.find(metric.name, metric.scope);
    std::vector<double> values;
    if (column == table.metrics.size())
        return values;
    for (const double value : table.metric(column))
        if (!std::isnan(value))
            values.push_back(value);
    return values;
}

ClaimChance judge(const StudyClaim& written, const TrialTable& table) {
    ClaimChance chance{written, {}, {}, {}, ""};
    const auto claim = scenario::parse_claim(written.metric, written.wanted);
    if (!claim)
        return chance;  // of another version of the program
    const scenario::Condition& condition = claim->condition;
    const std::vector<double> values = values_of(table, condition.metric);
    chance.unit = condition.metric.unit;
    if (values.empty())
        return chance;
    if (!condition.metric.statistic.empty()) {
        chance.value = statistic(values, condition.metric.statistic);
        chance.holds = scenario::holds(*chance.value, condition.relation, condition.limit);
        return chance;
    }
    const auto successes = std::count_if(values.begin(), values.end(), [&](double value) {
        return scenario::holds(value, condition.relation, condition.limit);
    });
    chance.share = make_share(static_cast<std::size_t>(successes), values.size(), kSummaryLevel);
    if (claim->probability)
        chance.holds = scenario::holds(chance.share->value(), claim->probability->relation,
                                       claim->probability->share);
    return chance;
}

std::size_t count_growing(const TrialTable& table) {
    const std::size_t column = table.find("queue.growing");
    if (column == table.metrics.size())
        return 0;
    const std::vector<double> values = table.metric(column);
    return static_cast<std::size_t>(
        std::count_if(values.begin(), values.end(), [](double value) { return value > 0; }));
}

std::string number(std::size_t count) {
    return report::group_thousands(static_cast<std::int64_t>(count));
}

sim::Better better_of(const sim::Metric& metric) {
    const sim::MetricDescription* description = sim::find_description(metric.name);
    return description == nullptr ? sim::Better::kNeither : description->better;
}

}  // namespace

MonteCarloReport conclude(StudyHead head,
                          TrialRun run,
                          std::string device,
                          const MetricChoice& choice) {
    MonteCarloReport report;
    report.head = std::move(head);
    report.run = std::move(run);
    report.device = std::move(device);
    const TrialTable& table = report.run.table;
    const TrialDesign design{table.first, report.head.is_antithetic};
    report.columns = choice.select(table.metrics);
    for (const std::size_t column : report.columns)
        report.summaries.push_back(
            summarise(table.metric(column), design, better_of(table.metrics[column])));
    for (std::size_t factor = 0; factor < table.factors.size(); ++factor)
        report.factors.push_back(summarise(table.factor(factor), design, sim::Better::kNeither));
    for (const StudyClaim& claim : report.head.claims)
        report.claims.push_back(judge(claim, table));
    report.rank_correlations = rank_correlations(table);
    report.growing = count_growing(table);
    return report;
}

std::vector<std::string> warnings_of(const MonteCarloReport& report) {
    std::vector<std::string> warnings;
    const TrialRun& run = report.run;
    const std::string done = number(run.table.trials);
    if (run.end == TrialEnd::kStopped)
        warnings.push_back("stopped early: these are " + done + " of " + number(run.asked) +
                           " trials");
    if (report.growing > 0)
        warnings.push_back("the queue keeps growing in " + number(report.growing) + " of " + done +
                           " trials: what waits there is a lower bound of what jobs would wait");
    for (const ReachedPrecision& one : run.precisions) {
        if (one.is_enough() || run.end == TrialEnd::kStopped)
            continue;
        const std::string reached = std::isfinite(one.reached)
                                        ? "is ± " + report::percent_text(one.reached)
                                        : "cannot be told";
        warnings.push_back("not converged: after " + done + " trials the precision of " +
                           one.wanted.metric.full_name() + " " + reached + ", wanted ± " +
                           report::percent_text(one.wanted.wanted));
    }
    for (const StudyCorrelation& one : report.head.correlations)
        if (std::fabs(one.used - one.asked) >= 0.0005)
            warnings.push_back("correlations contradict each other: " + one.pair + " is " +
                               report::fixed_text(one.used, 3) + " instead of " +
                               report::fixed_text(one.asked, 3));
    return warnings;
}

}  // namespace headroom::study
