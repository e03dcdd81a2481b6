#pragma once

// The checks of models for people.

#include <string>
#include <vector>

#include "src/study/validate/model_check.hpp"

namespace headroom::cli {

// By model a line a check, then the sources, what was fitted, and a sentence.
[[nodiscard]] std::string models_text(const std::vector<study::ModelCheck>& checks);

}  // namespace headroom::cli
