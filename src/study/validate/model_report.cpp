#include "src/study/validate/model_report.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "src/core/table/number_text.hpp"
#include "src/study/check/check_summary.hpp"

namespace headroom::study {
namespace {

constexpr int kFewestDigits = 5;
constexpr int kMostDigits = 12;
constexpr int kErrorDigits = 3;

std::string with_unit(const std::string& number, const ModelCheck& check) {
    return check.unit.empty() ? number : number + " " + check.unit;
}

// Of the reference, or in the unit where there is no such share.
bool is_in_percent(const ModelCheck& check) {
    return !check.is_absolute && check.reference != 0;
}

// Of the reference; infinite for NaN. What has a reference of 0 cannot be ranked.
double relative_error(const ModelCheck& check) {
    const double gap = std::abs(check.error());
    if (std::isnan(gap))
        return std::numeric_limits<double>::infinity();
    return check.reference == 0 ? 0 : gap / std::abs(check.reference);
}

std::string largest_error(const std::vector<ModelCheck>& checks) {
    const auto rank = [](const ModelCheck& check) {
        return std::pair(!check.holds(), relative_error(check));
    };
    const ModelCheck& worst =
        *std::max_element(checks.begin(), checks.end(),
                          [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    const double share = relative_error(worst);
    std::string text = error_text(worst);
    if (worst.reference != 0 && std::isfinite(share))
        text = report::significant_text(100 * share, kErrorDigits) + " % of the reference";
    return "largest error " + text + " (" + worst.model + ": " + worst.subject + ")";
}

}  // namespace

std::vector<std::string> model_names(const std::vector<ModelCheck>& checks) {
    std::vector<std::string> names;
    for (const ModelCheck& check : checks)
        if (std::find(names.begin(), names.end(), check.model) == names.end())
            names.push_back(check.model);
    return names;
}

std::vector<ModelCheck> select_model(const std::vector<ModelCheck>& checks,
                                     const std::string& model) {
    std::vector<ModelCheck> chosen;
    std::copy_if(checks.begin(), checks.end(), std::back_inserter(chosen),
                 [&](const ModelCheck& check) { return check.model == model; });
    return chosen;
}

std::string_view evidence_name(Evidence evidence) {
    switch (evidence) {
        case Evidence::kPrimary:
            return "primary";
        case Evidence::kSecondary:
            return "secondary";
        case Evidence::kDerived:
            break;
    }
    return "derived";
}

std::string model_sentence(const std::vector<ModelCheck>& checks) {
    if (checks.empty())
        return "0 of 0 values reproduced";
    const auto count = [&](const auto& is_so) {
        return static_cast<std::size_t>(std::count_if(checks.begin(), checks.end(), is_so));
    };
    const std::size_t good = count([](const ModelCheck& check) { return check.holds(); });
    const std::size_t fitted = count([](const ModelCheck& check) { return !check.fitted.empty(); });
    return std::to_string(good) + " of " + counted(checks.size(), "value") + " reproduced; " +
           largest_error(checks) + ", " + counted(fitted, "row") +
           (fitted == 1 ? " rests" : " rest") + " on parameters fitted to them";
}

std::string ours_text(const ModelCheck& check) {
    const double scale = check.is_absolute ? 1 : std::abs(check.reference);
    const double finest = 0.1 * check.tolerance * scale;
    int digits = kFewestDigits;
    while (digits < kMostDigits &&
           std::abs(report::round_significant(check.ours, digits) - check.ours) > finest)
        ++digits;
    return report::significant_text(check.ours, digits);
}

std::string error_text(const ModelCheck& check) {
    const double error = check.error();
    if (!std::isfinite(error))
        return "not a number";
    const std::string sign = error > 0 ? "+" : "";
    if (is_in_percent(check))
        return sign +
               report::significant_text(100 * error / std::abs(check.reference), kErrorDigits) +
               " %";
    return sign + with_unit(report::significant_text(error, kErrorDigits), check);
}

std::string tolerance_text(const ModelCheck& check) {
    if (is_in_percent(check))
        return report::significant_text(100 * check.tolerance, kErrorDigits) + " %";
    return with_unit(report::significant_text(check.tolerance, kErrorDigits), check);
}

}  // namespace headroom::study
