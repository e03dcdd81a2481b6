#pragma once

// Slurm's notation for many host names: "gpu[001-064,070],login1", "rack[0-3]_blade[0-41]". Leading
// zeros of a range's begin say how many digits the numbers have.
// Source: https://slurm.schedmd.com/slurm.conf.html, section NODE CONFIGURATION.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/expected.hpp"

namespace headroom::inventory {

struct HostlistFault {
    std::size_t offset = 0;  // in the text, in bytes
    std::string problem;     // "range 5-2 goes down"
    std::string wanted;
};

constexpr std::size_t kMostHosts = 1'000'000;

// The names in the order of the text, repeated ones too; at most kMostHosts. O(hosts).
[[nodiscard]] expected<std::vector<std::string>, HostlistFault> expand_hostlist(
    std::string_view text);

// The names, each once and sorted, in this notation: expand_hostlist gives them back. Only the last
// number of a name becomes a range. O(hosts · log hosts).
[[nodiscard]] std::string compress_hostlist(std::span<const std::string> names);

// A list's parts at its commas that are not within brackets. Blanks around them are left off, empty
// ones are left out.
[[nodiscard]] std::vector<std::string_view> split_hostlist(std::string_view text);

}  // namespace headroom::inventory
