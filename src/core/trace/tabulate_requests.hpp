#pragma once

// What a trace of LLM requests is like, as a table: what `headroom import` shows of it.

#include "src/core/table/table.hpp"
#include "src/core/trace/requests.hpp"

namespace headroom::trace {

// "statistics": statistic ("prompt_tokens.p95"), unit ("s", "1/s", "tok", "" for counts), value:
// requests, span, rate, the time between one and the next, tokens in and out. Percentiles are
// nearest ranks. Of fewer than two requests, what needs two is left out. Pure; O(n log n).
[[nodiscard]] report::Table tabulate_requests(const Requests& requests);

}  // namespace headroom::trace
