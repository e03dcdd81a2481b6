#include "src/study/check/check_summary.hpp"

#include <algorithm>

#include "src/core/table/number_text.hpp"

namespace headroom::study {
namespace {

std::string number_text(std::size_t number) {
    return report::group_thousands(static_cast<std::int64_t>(number));
}

// "1 fails", "2 fail".
std::string doing(std::size_t number, std::string_view verb) {
    return (number_text(number) + " ").append(verb) + (number == 1 ? "s" : "");
}

void append_listed(std::string& text, const std::string& part) {
    text += (text.empty() ? "" : ", ") + part;
}

}  // namespace

ClaimCounts count_claims(const CheckedScenario& scenario, ClaimKind kind) {
    ClaimCounts counts;
    for (const CheckedClaim& claim : scenario.claims) {
        if (claim.kind != kind)
            continue;
        if (claim.outcome == ClaimOutcome::kHolds)
            ++counts.hold;
        else
            ++(claim.level == ClaimLevel::kError ? counts.fail : counts.warn);
    }
    return counts;
}

CheckCounts count_check(const CheckReport& report) {
    CheckCounts counts;
    const auto add = [](ClaimCounts& sum, const ClaimCounts& more) {
        sum.hold += more.hold;
        sum.fail += more.fail;
        sum.warn += more.warn;
    };
    counts.scenarios = report.scenarios.size();
    for (const CheckedScenario& scenario : report.scenarios) {
        counts.passing += scenario.passes() ? 1 : 0;
        counts.unread += has_error(scenario.problems) ? 1 : 0;
        add(counts.assertions, count_claims(scenario, ClaimKind::kAssertion));
        add(counts.baseline, count_claims(scenario, ClaimKind::kBaseline));
    }
    return counts;
}

std::string verdict(const CheckReport& report) {
    const CheckCounts counts = count_check(report);
    const bool has_warnings = counts.assertions.warn + counts.baseline.warn > 0;
    const std::string word =
        !report.passes() ? "FAILED" : (has_warnings ? "passed with warnings" : "passed");
    return report.is_complete ? word : "stopped early, " + word + " so far";
}

std::string summary_numbers(const CheckReport& report) {
    const CheckCounts counts = count_check(report);
    const std::size_t failing = counts.scenarios - counts.passing;
    std::string text = counted(counts.scenarios, "scenario");
    if (failing > 0)
        text = number_text(failing) + " of " + text + (failing == 1 ? " fails" : " fail");
    const ClaimCounts& asserted = counts.assertions;
    const ClaimCounts& compared = counts.baseline;
    const ClaimCounts all{asserted.hold + compared.hold, asserted.fail + compared.fail,
                          asserted.warn + compared.warn};
    if (all.all() == 0)
        return text + "; no claims";
    std::string rest = counted(all.hold, "claim") + (all.hold == 1 ? " holds" : " hold");
    if (all.fail > 0)
        append_listed(rest, doing(all.fail, "fail"));
    if (all.warn > 0)
        append_listed(rest, counted(all.warn, "warning"));
    return text + "; " + rest;
}

std::string summary_line(const CheckReport& report) {
    return verdict(report) + ": " + summary_numbers(report);
}

std::string counts_text(const ClaimCounts& counts) {
    std::string text;
    if (counts.hold > 0)
        append_listed(text, doing(counts.hold, "hold"));
    if (counts.fail > 0)
        append_listed(text, doing(counts.fail, "fail"));
    if (counts.warn > 0)
        append_listed(text, counted(counts.warn, "warning"));
    return text.empty() ? "none" : text;
}

std::string counted(std::size_t number, std::string_view noun) {
    return (number_text(number) + " ").append(noun) + (number == 1 ? "" : "s");
}

}  // namespace headroom::study
