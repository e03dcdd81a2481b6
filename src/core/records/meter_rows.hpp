#pragma once

// A meter's readings put in order: newest first turned round, clock changes taken out, repeats left
// out. Knows nothing of what the readings measure.

#include <cstdint>
#include <vector>

#include "src/core/records/record_report.hpp"

namespace headroom::records {

struct MeterRow {
    std::int64_t time_us = 0;  // since 1970; of a time without offset: as if it were UTC
    std::int64_t value = 0;
    std::int64_t line = 0;
    bool has_offset = false;
};

// The median time between neighbours that are not at the same time; 0 if there are none.
[[nodiscard]] std::int64_t usual_step(const std::vector<MeterRow>& rows);

// Ascending by time, each time once. What is done to rows is counted in the report.
void put_in_order(std::vector<MeterRow>& rows, RecordReport& report);

}  // namespace headroom::records
