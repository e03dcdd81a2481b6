#pragma once

// Finds the smallest value of a setting for which targets hold, or the points of a grid that hold
// and that nothing beats.

#include "src/study/evaluate/parallel.hpp"
#include "src/study/size/size_report.hpp"

namespace headroom::study {

// Tries the same points whatever the number of threads. A stop request leaves what was tried.
[[nodiscard]] expected<SizeReport, LoadFailure> run_size(const WhatIf& base,
                                                         const SizePlan& plan,
                                                         const StudyControl& control = {});

}  // namespace headroom::study
