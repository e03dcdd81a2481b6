#include "src/study/plan/plan_page.hpp"

#include <cmath>

#include "src/core/table/number_text.hpp"
#include "src/study/check/value_text.hpp"
#include "src/study/plan/plan_outputs.hpp"

namespace headroom::study {
namespace {

constexpr double kMillion = 1e6;

std::string number(std::size_t count) {
    return report::group_thousands(static_cast<std::int64_t>(count));
}

std::string counted(std::size_t count, const std::string& what) {
    return number(count) + " " + what + (count == 1 ? "" : "s");
}

std::string amount_text(double value) {
    if (!std::isfinite(value))
        return "-";
    if (std::fabs(value) >= kMillion)
        return report::fixed_text(value / kMillion, 2) + " M";
    return report::fixed_text(value, std::fabs(value) < 100 && value != 0 ? 2 : 0);
}

std::string power_text(double value) {
    return std::isfinite(value) ? value_text(std::round(value), "kW") : "-";
}

const char* step_name(const PlanFacts& facts) {
    return facts.is_monthly ? "month" : "week";
}

std::string plan_text(const PlanReport& report) {
    const PlanFacts& facts = report.facts;
    std::string text = counted(facts.steps, step_name(facts));
    if (!facts.dates.empty())
        text += " from " + facts.dates.front();
    return text + ", " + counted(facts.fleets, "fleet") + ", " +
           counted(facts.purchases, "purchase");
}

std::string trials_text(const MonteCarloReport& study) {
    const TrialRun& run = study.run;
    std::string text = number(run.table.trials);
    if (run.end == TrialEnd::kStopped)
        text += " of " + number(run.asked) + ", stopped early";
    if (run.table.first > 0)
        text += ", from trial " + number(run.table.first) + " on";
    if (study.head.is_antithetic)
        text += ", in antithetic pairs";
    return text + "; " + study.device;
}

// "purchase.p.price; cluster.slurm (failures)": of a factor its name says enough.
std::string listed(const std::vector<PlanDraw>& draws) {
    std::string text;
    for (const PlanDraw& draw : draws) {
        text += (text.empty() ? "" : "; ") + draw.name;
        if (draw.what != "factor")
            text += " (" + draw.what + ")";
    }
    return text;
}

std::string share_text(std::size_t successes, std::size_t trials) {
    if (successes == 0)
        return "no trial";
    const Share share = make_share(successes, trials, kSummaryLevel);
    return report::percent_text(share.value()) + " of trials (" +
           report::percent_text(share.interval.low) + " - " +
           report::percent_text(share.interval.high) + ")";
}

std::string shortfall_text(const PlanReport& report) {
    const TrialTable& table = report.study.run.table;
    const Summary& first = report.study.summaries[kPlanFirstShortfall];
    return "in " + share_text(first.n, table.trials);
}

std::string first_short_text(const PlanReport& report, double share) {
    const std::optional<std::size_t> step = report.first_short(share);
    const std::string begin = "in " + report::percent_text(share) + " of trials or more: ";
    if (!step)
        return begin + "in no " + step_name(report.facts);
    const std::string count = std::string(step_name(report.facts)) + " " + number(*step + 1);
    return begin + "first in " +
           (report.facts.dates.empty() ? count : report.facts.dates[*step] + " (" + count + ")");
}

PageTable costs_table(const PlanReport& report) {
    PageTable table;
    const std::string& money = report.study.head.currency;
    table.heading = {"", "mean", "± (90 %)", "P5", "P50", "P95", "worst 5 %"};
    for (const std::size_t column :
         {kPlanTco, kPlanNpv, kPlanCapex, kPlanOpex, kPlanUnmet, kPlanShortfall}) {
        const Summary& summary = report.study.summaries[column];
        const Interval& about = summary.mean_interval;
        const std::string unit = column == kPlanShortfall ? "" : ", " + money;
        table.rows.push_back({{report.study.metric(column).full_name() + unit},
                              {amount_text(summary.mean)},
                              {amount_text((about.high - about.low) / 2)},
                              {amount_text(summary.percentile(0.05))},
                              {amount_text(summary.percentile(0.5))},
                              {amount_text(summary.percentile(0.95))},
                              {amount_text(summary.tail_mean)}});
    }
    return table;
}

PageTable power_table(const PlanReport& report) {
    PageTable table;
    table.heading = {"highest power", "P50", "P95", "most", "limit", "above it in"};
    const std::size_t trials = report.study.run.table.trials;
    for (const PlanHallPower& hall : report.facts.halls) {
        const Summary& summary = report.study.summaries[hall.column];
        const bool has_limit = hall.limit_kw.has_value() && trials > 0;
        table.rows.push_back(
            {{hall.name.empty() ? "in no hall" : "hall " + hall.name},
             {power_text(summary.percentile(0.5))},
             {power_text(summary.percentile(0.95))},
             {power_text(summary.most)},
             {hall.limit_kw ? power_text(*hall.limit_kw) : "-"},
             {has_limit ? share_text(count_above_limit(report, hall), trials) : "-"}});
    }
    return table;
}

}  // namespace

ComparisonPage plan_page(const PlanReport& report) {
    ComparisonPage page;
    page.title = "PLAN IN TIME STEPS: " + report.study.head.scenario;
    page.loud = warnings_of(report);
    page.facts.emplace_back("shows", "demand against the GPUs in service, " +
                                         std::string(step_name(report.facts)) + " by " +
                                         step_name(report.facts) +
                                         ". No job waits here: waits come from `headroom run` and "
                                         "`headroom montecarlo`");
    page.facts.emplace_back("plan", plan_text(report));
    page.facts.emplace_back("trials", trials_text(report.study));
    if (!report.facts.varied.empty())
        page.facts.emplace_back("varied", listed(report.facts.varied));
    else
        page.facts.emplace_back("varied", "nothing: every trial is the same");
    if (!report.facts.held.empty())
        page.facts.emplace_back("held fixed", listed(report.facts.held));
    if (report.study.run.table.trials == 0)
        return page;
    page.facts.emplace_back("shortfall", shortfall_text(report));
    page.facts.emplace_back("", first_short_text(report, 0.05));
    page.facts.emplace_back("", first_short_text(report, 0.5));
    page.metrics = costs_table(report);
    page.regret = power_table(report);
    page.notes.emplace_back("power is the mean of a " + std::string(step_name(report.facts)) +
                            " with the hall's other load; within it peaks are higher");
    if (report.facts.has_assertions)
        page.notes.emplace_back("[assert] is about simulations: `headroom check` judges it");
    return page;
}

}  // namespace headroom::study
