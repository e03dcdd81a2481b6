#pragma once

// Reports of checks that nobody ran: one that a person would meet, and one full of what breaks
// formats.

#include "src/study/check/check_report.hpp"

namespace headroom::study {

// Three scenarios: one with a failed assertion, a warning, a baseline that differs and a metric
// that is not measured; one that passes over 200 trials; one that cannot be read.
[[nodiscard]] CheckReport small_report();

// One scenario whose every claim holds.
[[nodiscard]] CheckReport passing_report();

// Texts that break a format that does not escape: quotes, tags, "]]>", pipes, control characters,
// emoji, commands of GitHub, what is not UTF-8.
[[nodiscard]] const std::string& nasty_text();

// Every text of it is nasty_text(), `claims` of them fail.
[[nodiscard]] CheckReport nasty_report(std::size_t claims);

}  // namespace headroom::study
