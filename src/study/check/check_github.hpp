#pragma once

// A check as annotations of a GitHub Actions step: lines on stdout that the runner takes as
// commands and shows at the line of the scenario.
// Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands

#include <cstddef>
#include <string>

#include "src/study/check/check_report.hpp"

namespace headroom::study {

// What GitHub shows of each severity in a step; it drops the rest without a word.
constexpr std::size_t kMostAnnotations = 10;

// Failures as errors, failed claims of level warning and warnings of problems as warnings, warnings
// of runs as notices. Where there are more of a kind than are shown, the last says how many more.
[[nodiscard]] std::string check_github(const CheckReport& report);

}  // namespace headroom::study
