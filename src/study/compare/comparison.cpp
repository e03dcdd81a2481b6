#include "src/study/compare/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>
#include <utility>

namespace headroom::study {
namespace {

ComparedMetric metric_of(const sim::Metric& metric, std::size_t alternatives) {
    ComparedMetric made;
    made.name = metric.name;
    made.scope = metric.scope;
    made.unit = metric.unit;
    if (const auto* description = sim::find_description(metric.name))
        made.better = description->better;
    made.values.assign(alternatives, kNoValue);
    return made;
}

// The metrics of all alternatives, each once.
class MetricRows {
public:
    explicit MetricRows(std::size_t alternatives) : alternatives_(alternatives) {}

    ComparedMetric& at(const sim::Metric& metric) {
        const auto [found, is_new] = places_.try_emplace(metric.full_name(), rows_.size());
        if (is_new)
            rows_.push_back(metric_of(metric, alternatives_));
        return rows_[found->second];
    }
    [[nodiscard]] std::vector<ComparedMetric> take() { return std::move(rows_); }

private:
    std::size_t alternatives_;
    std::vector<ComparedMetric> rows_;
    std::map<std::string, std::size_t> places_;
};

ComparedAlternative alternative_of(const std::string& label, const report::RunSummary* summary) {
    ComparedAlternative made;
    made.label = label;
    made.is_measured = summary != nullptr;
    if (summary == nullptr)
        return made;
    made.scenario = summary->scenario;
    made.is_complete = summary->is_complete();
    const sim::Metric* growing = summary->find("queue.growing");
    made.growing = growing != nullptr && growing->value != 0 ? 1 : 0;
    made.warnings = summary->warnings;
    made.origin = summary->provenance;
    return made;
}

TrialFacts facts_of(std::span<const double> values, double level) {
    TrialFacts facts;
    facts.estimate = estimate_mean(values, level);
    for (const std::string_view name : statistic_names()) {
        const auto value = statistic(values, name);
        if (!value || name == "mean")
            continue;
        if (name == "stderr")
            facts.standard_error = value;
        else
            facts.percentiles.emplace_back(name, *value);
    }
    return facts;
}

void fill_trials(ComparedMetric& metric,
                 const std::vector<Replications>& replications,
                 double level) {
    std::vector<std::span<const double>> columns;
    const std::vector<double> missing(replications[0].trials, kNoValue);
    for (const Replications& one : replications) {
        const auto* values = one.find(metric.name, metric.scope);
        columns.emplace_back(values == nullptr ? missing : *values);
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        metric.trials.push_back(facts_of(columns[i], level));
        TrialFacts& facts = metric.trials.back();
        metric.values[i] = facts.estimate.n == 0 ? kNoValue : facts.estimate.mean;
        if (i > 0)
            facts.against_base = compare_pairs(columns[0], columns[i], metric.better, level);
    }
    metric.regret = tabulate_regret(columns, metric.better);
}

std::size_t count_growing(const Replications& replications) {
    const auto* values = replications.find("queue.growing");
    return values == nullptr
               ? 0
               : static_cast<std::size_t>(std::count_if(values->begin(), values->end(),
                                                        [](double value) { return value > 0; }));
}

}  // namespace

std::string ComparedMetric::full_name() const {
    return sim::Metric{name, scope, 0, ""}.full_name();
}

std::optional<double> ComparedMetric::relative(std::size_t i) const {
    const double ratio = difference(i) / std::fabs(values[0]);
    return std::isfinite(ratio) ? std::optional(ratio) : std::nullopt;
}

sim::Metrics Comparison::metric_names() const {
    sim::Metrics names;
    for (const ComparedMetric& metric : metrics)
        names.push_back({metric.name, metric.scope, metric.values[0], metric.unit});
    return names;
}

bool Comparison::varies() const {
    return std::any_of(metrics.begin(), metrics.end(), [](const ComparedMetric& metric) {
        return std::any_of(metric.trials.begin(), metric.trials.end(), [](const TrialFacts& facts) {
            return facts.standard_error.value_or(0) > 0;
        });
    });
}

Comparison compare_summaries(const std::vector<std::string>& labels,
                             const std::vector<const report::RunSummary*>& summaries) {
    Comparison comparison;
    MetricRows rows(labels.size());
    for (std::size_t i = 0; i < labels.size(); ++i) {
        comparison.alternatives.push_back(alternative_of(labels[i], summaries[i]));
        const ComparedAlternative& made = comparison.alternatives.back();
        comparison.is_complete = comparison.is_complete && made.is_measured && made.is_complete;
        if (summaries[i] != nullptr)
            for (const sim::Metric& metric : summaries[i]->metrics)
                rows.at(metric).values[i] = metric.value;
    }
    comparison.metrics = rows.take();
    return comparison;
}

Comparison compare_replications(const std::vector<std::string>& labels,
                                const std::vector<Replications>& replications,
                                double level) {
    Comparison comparison;
    MetricRows rows(labels.size());
    for (std::size_t i = 0; i < labels.size(); ++i) {
        ComparedAlternative made;
        made.label = labels[i];
        made.growing = count_growing(replications[i]);
        comparison.alternatives.push_back(std::move(made));
        for (const sim::Metric& metric : replications[i].metrics)
            rows.at(metric);
    }
    comparison.metrics = rows.take();
    for (ComparedMetric& metric : comparison.metrics)
        fill_trials(metric, replications, level);
    comparison.trials = {replications[0].trials, replications[0].trials, level};
    return comparison;
}

Verdict judge(double difference, sim::Better better) {
    if (difference == 0)
        return Verdict::kSame;
    if (better == sim::Better::kNeither || std::isnan(difference))
        return Verdict::kDifferent;
    return (difference < 0) == (better == sim::Better::kLower) ? Verdict::kBetter : Verdict::kWorse;
}

std::string_view verdict_name(Verdict verdict) {
    switch (verdict) {
        case Verdict::kSame:
            return "same";
        case Verdict::kBetter:
            return "better";
        case Verdict::kWorse:
            return "worse";
        case Verdict::kDifferent:
            return "";
    }
    return "";
}

}  // namespace headroom::study
