#pragma once

// Power caps that hold for a while: of hours of the week, or from one time to another as a grid
// operator orders them. Holes are hours without a cap.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "src/core/records/record_report.hpp"

namespace headroom::records {

struct CapSpan {
    std::int64_t from_us = 0;  // since 1970
    std::int64_t to_us = 0;
    double cap_w = 0;
    std::int64_t line = 0;
};

// One of the two.
struct CapCalendar {
    std::vector<std::optional<double>> weekly_w;  // [hour of the week, from Monday 0:00]
    std::vector<CapSpan> spans;                   // ascending, without overlap
    RecordReport report;
};

// Reads a CSV of `cap` with its unit in the header ("cap (kW)") or in each row ("350 kW"), and
// either
//   from, to       the cap of each span; `to` is not part of it
//   weekday, hour  one or both, each a number, a name, a range ("Mon-Fri", "7-19", both ends
//                  included) or several by ';'; empty or '*': all. They recur for ever, in local
//                  time.
// Two caps for one time are an error that names both lines. O(rows · log rows).
[[nodiscard]] expected<CapCalendar, Diagnostics> read_cap_calendar(const std::string& file);

}  // namespace headroom::records
