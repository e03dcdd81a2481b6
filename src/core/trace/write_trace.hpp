#pragma once

// A trace as our own CSV (read_csv.cpp), so that any format becomes one that a spreadsheet opens.

#include <functional>

#include "src/core/table/write_table.hpp"
#include "src/core/trace/trace.hpp"

namespace headroom::trace {

// Columns id, submit, gpus, runtime, estimate and of the optional ones those that say something,
// hosts not among them. Seconds with up to six decimals; in a trace with dates, submit, eligible,
// start and end are dates ("2027-01-01T06:30:00.25Z").
//
// Read again, it is the same trace to the microsecond, if every id is there; but one with dates
// counts from its first submit, and a line break or zero byte in a text is a blank. False if
// `goes_on`, asked every few 10 KiB, said so; the text is then incomplete. O(jobs).
[[nodiscard]] bool write_trace_csv(const Trace& trace,
                                   const report::TextSink& sink,
                                   const std::function<bool()>& goes_on);

}  // namespace headroom::trace
