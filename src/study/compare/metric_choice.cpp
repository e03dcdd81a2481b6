#include "src/study/compare/metric_choice.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <string_view>
#include <utility>

#include "src/core/scenario/claim.hpp"
#include "src/core/text/glob.hpp"

namespace headroom::study {
namespace {

constexpr std::array<std::string_view, 27> kAskedFirst{
    "headroom.load",       "headroom.date", "wait.mean_s",
    "wait.p50_s",          "wait.p95_s",    "wait.p99_s",
    "wait.max_s",          "queue.growing", "jobs.completed",
    "jobs.rejected",       "jobs.killed",   "jobs.waiting_at_end",
    "jobs.running_at_end", "gpu.allocated", "gpu.stranded_gpu_h",
    "gpu.held_gpu_h",      "gpu.useful",    "failures.count",
    "work.lost_gpu_h",     "energy.it_kwh", "power.capped_gpu_h",
    "energy.facility_kwh", "pue",           "power.peak_kw",
    "power.peak_15min_kw", "water.m3",      "carbon.operational_kg"};

bool is_glob(std::string_view text) {
    return text.find_first_of("*?") != std::string_view::npos;
}

// With or without its unit: "wait.p9?" is wait.p95_s.
bool matches_name(std::string_view pattern, std::string_view name) {
    if (matches_glob(pattern, name))
        return true;
    const sim::MetricDescription* description = sim::find_description(name);
    return description != nullptr && is_glob(pattern) &&
           matches_glob(pattern, scenario::bare_metric_name(*description));
}

Diagnostic problem_with(const std::string& text, scenario::ProblemText told) {
    Diagnostic diagnostic;
    diagnostic.path = text;
    diagnostic.problem = std::move(told.problem);
    diagnostic.wanted = std::move(told.wanted);
    diagnostic.hint = std::move(told.hint);
    return diagnostic;
}

bool is_known(std::string_view pattern) {
    const auto& all = sim::metric_descriptions();
    return std::any_of(all.begin(), all.end(),
                       [&](const auto& one) { return matches_name(pattern, one.name); });
}

}  // namespace

expected<MetricChoice::Pattern, Diagnostic> MetricChoice::parse_pattern(const std::string& text) {
    const std::size_t bracket = std::min(text.find('['), text.size());
    const std::string name = text.substr(0, bracket);
    // A pattern stands for names; everything else about it is checked as of a name.
    const std::string plain = is_glob(name) ? "wait.mean" + text.substr(bracket) : text;
    const bool is_any_scope = text.substr(bracket) == "[*]";
    const auto parsed =
        scenario::parse_metric_name(is_any_scope ? plain.substr(0, plain.size() - 3) : plain);
    if (!parsed)
        return unexpected(problem_with(text, parsed.error()));
    if (!parsed->statistic.empty())
        return unexpected(problem_with(text, {"names a statistic over trials",
                                              "a metric without @; all of them are told", ""}));
    if (is_glob(name) && !is_known(name))
        return unexpected(problem_with(
            text, {"matches no metric", "one of those that headroom --list-metrics prints", ""}));
    return Pattern{text, is_glob(name) ? name : parsed->name, is_any_scope ? "?*" : parsed->scope};
}

expected<MetricChoice, Diagnostics> MetricChoice::parse(const std::vector<std::string>& texts,
                                                        const std::string& option) {
    MetricChoice choice;
    choice.option_ = option;
    choice.is_asked_ = !texts.empty();
    if (texts.empty())
        for (const std::string_view name : kAskedFirst)
            choice.patterns_.push_back({std::string(name), std::string(name), ""});
    Diagnostics problems;
    for (const std::string& text : texts) {
        auto pattern = parse_pattern(text);
        if (pattern) {
            choice.patterns_.push_back(std::move(*pattern));
            continue;
        }
        pattern.error().place.file = option;
        problems.push_back(std::move(pattern.error()));
    }
    if (!problems.empty())
        return unexpected(std::move(problems));
    return choice;
}

bool MetricChoice::matches(const Pattern& pattern, const sim::Metric& metric) {
    return matches_name(pattern.name, metric.name) &&
           (pattern.scope.empty() ? metric.scope.empty()
                                  : matches_glob(pattern.scope, metric.scope));
}

std::vector<std::size_t> MetricChoice::select(const sim::Metrics& metrics) const {
    std::vector<std::size_t> selected;
    if (patterns_.empty()) {
        selected.resize(metrics.size());
        std::iota(selected.begin(), selected.end(), std::size_t{0});
        return selected;
    }
    std::vector<bool> is_taken(metrics.size(), false);
    for (const Pattern& pattern : patterns_) {
        for (std::size_t i = 0; i < metrics.size(); ++i) {
            if (is_taken[i] || !matches(pattern, metrics[i]))
                continue;
            is_taken[i] = true;
            selected.push_back(i);
        }
    }
    return selected;
}

Diagnostics MetricChoice::find_unmatched(const sim::Metrics& metrics) const {
    Diagnostics problems;
    for (const Pattern& pattern : patterns_) {
        const bool is_found = !is_asked_ || std::any_of(metrics.begin(), metrics.end(),
                                                        [&](const sim::Metric& metric) {
                                                            return matches(pattern, metric);
                                                        });
        if (is_found)
            continue;
        std::vector<std::string> names;
        for (const sim::Metric& metric : metrics)
            names.push_back(metric.full_name());
        const std::string near = nearest_name(pattern.name + "[" + pattern.scope + "]", names);
        problems.push_back(problem_with(
            pattern.text, {"was measured in none of the alternatives", "a metric that --all lists",
                           near.empty() ? "" : "did you mean '" + near + "'?"}));
        problems.back().place.file = option_;
    }
    return problems;
}

}  // namespace headroom::study
