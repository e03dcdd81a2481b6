#include "src/study/montecarlo/precision.hpp"

#include <charconv>
#include <cmath>
#include <limits>

#include "sim/base/units.hpp"

namespace headroom::study {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

Diagnostic fault(const std::string& option, const scenario::ProblemText& text) {
    Diagnostic problem;
    problem.place.file = option;
    problem.problem = text.problem;
    problem.wanted = text.wanted;
    problem.hint = text.hint;
    return problem;
}

double percentile_of(const std::string& statistic) {
    int percent = 0;
    std::from_chars(statistic.data() + 1, statistic.data() + statistic.size(), percent);
    return percent / 100.0;
}

expected<Precision, scenario::ProblemText> parse_one(const std::string& text) {
    const char* const wanted = "METRIC=SHARE such as wait.mean=5%";
    const std::size_t equals = text.rfind('=');
    if (equals == std::string::npos)
        return unexpected(scenario::ProblemText{"\"" + text + "\" names no share", wanted, ""});
    auto metric = scenario::parse_metric_name(text.substr(0, equals));
    if (!metric)
        return unexpected(std::move(metric.error()));
    if (metric->statistic == "stderr")
        return unexpected(scenario::ProblemText{"asks how precise a precision is",
                                                "the mean or a percentile", ""});
    const auto share = parse_quantity(text.substr(equals + 1), Dimension::kFraction);
    if (!share || !(share->value > 0 && share->value <= 1))
        return unexpected(scenario::ProblemText{
            "\"" + text.substr(equals + 1) + "\" is no share above 0 %", wanted, ""});
    return Precision{std::move(*metric), share->value};
}

double ratio(double half, double value) {
    if (!(half >= 0))
        return kNever;
    return half == 0 ? 0 : half / std::fabs(value);
}

}  // namespace

expected<std::vector<Precision>, Diagnostics> parse_precisions(
    const std::vector<std::string>& texts, const std::string& option) {
    std::vector<Precision> precisions;
    Diagnostics problems;
    for (const std::string& text : texts) {
        auto one = parse_one(text);
        if (one)
            precisions.push_back(std::move(*one));
        else
            problems.push_back(fault(option, one.error()));
    }
    if (!problems.empty())
        return unexpected(std::move(problems));
    return precisions;
}

std::vector<Precision> precisions_of(const scenario::MonteCarlo& settings) {
    std::vector<Precision> precisions;
    for (const scenario::NamedNumber& given : settings.precision)
        if (auto metric = scenario::parse_metric_name(given.name))
            precisions.push_back({std::move(*metric), given.value});
    return precisions;
}

double measure_precision(const Precision& precision, const TrialTable& trials, bool is_antithetic) {
    const scenario::MetricName& metric = precision.metric;
    const std::size_t column = trials.find(metric.name, metric.scope);
    if (column == trials.metrics.size())
        return kNever;
    const Summary summary =
        summarise(trials.metric(column), {trials.first, is_antithetic}, sim::Better::kNeither);
    if (metric.statistic.empty() || metric.statistic == "mean")
        return ratio((summary.mean_interval.high - summary.mean_interval.low) / 2, summary.mean);
    const double p = percentile_of(metric.statistic);
    const Interval interval = percentile_interval(summary.sorted, p, kSummaryLevel);
    return ratio((interval.high - interval.low) / 2, summary.percentile(p));
}

}  // namespace headroom::study
