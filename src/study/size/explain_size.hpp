#pragma once

// What `headroom size` found, in sentences: the same on a page and in JSON.

#include <string>
#include <vector>

#include "src/study/size/size_report.hpp"

namespace headroom::study {

// "fleet.h100.nodes = 112 is the smallest of 1…200 for which all 2 targets hold; 23 values tried".
[[nodiscard]] std::string answer_sentence(const SizeReport& report);

// What puts the answer in question: not monotone, cut off, stopped, within the noise.
[[nodiscard]] std::vector<std::string> doubts(const SizeReport& report);

// How sure the answer is, why the value below it fails and by how much the one above holds; or what
// still fails at the best value where none holds.
[[nodiscard]] std::vector<std::string> reasons(const SizeReport& report);

// "5 h 12 min"; "-" where it was not measured.
[[nodiscard]] std::string found_text(const scenario::Assertion& target, const JudgedTarget& judged);

// The best of those that fail: the fewest targets missed, then the most trials, then the least
// excess. Nothing was tried: nullptr.
[[nodiscard]] const TriedPoint* best_failing(const SizeReport& report);

}  // namespace headroom::study
