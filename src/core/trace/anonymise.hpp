#pragma once

// Names of people out of a trace: stable pseudonyms under a secret key. What a job did and when
// stays, which may itself tell who someone is; this is no promise of anonymity against those who
// know the site.

#include <string>
#include <string_view>
#include <vector>

#include "src/core/text/diagnostic.hpp"
#include "src/core/trace/trace.hpp"

namespace headroom::trace {

constexpr std::size_t kPseudonymKeyBytes = 32;

// The key of a file: 32 bytes. Where there is no such file, it is made with random bytes, readable
// by its owner alone.
struct PseudonymKey {
    std::string bytes;
    bool is_new = false;
};
[[nodiscard]] expected<PseudonymKey, Diagnostics> read_or_make_key(const std::string& file);

// Pseudonyms of names that are all different: "user-7f3a9c01", the first `digits` hexadecimal
// digits of HMAC-SHA-256 (RFC 2104) of kind, a zero byte and name. Names whose digits are the same
// each get so many more, four at a time, that they differ. The empty name stays empty. Pure.
[[nodiscard]] std::vector<std::string> pseudonyms(std::string_view key,
                                                  std::string_view kind,
                                                  const std::vector<std::string>& names,
                                                  std::size_t digits);

// Replaces users and accounts, and ids that are or may be names: all of a trace whose ids are
// names, and any with a letter in it. Drops hosts, and who cancelled a job from its state
// ("CANCELLED by 1000"). Partitions, QOS and GPU models stay. O(jobs).
void anonymise(Trace& trace, std::string_view key);

}  // namespace headroom::trace
