#pragma once

// A check for the terminal and the log of a CI job: what is wrong first, each with its place, then
// five lines that say how it stands.

#include <cstdint>
#include <string>

#include "src/study/check/check_report.hpp"

namespace headroom::study {

enum class Passes : std::uint8_t { kCounted, kListed };

// Without colours. Control characters of the scenario do not reach the terminal.
[[nodiscard]] std::string check_text(const CheckReport& report, Passes passes = Passes::kCounted);

}  // namespace headroom::study
