#include "src/study/compare/comparison_page.hpp"

#include <algorithm>
#include <cmath>

#include "src/core/table/number_text.hpp"
#include "src/study/compare/comparison_tables.hpp"

namespace headroom::study {
namespace {

using scenario::DrawKind;

constexpr const char* kGrowing =
    "work arrives faster than such a fleet can do it, so every wait is too short and grows with "
    "the time simulated";

std::string count_text(std::size_t count) {
    return report::group_thousands(static_cast<std::int64_t>(count));
}

// "95 %", "99.9 %"
std::string level_text(double level) {
    std::string text;
    report::append_shortest(text, std::round(1e6 * level) / 1e4);
    return text + " %";
}

std::vector<std::string> labels_of(const Comparison& comparison,
                                   const std::vector<std::size_t>& which) {
    std::vector<std::string> labels;
    for (const std::size_t i : which)
        labels.push_back(comparison.alternatives[i].label);
    return labels;
}

// "variant late, fleet.h100.nodes = 100"
std::string changes_of(const report::Provenance& origin) {
    std::string text = origin.variant.empty() ? "" : "variant " + origin.variant;
    for (const auto& [path, value] : origin.overrides)
        text += (text.empty() ? "" : ", ") + path + " = " + value;
    return text;
}

std::string draw_text(const scenario::Draw& draw) {
    switch (draw.kind) {
        case DrawKind::kFactor:
            return draw.name;
        case DrawKind::kGenerated:
            return "the jobs of " + draw.name;
        case DrawKind::kWeeks:
            return "the weeks of " + draw.name;
        case DrawKind::kCopies:
            return "which jobs of " + draw.name + " come again";
        case DrawKind::kHeld:
            return draw.name + " (given this history: " + draw.reason + ")";
        case DrawKind::kFailures:
            return "the failures of " + draw.name;
    }
    return "";
}

std::string draws_text(const Comparison& comparison, bool is_held) {
    std::vector<std::string> texts;
    for (const DrawnPart& part : comparison.draws) {
        if ((part.draw.kind == DrawKind::kHeld) != is_held)
            continue;
        texts.push_back(draw_text(part.draw));
        if (part.alternatives.size() < comparison.alternatives.size())
            texts.back() += " (in " + listed(labels_of(comparison, part.alternatives)) + ")";
    }
    return listed(texts);
}

void add_loud(const Comparison& comparison, ComparisonPage& page) {
    const bool has_trials = comparison.trials.wanted > 0;
    for (const ComparedAlternative& one : comparison.alternatives) {
        if (one.growing > 0) {
            const std::string how_often = " in " + count_text(one.growing) + " of " +
                                          count_text(comparison.trials.done) + " trials";
            page.loud.push_back(one.label + ": the queue is growing" +
                                (has_trials ? how_often : "") + ": " + kGrowing);
        }
        if (!one.is_measured)
            page.loud.push_back(one.label + ": stopped before it was simulated");
        else if (!one.is_complete)
            page.loud.push_back(one.label +
                                ": stopped early, so its numbers are of a part of the time");
    }
    if (has_trials && comparison.trials.done < comparison.trials.wanted)
        page.loud.push_back("stopped early: these are " + count_text(comparison.trials.done) +
                            " of " + count_text(comparison.trials.wanted) + " trials");
}

void add_facts(const Comparison& comparison, ComparisonPage& page) {
    for (std::size_t i = 0; i < comparison.alternatives.size(); ++i) {
        const ComparedAlternative& one = comparison.alternatives[i];
        const std::string changes = changes_of(one.origin);
        const std::string what = one.scenario + (changes.empty() ? "" : ": " + changes);
        page.facts.emplace_back(one.label, what + (i == 0 ? " (differences are to this)" : ""));
    }
    if (comparison.trials.wanted == 0)
        return;
    page.facts.emplace_back("Trials", count_text(comparison.trials.done) + ", the same for all; " +
                                          level_text(comparison.trials.level) + " intervals");
    const std::string varied = draws_text(comparison, false);
    const std::string held = draws_text(comparison, true);
    if (!varied.empty())
        page.facts.emplace_back("Varied", varied);
    if (!held.empty())
        page.facts.emplace_back("Held", held);
    if (!comparison.varies() && comparison.trials.done > 1)
        page.loud.emplace_back(
            "nothing varied: every trial is the same, and the intervals have no width");
}

void add_regret(const Comparison& comparison, const std::string& objective, ComparisonPage& page) {
    const auto metric =
        std::find_if(comparison.metrics.begin(), comparison.metrics.end(),
                     [&](const ComparedMetric& one) { return one.full_name() == objective; });
    if (metric == comparison.metrics.end() || !metric->regret)
        return;
    page.regret = regret_table(comparison, *metric);
    const RegretTable& regret = *metric->regret;
    page.conclusions.push_back(
        "By " + objective +
        ", least expected regret: " + listed(labels_of(comparison, regret.least_expected)) +
        "; least worst regret: " + listed(labels_of(comparison, regret.least_worst)) +
        ". Regret is the distance to the best alternative of the same trial.");
}

// Which intervals hold less often than they say, because the differences are skewed.
void add_skewness(const Comparison& comparison, const ComparisonView& view, ComparisonPage& page) {
    constexpr std::size_t kMostNames = 4;
    std::vector<std::string> names;
    double needed = 0;
    for (const std::size_t place : view.metrics) {
        const ComparedMetric& metric = comparison.metrics[place];
        for (std::size_t i = 1; i < metric.trials.size(); ++i) {
            const PairedDifference& paired = *metric.trials[i].against_base;
            if (paired.trials_for_skewness() <= static_cast<double>(paired.difference.n))
                continue;
            needed = std::max(needed, paired.trials_for_skewness());
            names.push_back(metric.full_name() + " (" + comparison.alternatives[i].label + ")");
        }
    }
    if (names.empty())
        return;
    if (names.size() > kMostNames) {
        const std::string more = count_text(names.size() - kMostNames) + " more";
        names.resize(kMostNames);
        names.push_back(more);
    }
    page.notes.push_back("these are few trials for differences as skewed as those of " +
                         listed(names) + ": their intervals hold the truth less often than " +
                         level_text(comparison.trials.level) + "; Cochran's rule asks for " +
                         count_text(static_cast<std::size_t>(std::ceil(needed))) + " trials");
}

// What the metrics' warnings say was said already, for all alternatives at once.
bool is_said(const std::string& warning) {
    return warning.starts_with("the queue is growing") || warning.starts_with("stopped early");
}

void add_notes(const Comparison& comparison, ComparisonPage& page) {
    std::vector<std::pair<std::string, std::vector<std::size_t>>> notes;
    for (std::size_t i = 0; i < comparison.alternatives.size(); ++i) {
        for (const std::string& warning : comparison.alternatives[i].warnings) {
            if (is_said(warning))
                continue;
            auto note = std::find_if(notes.begin(), notes.end(),
                                     [&](const auto& one) { return one.first == warning; });
            if (note == notes.end())
                note = notes.insert(notes.end(), {warning, {}});
            note->second.push_back(i);
        }
    }
    for (const auto& [text, which] : notes)
        page.notes.push_back(which.size() == comparison.alternatives.size()
                                 ? text
                                 : listed(labels_of(comparison, which)) + ": " + text);
}

}  // namespace

ComparisonPage comparison_page(const Comparison& comparison, const ComparisonView& view) {
    ComparisonPage page;
    std::vector<std::size_t> all(comparison.alternatives.size());
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i] = i;
    page.title = "Compared: " + listed(labels_of(comparison, all));
    add_loud(comparison, page);
    add_facts(comparison, page);
    const bool has_trials = comparison.trials.wanted > 0;
    page.metrics = has_trials ? trials_table(comparison, view) : plain_table(comparison, view);
    if (has_trials) {
        add_regret(comparison, view.objective, page);
        add_skewness(comparison, view, page);
    }
    add_notes(comparison, page);
    return page;
}

}  // namespace headroom::study
