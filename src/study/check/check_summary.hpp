#pragma once

// A check in numbers, and the sentence that each format opens or ends with.

#include <cstddef>
#include <string>
#include <string_view>

#include "src/study/check/check_report.hpp"

namespace headroom::study {

struct ClaimCounts {
    std::size_t hold = 0;
    std::size_t fail = 0;  // of level error, those not measured among them
    std::size_t warn = 0;  // of level warning

    [[nodiscard]] std::size_t all() const { return hold + fail + warn; }
};

struct CheckCounts {
    std::size_t scenarios = 0;
    std::size_t passing = 0;
    std::size_t unread = 0;  // have a problem that kept them from running
    ClaimCounts assertions;
    ClaimCounts baseline;
};

[[nodiscard]] ClaimCounts count_claims(const CheckedScenario& scenario, ClaimKind kind);
[[nodiscard]] CheckCounts count_check(const CheckReport& report);

// "FAILED", "passed with warnings", "passed"; "stopped early, FAILED so far".
[[nodiscard]] std::string verdict(const CheckReport& report);

// "FAILED: 1 of 3 scenarios fails; 14 claims hold, 1 fails, 2 warnings". The verdict and the
// numbers.
[[nodiscard]] std::string summary_line(const CheckReport& report);
// What follows the verdict in it.
[[nodiscard]] std::string summary_numbers(const CheckReport& report);

// "14 hold, 1 fails, 2 warnings"; without what is none.
[[nodiscard]] std::string counts_text(const ClaimCounts& counts);

// "1 claim", "2,000 claims".
[[nodiscard]] std::string counted(std::size_t number, std::string_view noun);

}  // namespace headroom::study
