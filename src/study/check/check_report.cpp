#include "src/study/check/check_report.hpp"

#include <algorithm>

namespace headroom::study {

std::string MeasuredMetric::full_name() const {
    std::string text = name;
    if (!scope.empty())
        text += "[" + scope + "]";
    return statistic.empty() ? text : text + "@" + statistic;
}

bool CheckedScenario::passes() const {
    return !has_error(problems) &&
           std::none_of(claims.begin(), claims.end(), [](const auto& claim) {
               return claim.level == ClaimLevel::kError && claim.outcome != ClaimOutcome::kHolds;
           });
}

bool CheckReport::passes() const {
    return std::all_of(scenarios.begin(), scenarios.end(),
                       [](const auto& scenario) { return scenario.passes(); });
}

}  // namespace headroom::study
