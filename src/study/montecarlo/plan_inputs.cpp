#include "src/study/montecarlo/plan_inputs.hpp"

#include <algorithm>
#include <optional>

#include "sim/base/entity.hpp"
#include "src/core/scenario/field_table.hpp"

namespace headroom::study {
namespace {

using mc::InputId;
using mc::PlanInput;
using mc::PlanLaw;

std::optional<PlanLaw> law_of(DistributionKind kind) {
    switch (kind) {
        case DistributionKind::kConstant:
            return PlanLaw::kConstant;
        case DistributionKind::kUniform:
            return PlanLaw::kUniform;
        case DistributionKind::kNormal:
            return PlanLaw::kNormal;
        case DistributionKind::kLognormal:
            return PlanLaw::kLognormal;
        case DistributionKind::kExponential:
            return PlanLaw::kExponential;
        case DistributionKind::kWeibull:
            return PlanLaw::kWeibull;
        case DistributionKind::kTriangular:
            return PlanLaw::kTriangular;
        case DistributionKind::kGamma:
        case DistributionKind::kBetaPert:
        case DistributionKind::kEmpirical:
        case DistributionKind::kQuantiles:
            break;
    }
    return std::nullopt;
}

const scenario::Field& field_named(std::string_view path) {
    const auto fields = scenario::field_table();
    const auto found = std::find_if(fields.begin(), fields.end(),
                                    [&](const auto& field) { return field.path == path; });
    return *found;
}

}  // namespace

PlanInputs::PlanInputs(const scenario::Scenario& scenario,
                       mc::FleetPlan& plan,
                       Diagnostics& problems)
    : scenario_(scenario),
      plan_(plan),
      problems_(problems),
      correlation_(scenario::FactorCorrelation::of(scenario.correlations)) {
    const auto& names = correlation_.names();
    if (names.size() > mc::kMaxCorrelated) {
        problems_.push_back(plan_problem(
            scenario_, "correlation", "names " + std::to_string(names.size()) + " factors",
            "at most " + std::to_string(mc::kMaxCorrelated) + " for the plan"));
        return;
    }
    plan_.correlated = static_cast<std::uint32_t>(names.size());
    for (std::size_t row = 0; row < names.size(); ++row) {
        for (std::size_t column = 0; column <= row; ++column) {
            plan_.correlation[row][column] = correlation_.lower(row, column);
        }
        // Every row draws, although the plan may not look at its factor.
        PlanInput input;
        input.law = PlanLaw::kUniform;
        input.b = 1;
        input.entity = entity_of(names[row], 0);
        input.correlated = static_cast<std::int32_t>(row);
        push(input);
    }
}

InputId PlanInputs::push(const PlanInput& input) {
    if (plan_.inputs == mc::kMaxInputs) {
        if (std::none_of(problems_.begin(), problems_.end(), [](const Diagnostic& problem) {
                return problem.problem == "has too many numbers for a plan";
            })) {
            problems_.push_back(
                plan_problem(scenario_, "plan", "has too many numbers for a plan",
                             "at most " + std::to_string(mc::kMaxInputs - 1) +
                                 ", those of fleets, halls and purchases together"));
        }
        return mc::kNothing;
    }
    plan_.input[plan_.inputs] = input;
    return static_cast<InputId>(plan_.inputs++);
}

PlanInput PlanInputs::input_of(const std::string& path, const scenario::Number& number) {
    PlanInput input;
    input.a = number.value;
    if (!number.distribution) {
        return input;
    }
    const Distribution& distribution = *number.distribution;
    const std::optional<PlanLaw> law = law_of(distribution.kind);
    if (!law) {
        problems_.push_back(
            plan_problem(scenario_, path, "is a distribution that the plan does not draw",
                         "uniform, normal, lognormal, exponential, weibull or triangular"));
        return input;
    }
    input.law = *law;
    input.a = distribution.a;
    input.b = distribution.b;
    input.c = distribution.c;
    input.entity = entity_of(path, 0);
    if (distribution.is_truncated()) {
        Distribution whole = distribution;
        whole.lowest = Distribution{}.lowest;
        whole.highest = Distribution{}.highest;
        input.below = cdf(whole, distribution.lowest);
        input.above = 1 - cdf(whole, distribution.highest);
        input.mass = 1 - input.below - input.above;
        input.lowest = distribution.lowest;
        input.highest = distribution.highest;
    }
    return input;
}

InputId PlanInputs::add(const std::string& path,
                        const scenario::Number& number,
                        std::string_view field,
                        double unit) {
    PlanInput input = input_of(path, number);
    const scenario::Range& range = field_named(field).range;
    input.unit = unit;
    if (input.law != PlanLaw::kConstant) {
        input.lowest = std::max(input.lowest, range.lowest);
        input.highest = std::min(input.highest, range.highest);
        input.is_whole = range.is_whole;
        const auto& names = correlation_.names();
        const auto found = std::find(names.begin(), names.end(), path);
        if (found != names.end() && plan_.correlated > 0) {
            input.correlated = static_cast<std::int32_t>(found - names.begin());
        }
    }
    return push(input);
}

InputId PlanInputs::add_law(const std::string& path, const scenario::Number& number, double unit) {
    PlanInput input = input_of(path, number);
    input.stream = Stream::kPlanLeadTime;
    input.unit = unit;
    return push(input);
}

InputId PlanInputs::add_constant(double value) {
    PlanInput input;
    input.a = value;
    return push(input);
}

Diagnostic plan_problem(const scenario::Scenario& scenario,
                        const std::string& path,
                        const std::string& problem,
                        const std::string& wanted) {
    Diagnostic found;
    const auto origin = scenario.origins.find(path);
    found.place =
        origin == scenario.origins.end() ? SourcePlace{scenario.file, 0, 0} : origin->second.place;
    found.path = path;
    found.problem = problem;
    found.wanted = wanted;
    return found;
}

}  // namespace headroom::study
