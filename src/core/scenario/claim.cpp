#include "src/core/scenario/claim.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "sim/base/units.hpp"
#include "sim/model/metrics.hpp"
#include "src/core/scenario/describe_problem.hpp"
#include "src/core/scenario/statistic_names.hpp"
#include "src/core/scenario/value.hpp"
#include "src/core/text/diagnostic.hpp"

namespace headroom::scenario {
namespace {

constexpr std::array<std::pair<std::string_view, Relation>, 6> kRelations{{
    {"<=", Relation::kAtMost},
    {">=", Relation::kAtLeast},
    {"==", Relation::kEqual},
    {"!=", Relation::kNotEqual},
    {"<", Relation::kLess},
    {">", Relation::kGreater},
}};

constexpr std::array<std::string_view, 9> kScopes{"cluster", "site",  "hall",  "fleet", "partition",
                                                  "tenant",  "month", "cause", "limit"};

// How a unit is written in a metric's name, how in a limit, and what one of it is in SI units.
struct MetricUnit {
    std::string_view unit;
    std::string_view suffix;
    Dimension dimension;
    double in_si;
};
constexpr std::array<MetricUnit, 8> kUnits{{
    {"s", "_s", Dimension::kTime, 1},
    {"h", "_h", Dimension::kTime, 3600},
    {"degC", "_c", Dimension::kTemperature, 1},
    {"kg/kWh", "", Dimension::kMassPerEnergy, 1 / 3.6e6},
    {"GPUh", "_gpu_h", Dimension::kGpuTime, 3600},
    {"kW", "_kw", Dimension::kPower, 1e3},
    {"kWh", "_kwh", Dimension::kEnergy, 3.6e6},
    {"kg", "_kg", Dimension::kMass, 1},
}};

std::string_view trim(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

template <std::size_t N>
std::vector<std::string> as_strings(const std::array<std::string_view, N>& texts) {
    return {texts.begin(), texts.end()};
}

template <std::size_t N>
bool is_one_of(std::string_view text, const std::array<std::string_view, N>& texts) {
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

std::string did_you_mean(const std::string& word, const std::vector<std::string>& known) {
    const std::string near = nearest_name(word, known);
    return near.empty() ? "" : "did you mean '" + near + "'?";
}

const MetricUnit* find_unit(std::string_view unit) {
    const auto* found = std::find_if(kUnits.begin(), kUnits.end(),
                                     [&](const MetricUnit& one) { return one.unit == unit; });
    return found == kUnits.end() ? nullptr : found;
}

// Those of that name, with or without its unit: gpu.allocated is a share and, with GPUh, a time.
std::vector<const sim::MetricDescription*> metrics_called(std::string_view name) {
    std::vector<const sim::MetricDescription*> found;
    for (const sim::MetricDescription& metric : sim::metric_descriptions()) {
        if (metric.name == name) {
            found.insert(found.begin(), &metric);
        } else if (bare_metric_name(metric) == name) {
            found.push_back(&metric);
        }
    }
    return found;
}

ProblemText unknown_metric(std::string_view name) {
    std::vector<std::string> known;
    for (const sim::MetricDescription& metric : sim::metric_descriptions()) {
        known.emplace_back(metric.name);
        known.emplace_back(bare_metric_name(metric));
    }
    return {"there is no metric '" + std::string(name) + "'",
            "one of those that headroom --list-metrics prints",
            did_you_mean(std::string(name), known)};
}

// The name still has no unit then.
expected<MetricName, ProblemText> split_metric(std::string_view text) {
    MetricName metric;
    const std::size_t bracket = text.find('[');
    const std::size_t close = text.rfind(']');
    const bool has_scope = bracket != std::string_view::npos;
    const std::size_t at = text.find('@', has_scope && close != text.npos ? close : 0);
    if (has_scope) {
        const std::size_t end = std::min(at, text.size());
        if (close == std::string_view::npos || close + 1 != end || close < bracket) {
            return unexpected(ProblemText{"has a bracket that is not closed",
                                          "a metric such as wait.p95[partition=long]", ""});
        }
        metric.scope = trim(text.substr(bracket + 1, close - bracket - 1));
        const std::string kind = metric.scope.substr(0, metric.scope.find('='));
        if (!is_one_of(kind, kScopes) || metric.scope.size() < kind.size() + 2) {
            return unexpected(
                ProblemText{"has the scope [" + metric.scope + "]",
                            "[NAME=VALUE] with one of " + list_names(as_strings(kScopes), "or"),
                            did_you_mean(kind, as_strings(kScopes))});
        }
    }
    if (at != std::string_view::npos) {
        metric.statistic = trim(text.substr(at + 1));
        if (!is_one_of(metric.statistic, kStatisticNames)) {
            return unexpected(
                ProblemText{"'" + metric.statistic + "' is no statistic over trials",
                            list_names(as_strings(kStatisticNames), "or"),
                            did_you_mean(metric.statistic, as_strings(kStatisticNames))});
        }
    }
    metric.name = trim(text.substr(0, std::min(bracket, at)));
    return metric;
}

// A limit in the metric's unit.
expected<double, std::string> parse_limit(std::string_view text, std::string_view unit) {
    if (unit == "date") {
        const auto instant = parse_instant(text);
        if (!instant) {
            return unexpected(instant.error());
        }
        return static_cast<double>(instant->unix_us) * 1e-6;
    }
    const MetricUnit* known = find_unit(unit);
    // A unit that stands for no dimension of ours, "m3", may be written or left out.
    if (known == nullptr && !unit.empty()) {
        const std::string_view number =
            text.ends_with(unit) ? trim(text.substr(0, text.size() - unit.size())) : text;
        const auto plain = parse_quantity(number, Dimension::kCount);
        return plain ? expected<double, std::string>(plain->value)
                     : unexpected("a number of " + std::string(unit));
    }
    const Dimension dimension = known == nullptr ? Dimension::kFraction : known->dimension;
    const auto parsed = parse_quantity(text, dimension);
    if (!parsed) {
        return unexpected(parsed.error());
    }
    return known == nullptr ? parsed->value : parsed->value / known->in_si;
}

struct SplitRelation {
    Relation relation;
    std::string_view before;
    std::string_view limit;
};

// At the first relation outside brackets.
std::optional<SplitRelation> split_relation(std::string_view text) {
    int depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        depth += text[i] == '[' ? 1 : text[i] == ']' ? -1 : 0;
        for (const auto& [sign, relation] : kRelations) {
            if (depth == 0 && text.substr(i).starts_with(sign)) {
                return SplitRelation{relation, trim(text.substr(0, i)),
                                     trim(text.substr(i + sign.size()))};
            }
        }
    }
    return std::nullopt;
}

ProblemText wants_relation(std::string_view text) {
    return {quote(text) + " is no comparison", "one such as \"<= 4 h\"",
            text.starts_with('=') ? "equality is written ==" : ""};
}

expected<Condition, ProblemText> make_condition(std::string_view metric,
                                                const SplitRelation& comparison) {
    const auto split = split_metric(trim(metric));
    if (!split) {
        return unexpected(split.error());
    }
    const auto candidates = metrics_called(split->name);
    if (candidates.empty()) {
        return unexpected(unknown_metric(split->name));
    }
    std::string first_error;
    for (const sim::MetricDescription* candidate : candidates) {
        const auto limit = parse_limit(comparison.limit, candidate->unit);
        if (limit) {
            Condition condition{*split, comparison.relation, *limit};
            condition.metric.name = candidate->name;
            condition.metric.unit = candidate->unit;
            return condition;
        }
        first_error = first_error.empty() ? limit.error() : first_error;
    }
    return unexpected(
        ProblemText{"the limit " + quote(comparison.limit) + ": " + first_error, "", ""});
}

expected<Claim, ProblemText> parse_probability(std::string_view inner, const SplitRelation& outer) {
    const auto comparison = split_relation(inner);
    if (!comparison) {
        return unexpected(ProblemText{"prob() holds no comparison", "prob(wait.p95 > 4 h)", ""});
    }
    auto condition = make_condition(comparison->before, *comparison);
    if (!condition) {
        return unexpected(condition.error());
    }
    if (!condition->metric.statistic.empty()) {
        return unexpected(
            ProblemText{"a probability is over trials already", "no @ in prob()", ""});
    }
    const auto share = parse_quantity(outer.limit, Dimension::kFraction);
    if (!share || share->value < 0 || share->value > 1) {
        return unexpected(ProblemText{"the limit " + quote(outer.limit) + " is no probability",
                                      "a share such as \"5 %\"", ""});
    }
    return Claim{std::move(*condition), Probability{outer.relation, share->value}};
}

}  // namespace

std::string_view relation_text(Relation relation) {
    const auto* found = std::find_if(kRelations.begin(), kRelations.end(),
                                     [&](const auto& entry) { return entry.second == relation; });
    return found->first;
}

std::string_view bare_metric_name(const sim::MetricDescription& metric) {
    const MetricUnit* unit = find_unit(metric.unit);
    const bool has_suffix = unit != nullptr && metric.name.ends_with(unit->suffix);
    return metric.name.substr(0, metric.name.size() - (has_suffix ? unit->suffix.size() : 0));
}

bool holds(double value, Relation relation, double limit) {
    switch (relation) {
        case Relation::kLess:
            return value < limit;
        case Relation::kAtMost:
            return value <= limit;
        case Relation::kEqual:
            return value == limit;
        case Relation::kNotEqual:
            return value != limit;
        case Relation::kAtLeast:
            return value >= limit;
        case Relation::kGreater:
            return value > limit;
    }
    return false;
}

std::string MetricName::full_name() const {
    return name + (scope.empty() ? "" : "[" + scope + "]") +
           (statistic.empty() ? "" : "@" + statistic);
}

expected<Claim, ProblemText> parse_claim(std::string_view metric, std::string_view wanted) {
    const auto comparison = split_relation(trim(wanted));
    if (!comparison || !comparison->before.empty() || comparison->limit.empty()) {
        return unexpected(wants_relation(wanted));
    }
    metric = trim(metric);
    constexpr std::string_view kProbability = "prob(";
    if (metric.starts_with(kProbability)) {
        if (!metric.ends_with(')')) {
            return unexpected(
                ProblemText{"has a parenthesis that is not closed", "prob(wait.p95 > 4 h)", ""});
        }
        metric.remove_prefix(kProbability.size());
        metric.remove_suffix(1);
        return parse_probability(metric, *comparison);
    }
    auto condition = make_condition(metric, *comparison);
    if (!condition) {
        return unexpected(condition.error());
    }
    return Claim{std::move(*condition), std::nullopt};
}

expected<MetricName, ProblemText> parse_metric_name(std::string_view text) {
    auto metric = split_metric(trim(text));
    if (!metric) {
        return metric;
    }
    const auto candidates = metrics_called(metric->name);
    if (candidates.empty()) {
        return unexpected(unknown_metric(metric->name));
    }
    metric->name = candidates.front()->name;
    metric->unit = candidates.front()->unit;
    return metric;
}

}  // namespace headroom::scenario
