#include "src/study/size/size_plan.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "src/core/run/read_overrides.hpp"
#include "src/core/table/number_text.hpp"

namespace headroom::study {
namespace {

constexpr std::size_t kMostPaths = 3;

class Planner {
public:
    Planner(const SizeQuestion& question, const WhatIf& base) : question_(question), base_(base) {
        plan_.trials = question.trials;
        plan_.confidence = question.confidence;
        plan_.is_exhaustive = question.is_exhaustive;
        plan_.most_probes = question.most_probes;
        plan_.is_search = question.paths.size() == 1 && question.minimise.empty();
    }

    expected<SizePlan, Diagnostics> make() {
        add_paths();
        add_targets();
        add_objectives();
        if (problems_.empty())
            check_size();
        if (problems_.empty())
            check_ends();
        if (!problems_.empty())
            return unexpected(std::move(problems_));
        return std::move(plan_);
    }

private:
    void complain(const char* option, scenario::ProblemText text) {
        Diagnostic fault;
        fault.place.file = option;
        fault.problem = std::move(text.problem);
        fault.wanted = std::move(text.wanted);
        fault.hint = std::move(text.hint);
        problems_.push_back(std::move(fault));
    }

    void add_paths() {
        if (question_.paths.empty() || question_.paths.size() > kMostPaths)
            complain("--path", {std::to_string(question_.paths.size()) + " paths are given",
                                "one to three, such as --path fleet.h100.nodes=1:200", ""});
        std::set<std::string> seen;
        for (const std::string& text : question_.paths) {
            auto change = parse_override(text, "--path");
            if (!change) {
                problems_.insert(problems_.end(), change.error().begin(), change.error().end());
                continue;
            }
            if (!seen.insert(change->path).second)
                complain("--path", {change->path + " is given twice", "each path once", ""});
            auto range = ValueRange::parse(change->value);
            if (range) {
                plan_.paths.push_back({change->path, std::move(*range)});
            } else {
                range.error().problem = change->path + ": " + range.error().problem;
                complain("--path", std::move(range.error()));
            }
        }
    }

    void add_targets() {
        if (const auto scenario = base_.scenario())
            for (const scenario::Assertion& assertion : scenario->assertions)
                add_assertion(assertion);
        for (const std::string& text : question_.targets) {
            auto target = parse_target(text);
            if (!target)
                problems_.insert(problems_.end(), target.error().begin(), target.error().end());
            else if (const std::string fault = why_not(*target); !fault.empty())
                complain("--target", {"'" + text + "' " + fault, "", ""});
            else
                plan_.targets.push_back(std::move(*target));
        }
        if (plan_.targets.empty() && question_.targets.empty())
            complain("targets",
                     {"there is no target to hold",
                      "--target \"wait.p95 <= 4 h\" here, or in the scenario a table [assert] with "
                      "\"wait.p95\" = \"<= 4 h\"",
                      plan_.notes.empty() ? "" : plan_.notes.front()});
    }

    void add_assertion(const scenario::Assertion& assertion) {
        if (assertion.level != scenario::AssertionLevel::kError)
            return;
        const std::string fault = why_not(assertion);
        if (fault.empty())
            plan_.targets.push_back(assertion);
        else
            plan_.notes.push_back(assertion.metric + " " + assertion.wanted + " " + fault);
    }

    // Why this cannot be a target; empty where it can.
    [[nodiscard]] std::string why_not(const scenario::Assertion& assertion) const {
        if (assertion.claim.condition.metric.name.starts_with("headroom."))
            return "is not judged: it is a search itself";
        if (assertion.claim.needs_trials() && question_.trials == 0)
            return "is not judged: it needs trials, such as --trials 200";
        return "";
    }

    void add_objectives() {
        for (const std::string& text : question_.minimise) {
            const auto path = std::find_if(plan_.paths.begin(), plan_.paths.end(),
                                           [&](const SizedPath& one) { return one.path == text; });
            if (path != plan_.paths.end()) {
                plan_.objectives.push_back(
                    {text, static_cast<std::size_t>(path - plan_.paths.begin()), {}});
                continue;
            }
            add_metric(text);
        }
        for (std::size_t i = 0; i < plan_.paths.size() && question_.minimise.empty(); ++i)
            plan_.objectives.push_back({plan_.paths[i].path, i, {}});
    }

    void add_metric(const std::string& text) {
        auto metric = scenario::parse_metric_name(text);
        if (!metric)
            return complain("--minimise",
                            {"'" + text + "' is no path of the grid and " + metric.error().problem,
                             metric.error().wanted, metric.error().hint});
        if (!metric->statistic.empty() && question_.trials == 0)
            return complain("--minimise", {"'" + text + "' needs trials", "--trials 200", ""});
        plan_.objectives.push_back({text, std::nullopt, std::move(*metric)});
    }

    void check_size() {
        if (plan_.is_search)
            return;
        std::int64_t points = 1;
        for (const SizedPath& path : plan_.paths)
            points = std::min(points, kMostGridPoints + 1) *
                     std::min(path.range.size(), kMostGridPoints + 1);
        if (points > kMostGridPoints)
            complain("--path",
                     {"the grid has more than " + report::group_thousands(kMostGridPoints) +
                          " points, and all of them are tried",
                      "a larger step or a shorter range", ""});
    }

    // What is wrong with a path shows at any of its values.
    void check_ends() {
        std::set<std::string> seen;
        for (const std::int64_t point : {std::int64_t{0}, plan_.points() - 1}) {
            const auto scenario = at_point(base_, plan_, point).scenario();
            if (scenario)
                continue;
            for (const Diagnostic& problem : scenario.error())
                if (seen.insert(problem.path + problem.problem).second)
                    problems_.push_back(problem);
        }
    }

    const SizeQuestion& question_;
    const WhatIf& base_;
    SizePlan plan_;
    Diagnostics problems_;
};

}  // namespace

std::int64_t SizePlan::points() const {
    std::int64_t all = 1;
    for (const SizedPath& path : paths)
        all *= path.range.size();
    return all;
}

std::vector<std::int64_t> SizePlan::places(std::int64_t point) const {
    std::vector<std::int64_t> found(paths.size());
    for (std::size_t i = paths.size(); i-- > 0;) {
        found[i] = point % paths[i].range.size();
        point /= paths[i].range.size();
    }
    return found;
}

WhatIf at_point(const WhatIf& base, const SizePlan& plan, std::int64_t point) {
    const std::vector<std::int64_t> places = plan.places(point);
    std::vector<scenario::Override> settings;
    std::string label;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const std::string value = plan.paths[i].range.text(places[i]);
        settings.push_back({plan.paths[i].path, value, {"--path", 0, 0}});
        label += (i == 0 ? "" : ", ") + plan.paths[i].path + "=" + value;
    }
    return base.with(std::move(label), settings);
}

expected<SizePlan, Diagnostics> plan_size(const SizeQuestion& question, const WhatIf& base) {
    return Planner(question, base).make();
}

}  // namespace headroom::study
