#pragma once

// What a result says of the machine and the time it was made at: device, host and timing. It is no
// part of result.bin, so that equal inputs give equal bytes, but of the summary.json beside it.

#include <string>

#include "src/core/result/result.hpp"

namespace headroom::report {

// Completes the provenance of what open_result(folder) gave. The error says in a sentence why it
// cannot: there is no summary.json, it is none, or it is of another run.
[[nodiscard]] expected<void, std::string> read_machine_facts(const std::string& folder,
                                                             RunSummary& summary);

}  // namespace headroom::report
