#include "src/study/montecarlo/montecarlo_page.hpp"

#include <algorithm>
#include <cmath>

#include "src/core/table/number_text.hpp"
#include "src/study/check/value_text.hpp"

namespace headroom::study {
namespace {

using scenario::DrawKind;

constexpr std::size_t kMostFactors = 5;

std::string number(std::size_t count) {
    return report::group_thousands(static_cast<std::int64_t>(count));
}

std::string text_of(double value, const std::string& unit) {
    return std::isfinite(value) ? value_text(value, unit) : "-";
}

std::string listed(const std::vector<std::string>& texts) {
    std::string all;
    for (const std::string& text : texts)
        all += (all.empty() ? "" : "; ") + text;
    return all;
}

std::string trials_text(const MonteCarloReport& report) {
    const TrialRun& run = report.run;
    std::string text = number(run.table.trials);
    if (run.end == TrialEnd::kPrecise)
        text += " of at most " + number(run.asked) + ", precise enough";
    if (run.end == TrialEnd::kStopped)
        text += " of " + number(run.asked) + ", stopped early";
    if (run.table.first > 0)
        text += ", from trial " + number(run.table.first) + " on";
    if (report.head.is_antithetic)
        text += ", in antithetic pairs";
    if (run.from_journal > 0)
        text += ", of which " + number(run.from_journal) + " were played before";
    text += "; " + report.device;
    if (const std::size_t reruns = run.table.rerun_count(); reruns > 0)
        text += "; " + number(reruns) + " simulated in full, as they needed more room";
    return text;
}

// The values that a factor took in nine of ten trials.
std::string factor_text(const MonteCarloReport& report, const std::string& path) {
    const auto& factors = report.run.table.factors;
    const auto found = std::find(factors.begin(), factors.end(), path);
    if (found == factors.end())
        return path;
    const Summary& drawn = report.factors[static_cast<std::size_t>(found - factors.begin())];
    return path + " (" + text_of(drawn.percentile(0.05), "") + " - " +
           text_of(drawn.percentile(0.95), "") + ")";
}

std::string varied_text(const MonteCarloReport& report) {
    std::vector<std::string> texts;
    for (const scenario::Draw& draw : report.head.draws) {
        if (draw.kind == DrawKind::kFactor)
            texts.push_back(factor_text(report, draw.name));
        else if (draw.kind == DrawKind::kGenerated)
            texts.push_back("the jobs of " + draw.name);
        else if (draw.kind == DrawKind::kWeeks)
            texts.push_back("the weeks of " + draw.name + ", resampled");
        else if (draw.kind == DrawKind::kCopies)
            texts.push_back("which jobs of " + draw.name + " come again");
        else if (draw.kind == DrawKind::kFailures)
            texts.push_back("the failures of " + draw.name);
    }
    return texts.empty() ? "nothing: every trial is the same" : listed(texts);
}

std::string held_text(const MonteCarloReport& report) {
    std::vector<std::string> texts;
    for (const scenario::Draw& draw : report.head.draws)
        if (draw.kind == DrawKind::kHeld)
            texts.push_back("the jobs of " + draw.name + ": given this history (" + draw.reason +
                            ")");
    return listed(texts);
}

std::string correlated_text(const MonteCarloReport& report) {
    std::vector<std::string> texts;
    for (const StudyCorrelation& one : report.head.correlations)
        texts.push_back(one.pair + " " + report::fixed_text(one.used, 2));
    return listed(texts);
}

std::string share_text(const Share& share) {
    return report::percent_text(share.value()) + " of trials (" +
           report::percent_text(share.interval.low) + " - " +
           report::percent_text(share.interval.high) + ")";
}

std::string claim_text(const ClaimChance& one) {
    const std::string claim = one.claim.metric + " " + one.claim.wanted + ": ";
    const std::string verdict = !one.holds ? "" : *one.holds ? "holds, " : "does not hold, ";
    if (one.value)
        return claim + verdict + text_of(*one.value, one.unit);
    if (one.share && one.holds)
        return claim + verdict + "true in " + share_text(*one.share);
    if (one.share)
        return claim + "holds in " + share_text(*one.share);
    return claim + "not measured in trials";
}

PageTable metrics_table(const MonteCarloReport& report, const std::vector<std::size_t>& shown) {
    PageTable table;
    table.heading = {"metric", "mean", "± (90 %)", "P5", "P50", "P95", "worst 5 %"};
    for (const std::size_t i : shown) {
        const Summary& summary = report.summaries[i];
        const std::string& unit = report.metric(i).unit;
        const auto percentile = [&](double p) {
            return text_of(summary.percentile(p), unit);
        };
        table.rows.push_back(
            {{report.metric(i).full_name()},
             {text_of(summary.mean, unit)},
             {text_of((summary.mean_interval.high - summary.mean_interval.low) / 2, unit)},
             {percentile(0.05)},
             {percentile(0.5)},
             {percentile(0.95)},
             {text_of(summary.tail_mean, unit)}});
    }
    return table;
}

// The places of the largest sizes, those without one left out.
std::vector<std::size_t> largest(const std::vector<double>& sizes) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < sizes.size(); ++i)
        if (sizes[i] > 0)
            order.push_back(i);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return sizes[a] > sizes[b]; });
    order.resize(std::min(order.size(), kMostFactors));
    return order;
}

PageTable tornado_rows(const Tornado& tornado, const sim::Metric& metric) {
    PageTable table;
    const auto found =
        std::find_if(tornado.base.begin(), tornado.base.end(), [&](const sim::Metric& one) {
            return one.name == metric.name && one.scope == metric.scope;
        });
    if (found == tornado.base.end())
        return table;
    const auto column = static_cast<std::size_t>(found - tornado.base.begin());
    table.heading = {metric.full_name() + " hangs on", "its P10", "gives", "its P90", "gives"};
    std::vector<double> swings;
    for (const TornadoBar& bar : tornado.bars)
        swings.push_back(std::fabs(bar.at_high[column] - bar.at_low[column]));
    for (const std::size_t i : largest(swings)) {
        const TornadoBar& bar = tornado.bars[i];
        table.rows.push_back({{bar.factor},
                              {text_of(bar.low, "")},
                              {text_of(bar.at_low[column], metric.unit)},
                              {text_of(bar.high, "")},
                              {text_of(bar.at_high[column], metric.unit)}});
    }
    return table;
}

PageTable correlation_rows(const MonteCarloReport& report, std::size_t column) {
    PageTable table;
    const sim::Metric& metric = report.run.table.metrics[column];
    table.heading = {metric.full_name() + " moves with", "rank correlation"};
    std::vector<double> sizes;
    for (const auto& row : report.rank_correlations)
        sizes.push_back(std::fabs(row[column]));
    for (const std::size_t i : largest(sizes))
        table.rows.push_back({{report.run.table.factors[i]},
                              {report::fixed_text(report.rank_correlations[i][column], 2)}});
    return table;
}

}  // namespace

MetricChoice first_metrics() {
    return *MetricChoice::parse(
        {"wait.mean_s", "wait.p50_s", "wait.p95_s", "wait.p99_s", "gpu.allocated",
         "gpu.stranded_gpu_h", "jobs.completed", "queue.growing", "power.capped_gpu_h",
         "energy.facility_kwh", "pue", "power.peak_kw", "carbon.operational_kg"},
        "--metric");
}

ComparisonPage montecarlo_page(const MonteCarloReport& report, const MetricChoice& choice) {
    ComparisonPage page;
    page.title = report.head.scenario;
    page.loud = warnings_of(report);
    page.facts.emplace_back("trials", trials_text(report));
    page.facts.emplace_back("varied", varied_text(report));
    if (const std::string held = held_text(report); !held.empty())
        page.facts.emplace_back("held fixed", held);
    if (!report.head.correlations.empty())
        page.facts.emplace_back("correlated", correlated_text(report));
    for (const ClaimChance& claim : report.claims)
        page.facts.emplace_back("asserted", claim_text(claim));
    sim::Metrics metrics;
    for (std::size_t i = 0; i < report.columns.size(); ++i)
        metrics.push_back(report.metric(i));
    const std::vector<std::size_t> shown = choice.select(metrics);
    page.metrics = metrics_table(report, shown);
    if (shown.empty())
        return page;
    if (report.head.is_antithetic)
        page.notes.emplace_back(
            "the ± of a mean is that of antithetic pairs; intervals of percentiles and of chances "
            "take trials as independent");
    PageTable behind = report.tornado ? tornado_rows(*report.tornado, metrics[shown.front()])
                                      : correlation_rows(report, report.columns[shown.front()]);
    if (!behind.rows.empty())
        page.regret = std::move(behind);
    return page;
}

}  // namespace headroom::study
