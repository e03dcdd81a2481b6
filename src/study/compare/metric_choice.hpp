#pragma once

// Which metrics a user wants to see of a study, by names with '*' and '?'. What a run measures is
// known only afterwards, so a scope that does not occur is found out then.

#include <string>
#include <vector>

#include "sim/model/metrics.hpp"
#include "src/core/text/diagnostic.hpp"

namespace headroom::study {

class MetricChoice {
public:
    // `texts` are as in "wait.p95[partition=long]", "wait.*" or "jobs.completed[tenant=*]"; none:
    // what a planner asks for first. `option` is the place of problems.
    [[nodiscard]] static expected<MetricChoice, Diagnostics> parse(
        const std::vector<std::string>& texts, const std::string& option);
    [[nodiscard]] static MetricChoice all() { return MetricChoice(); }

    // The indices of those wanted, in the order in which they were asked for; without scopes that
    // nobody asked for. O(metrics × patterns).
    [[nodiscard]] std::vector<std::size_t> select(const sim::Metrics& metrics) const;

    // Whether anything in particular was asked for.
    [[nodiscard]] bool is_asked() const { return is_asked_; }

    // A problem a pattern that matches none of them; none where nothing in particular was asked.
    [[nodiscard]] Diagnostics find_unmatched(const sim::Metrics& metrics) const;

private:
    struct Pattern {
        std::string text;
        std::string name;  // may hold * and ?, as the scope
        std::string scope;
    };
    [[nodiscard]] static bool matches(const Pattern& pattern, const sim::Metric& metric);
    [[nodiscard]] static expected<Pattern, Diagnostic> parse_pattern(const std::string& text);

    std::vector<Pattern> patterns_;  // none: everything
    bool is_asked_ = false;
    std::string option_;
};

}  // namespace headroom::study
