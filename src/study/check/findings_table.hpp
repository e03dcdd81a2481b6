#pragma once

// The table of failures that the comment and the step's summary share.

#include <cstddef>
#include <string>
#include <string_view>

#include "src/study/check/check_report.hpp"

namespace headroom::study {

// With an empty line before it; nothing where all holds.
[[nodiscard]] std::string findings_table(const CheckReport& report,
                                         std::string_view link_base,
                                         std::size_t most_bytes);

}  // namespace headroom::study
