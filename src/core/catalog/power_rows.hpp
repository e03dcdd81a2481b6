#pragma once

// The notation of measured rows of GPU power: "150 W:0.845:0.771" is a cap with the speed and the
// energy for the same work, relative to no cap; "32:448.5 W" is the power at 32 requests at once.

#include <string>
#include <string_view>
#include <vector>

#include "sim/base/expected.hpp"
#include "src/core/catalog/fact.hpp"

namespace headroom::catalog {

// The error is what is wrong. Appends to `rows`; caps and speeds, or batches, must rise.
[[nodiscard]] expected<void, std::string> append_cap_row(std::string_view text,
                                                         std::vector<CapRow>& rows);
[[nodiscard]] expected<void, std::string> append_batch_row(std::string_view text,
                                                           std::vector<BatchRow>& rows);

}  // namespace headroom::catalog
