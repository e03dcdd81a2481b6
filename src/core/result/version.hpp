#pragma once

// Which build of the program this is.

#include <string>

namespace headroom::report {

[[nodiscard]] std::string program_version();  // "0.1.0"
[[nodiscard]] std::string
program_commit();  // "2db74ec51f3a", "-dirty" if changed; "unknown" outside git

}  // namespace headroom::report
