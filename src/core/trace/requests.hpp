#pragma once

// A trace of requests to a language model: when each came and how many tokens it had. These are not
// jobs; they are read and described, but not simulated yet.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "src/core/trace/trace.hpp"

namespace headroom::trace {

// In columns, sorted by (time, row of the file).
struct Requests {
    std::string file;
    std::optional<Instant> zero;        // the time of the first request
    std::vector<std::int64_t> time_us;  // since zero
    std::vector<std::uint32_t> prompt_tokens;
    std::vector<std::uint32_t> generated_tokens;

    [[nodiscard]] std::size_t size() const { return time_us.size(); }
};

struct RequestFile {
    Requests requests;
    ReadReport report;
};

// Whether a file that begins so is one: the CSV of Azure's LLM inference traces, TIMESTAMP,
// ContextTokens, GeneratedTokens (github.com/Azure/AzurePublicDataset).
[[nodiscard]] bool is_like_requests(std::string_view head);

// Reads such a file, compressed or not. Errors as those of read_trace; a row without a time or
// without a count of tokens is left out. O(bytes + requests · log requests where they are not
// sorted).
[[nodiscard]] expected<RequestFile, Diagnostics> read_requests(const std::string& file,
                                                               const input::ReadWatch& watch = {});

}  // namespace headroom::trace
