#pragma once

// A comparison as a page of text for a terminal.

#include <string>

#include "src/study/compare/comparison_page.hpp"

namespace headroom::cli {

[[nodiscard]] std::string comparison_text(const study::ComparisonPage& page);

}  // namespace headroom::cli
