#include "src/study/size/explain_size.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "src/core/table/number_text.hpp"
#include "src/study/check/value_text.hpp"

namespace headroom::study {
namespace {

using report::group_thousands;
using report::percent_text;

std::string count_text(std::size_t count, const char* one, const char* many) {
    return group_thousands(static_cast<std::int64_t>(count)) + " " + (count == 1 ? one : many);
}

std::string tried_text(const SizeReport& report) {
    return report.plan.paths.size() == 1
               ? count_text(report.tried.size(), "value", "values") + " tried"
               : count_text(report.tried.size(), "point", "points") + " tried";
}

std::string target_text(const scenario::Assertion& target) {
    return target.metric + " " + target.wanted;
}

// "all 2 targets hold", "… in at least 95 % of 200 trials"
std::string targets_hold(const SizePlan& plan) {
    std::string text = plan.targets.size() == 1
                           ? "the target holds"
                           : "all " + std::to_string(plan.targets.size()) + " targets hold";
    if (plan.trials > 0)
        text += " in at least " + percent_text(plan.confidence) + " of " +
                count_text(plan.trials, "trial", "trials");
    return text;
}

std::string range_text(const ValueRange& range) {
    return range.text(0) + "…" + range.text(range.size() - 1);
}

double relative_excess(const scenario::Assertion& target, const JudgedTarget& judged) {
    if (!judged.found)
        return std::numeric_limits<double>::infinity();
    const double limit =
        target.claim.probability ? target.claim.probability->share : target.claim.condition.limit;
    const double distance = std::fabs(*judged.found - limit);
    return limit == 0 ? distance : distance / std::fabs(limit);
}

double limit_of(const scenario::Claim& claim) {
    return claim.probability ? claim.probability->share : claim.condition.limit;
}

// "wait.p95 <= 4 h is missed: 5 h 12 min, 30.0 % above, in 34 of 100 trials"
std::string miss_text(const SizePlan& plan,
                      const scenario::Assertion& target,
                      const JudgedTarget& judged) {
    std::string text = target_text(target) + " is missed: ";
    if (!judged.found)
        return text + "not measured";
    const std::string unit = target.claim.probability ? "" : target.claim.condition.metric.unit;
    text += found_text(target, judged) + ", " +
            distance_text(*judged.found, limit_of(target.claim), unit);
    if (plan.trials > 0 && !target.claim.needs_trials())
        text += ", in " + group_thousands(static_cast<std::int64_t>(judged.missed)) + " of " +
                count_text(plan.trials, "trial", "trials");
    return text;
}

// Each target may hold in enough trials and all of them together in too few.
std::string misses_text(const SizePlan& plan, const TriedPoint& point) {
    std::string text;
    for (std::size_t t = 0; t < plan.targets.size(); ++t)
        if (!point.targets[t].holds)
            text += (text.empty() ? "" : "; ") + miss_text(plan, plan.targets[t], point.targets[t]);
    if (text.empty() && point.share)
        text = "all targets hold together in only " + percent_text(point.share->value()) +
               " of the trials";
    return text;
}

// The target that is nearest to its limit.
std::string margin_text(const SizePlan& plan, const TriedPoint& point) {
    std::size_t nearest = 0;
    for (std::size_t t = 1; t < plan.targets.size(); ++t)
        if (relative_excess(plan.targets[t], point.targets[t]) <
            relative_excess(plan.targets[nearest], point.targets[nearest]))
            nearest = t;
    const scenario::Assertion& target = plan.targets[nearest];
    const JudgedTarget& judged = point.targets[nearest];
    if (!judged.found)
        return "";
    const std::string unit = target.claim.probability ? "" : target.claim.condition.metric.unit;
    return (plan.targets.size() > 1 ? "the nearest to its limit, " + target_text(target) + ","
                                    : target_text(target)) +
           " is at " + found_text(target, judged) + ", " +
           distance_text(*judged.found, limit_of(target.claim), unit);
}

std::string share_text(const SizePlan& plan, const Share& share) {
    return count_text(share.successes, "trial", "trials") + " of " +
           group_thousands(static_cast<std::int64_t>(plan.trials)) + " (" +
           percent_text(share.value()) + "; with 95 % confidence between " +
           percent_text(share.interval.low) + " and " + percent_text(share.interval.high) + ")";
}

std::string search_sentence(const SizeReport& report) {
    const SizedPath& path = report.plan.paths.front();
    if (!report.answer)
        return "No value of " + path.path + " in " + range_text(path.range) +
               (report.is_complete && !report.is_cut ? " is enough that "
                                                     : " tried is enough that ") +
               targets_hold(report.plan) + "; " + tried_text(report);
    const TriedPoint& answer = report.tried[*report.answer];
    const std::string value = report.point_text(answer.point);
    if (answer.point == 0)
        return value + ", the lowest of " + range_text(path.range) +
               ", is enough already: " + targets_hold(report.plan) + "; " + tried_text(report);
    const bool is_sure = report.is_complete && (report.is_monotone || !report.is_cut);
    return value + " is the smallest " + (is_sure ? "of " : "found in ") + range_text(path.range) +
           " for which " + targets_hold(report.plan) + "; " + tried_text(report);
}

std::string grid_sentence(const SizeReport& report) {
    const auto holding = static_cast<std::size_t>(
        std::count_if(report.tried.begin(), report.tried.end(),
                      [](const TriedPoint& point) { return point.holds; }));
    if (holding == 0)
        return "At no point of the grid " + targets_hold(report.plan) + "; " + tried_text(report);
    std::string objectives;
    for (const Objective& objective : report.plan.objectives)
        objectives += (objectives.empty() ? "" : ", ") + objective.text;
    return "At " + group_thousands(static_cast<std::int64_t>(holding)) + " of " +
           count_text(report.tried.size(), "point", "points") + " " + targets_hold(report.plan) +
           "; none beats " +
           (report.front.size() == 1 ? "this one"
                                     : "these " + std::to_string(report.front.size())) +
           " in " + objectives;
}

// The two values between which a stopped or cut search ended.
std::string bracket_text(const SizeReport& report) {
    if (!report.answer)
        return report.tried.empty() ? "nothing is known yet" : "nothing tried so far holds";
    const std::size_t answer = *report.answer;
    const std::string holds = report.point_text(report.tried[answer].point);
    if (answer == 0)
        return holds + " holds";
    return holds + " holds and " + report.point_text(report.tried[answer - 1].point) + " fails";
}

const TriedPoint* first_failing_above(const SizeReport& report) {
    for (std::size_t i = *report.answer; i < report.tried.size(); ++i)
        if (!report.tried[i].holds)
            return &report.tried[i];
    return nullptr;
}

}  // namespace

std::string answer_sentence(const SizeReport& report) {
    return report.plan.is_search ? search_sentence(report) : grid_sentence(report);
}

std::vector<std::string> doubts(const SizeReport& report) {
    std::vector<std::string> texts;
    if (!report.is_complete)
        texts.push_back("stopped early: " + (report.plan.is_search
                                                 ? bracket_text(report)
                                                 : "only a part of the grid was tried"));
    if (!report.is_monotone) {
        const TriedPoint* fails = first_failing_above(report);
        texts.push_back(
            "NOT MONOTONE: " + report.point_text(report.tried[*report.answer].point) +
            " holds and " + (fails == nullptr ? "a larger one" : report.point_text(fails->point)) +
            ", which is more, fails" +
            (report.is_cut || !report.is_complete ? ""
                                                  : "; every value below the answer was tried"));
    }
    if (report.is_cut)
        texts.push_back("--most-probes " + std::to_string(report.plan.most_probes) +
                        " ended the search before it was done: " + bracket_text(report));
    if (report.answer && report.tried[*report.answer].is_within_noise(report.plan.confidence))
        texts.push_back("whether it holds in " + percent_text(report.plan.confidence) +
                        " is within the noise of " +
                        count_text(report.plan.trials, "trial", "trials"));
    return texts;
}

std::vector<std::string> reasons(const SizeReport& report) {
    std::vector<std::string> texts;
    if (report.front.empty()) {
        if (const TriedPoint* best = best_failing(report))
            texts.push_back("The best, " + report.point_text(best->point) + ": " +
                            misses_text(report.plan, *best) + ".");
        return texts;
    }
    if (!report.answer)
        return texts;
    const TriedPoint& answer = report.tried[*report.answer];
    if (answer.share)
        texts.push_back("They hold in " + share_text(report.plan, *answer.share) + ".");
    if (const TriedPoint* below = report.find(answer.point - 1))
        texts.push_back("One step less, " + report.point_text(below->point) + ": " +
                        misses_text(report.plan, *below) + ".");
    const std::string margin = margin_text(report.plan, answer);
    if (!margin.empty())
        texts.push_back("At the answer " + margin + ".");
    if (const TriedPoint* above = report.find(answer.point + 1))
        texts.push_back(
            "One step more, " + report.point_text(above->point) + ": " +
            (above->holds ? margin_text(report.plan, *above) : misses_text(report.plan, *above)) +
            ".");
    return texts;
}

std::string found_text(const scenario::Assertion& target, const JudgedTarget& judged) {
    if (!judged.found)
        return "-";
    const std::string& unit = target.claim.condition.metric.unit;
    const bool is_share =
        target.claim.probability || (unit.empty() && target.wanted.ends_with('%'));
    return is_share ? percent_text(*judged.found) : value_text(*judged.found, unit);
}

const TriedPoint* best_failing(const SizeReport& report) {
    const TriedPoint* best = nullptr;
    const auto badness = [&](const TriedPoint& point) {
        std::size_t missed = 0;
        double excess = 0;
        for (std::size_t t = 0; t < point.targets.size(); ++t) {
            if (point.targets[t].holds)
                continue;
            ++missed;
            excess = std::max(excess, relative_excess(report.plan.targets[t], point.targets[t]));
        }
        const std::size_t trials = point.share ? report.plan.trials - point.share->successes : 0;
        return std::tuple(missed, trials, excess);
    };
    for (const TriedPoint& point : report.tried)
        if (!point.holds && (best == nullptr || badness(point) < badness(*best)))
            best = &point;
    return best;
}

}  // namespace headroom::study
