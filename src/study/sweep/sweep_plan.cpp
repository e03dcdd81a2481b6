#include "src/study/sweep/sweep_plan.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "src/core/run/read_overrides.hpp"
#include "src/core/scenario/key_path.hpp"
#include "src/study/search/value_list.hpp"

namespace headroom::study {
namespace {

constexpr const char* kOption = "--over";

Diagnostic fault_in(const std::string& option,
                    const std::string& path,
                    scenario::ProblemText text) {
    Diagnostic fault;
    fault.place.file = option;
    fault.path = path;
    fault.problem = std::move(text.problem);
    fault.wanted = std::move(text.wanted);
    fault.hint = std::move(text.hint);
    return fault;
}

// Saturates, as three axes of many values overflow.
std::size_t count_points(const std::vector<SweepAxis>& axes) {
    std::size_t points = 1;
    for (const SweepAxis& axis : axes)
        if (__builtin_mul_overflow(points, axis.values.size(), &points))
            return static_cast<std::size_t>(-1);
    return points;
}

struct Told {
    Diagnostic problem;
    std::size_t point = 0;  // the first that has it
    std::size_t more = 0;
    bool is_everywhere = false;
};

// The line of a setting has its value.
std::string without_line(Diagnostic problem) {
    problem.source_line.clear();
    return format_diagnostic(problem);
}

Diagnostic with_point(const SweepPlan& plan, Told told) {
    if (told.problem.place.file == kOption)
        told.problem.source_line.clear();
    if (told.is_everywhere)
        return std::move(told.problem);
    std::string& hint = told.problem.hint;
    hint += (hint.empty() ? "at " : "; at ") + plan.label(told.point);
    if (told.more > 0)
        hint += " and " + std::to_string(told.more) + " more points";
    return std::move(told.problem);
}

bool has_path(const std::vector<SweepAxis>& axes, const std::string& path) {
    return std::any_of(axes.begin(), axes.end(), [&](const SweepAxis& axis) {
        return scenario::parse_key_path(axis.path) == scenario::parse_key_path(path);
    });
}

}  // namespace

expected<std::vector<SweepAxis>, Diagnostics> parse_axes(const std::vector<std::string>& texts,
                                                         const std::string& option) {
    std::vector<SweepAxis> axes;
    Diagnostics problems;
    for (const std::string& text : texts) {
        auto setting = parse_override(text, option);
        if (!setting) {
            problems.insert(problems.end(), setting.error().begin(), setting.error().end());
            continue;
        }
        auto values = parse_values(setting->value);
        if (!values)
            problems.push_back(fault_in(option, setting->path, std::move(values.error())));
        else if (has_path(axes, setting->path))
            problems.push_back(fault_in(option, setting->path,
                                        {"is swept twice", "one list of values for a path", ""}));
        else
            axes.push_back({setting->path, std::move(*values)});
    }
    const std::size_t points = count_points(axes);
    if (problems.empty() && (axes.empty() || axes.size() > kMostAxes))
        problems.push_back(
            fault_in(option, "", {std::to_string(axes.size()) + " paths", "one to three", ""}));
    else if (problems.empty() && points > kMostPoints)
        problems.push_back(fault_in(
            option, "",
            {std::to_string(points) + " points", "at most " + std::to_string(kMostPoints), ""}));
    if (!problems.empty())
        return unexpected(std::move(problems));
    return axes;
}

std::size_t SweepPlan::size() const {
    return count_points(axes_);
}

const std::string& SweepPlan::value(std::size_t point, std::size_t axis) const {
    std::size_t below = 1;  // points for one value of this axis
    for (std::size_t i = axis + 1; i < axes_.size(); ++i)
        below *= axes_[i].values.size();
    const std::vector<std::string>& values = axes_[axis].values;
    return values[point / below % values.size()];
}

std::string SweepPlan::label(std::size_t point) const {
    std::string text;
    for (std::size_t i = 0; i < axes_.size(); ++i)
        text += (i == 0 ? "" : "; ") + axes_[i].path + "=" + value(point, i);
    return text;
}

WhatIf SweepPlan::what_if(std::size_t point) const {
    std::vector<scenario::Override> settings;
    for (std::size_t i = 0; i < axes_.size(); ++i)
        settings.push_back({axes_[i].path, value(point, i), {kOption, 0, 0}});
    return base_.with(label(point), settings);
}

LoadFailure join_failures(const SweepPlan& plan,
                          const std::vector<std::pair<std::size_t, LoadFailure>>& failures) {
    std::unordered_map<std::string, std::size_t> points_with;
    for (const auto& [point, failure] : failures)
        for (const Diagnostic& problem : failure.problems)
            ++points_with[without_line(problem)];
    LoadFailure joined;
    std::vector<Told> told;
    std::unordered_map<std::string, std::size_t> places;
    for (const auto& [point, failure] : failures) {
        if (failure.cause == LoadFailure::Cause::kInput)
            joined.cause = LoadFailure::Cause::kInput;
        for (const Diagnostic& problem : failure.problems) {
            const std::string same = without_line(problem);
            // What is wrong at every point is no matter of one value.
            const bool is_everywhere = points_with[same] >= plan.size();
            const auto [found, is_new] =
                places.try_emplace(is_everywhere ? same : format_diagnostic(problem), told.size());
            if (is_new)
                told.push_back({problem, point, 0, is_everywhere});
            else
                ++told[found->second].more;
        }
    }
    for (Told& one : told)
        joined.problems.push_back(with_point(plan, std::move(one)));
    return joined;
}

}  // namespace headroom::study
