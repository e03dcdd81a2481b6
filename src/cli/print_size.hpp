#pragma once

// What `headroom size` found, as a page of text for a terminal.

#include <string>

#include "src/study/size/size_report.hpp"

namespace headroom::cli {

// The answer in one line, what puts it in question, why the neighbours fail, what was tried.
[[nodiscard]] std::string size_text(const study::SizeReport& report);

}  // namespace headroom::cli
