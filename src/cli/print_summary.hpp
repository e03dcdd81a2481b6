#pragma once

// The summary of a run for people: about ten lines, the same for a fresh run and an old result.

#include <string>

#include "src/core/result/result.hpp"

namespace headroom::cli {

[[nodiscard]] std::string summary_text(const report::RunSummary& summary);

}  // namespace headroom::cli
