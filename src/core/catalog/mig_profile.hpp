#pragma once

// The notation of MIG profiles: "1g.10gb:7" is a profile of one compute slice and 10 GB, of which a
// GPU holds seven.

#include <string>
#include <string_view>

#include "sim/base/expected.hpp"
#include "src/core/catalog/fact.hpp"

namespace headroom::catalog {

// The error is what is wrong. A GPU has at most seven compute slices (NVIDIA MIG User Guide,
// https://docs.nvidia.com/datacenter/tesla/mig-user-guide/).
[[nodiscard]] expected<MigProfile, std::string> parse_mig_profile(std::string_view text);

}  // namespace headroom::catalog
