#pragma once

// A site's power meters: readings of power, of energy an interval, or of a running counter, as
// intervals of known energy. Sums are integers and exact: 10^-12 J (µW · µs).

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/model/run_record.hpp"
#include "src/core/records/record_report.hpp"

namespace headroom::records {

enum class MeterQuantity : std::uint8_t {
    kPower,    // power_w, power_kw, power_mw: holds until the next reading
    kEnergy,   // energy_kwh: of the interval that begins (time) or ends (time_end) there
    kCounter,  // counter_kwh: energy since some beginning
};

struct MeterInterval {
    std::int64_t begin_us = 0;  // since 1970
    std::int64_t end_us = 0;
    sim::Int128 energy_pj = 0;  // picojoules

    [[nodiscard]] double power_w() const;  // the mean over the interval
};

struct MeterGap {
    std::int64_t begin_us = 0;
    std::int64_t end_us = 0;
    std::int64_t line = 0;  // of the reading behind it
};

struct MeterSeries {
    std::string meter;                     // empty where the file has no such column
    std::vector<MeterInterval> intervals;  // ascending, disjoint; between them nothing is known
    std::int64_t step_us = 0;              // the median time between readings
    // Readings more than 1.5 steps apart. Of power and energy nothing is known in a gap; of a
    // counter its energy is known, but not when it was drawn.
    std::vector<MeterGap> gaps;
};

struct MeterFile {
    MeterQuantity quantity = MeterQuantity::kPower;
    std::vector<MeterSeries> meters;
    RecordReport report;
};

// Reads a CSV with `time` (or `time_end` for energy_kwh), one of the quantities above and, where
// there are several meters in the file, `meter`. Times without offset are taken as UTC; where they
// jump by an hour at a Sunday's clock change, all later ones are put right, so that a day of 23 or
// 25 hours has its true length. A counter that falls was reset: its new reading is then a lower
// bound of the energy since the last. Memory: 48 bytes a reading; O(readings · log readings).
[[nodiscard]] expected<MeterFile, Diagnostics> read_meter(const std::string& file);

struct MeterSummary {
    std::string meter;
    std::int64_t readings = 0;  // intervals of known energy
    std::int64_t step_us = 0;
    std::int64_t begin_us = 0, end_us = 0;
    std::int64_t covered_us = 0;  // time of which the energy is known
    std::int64_t gaps = 0, gap_us = 0, longest_gap_us = 0;
    double energy_kwh = 0;
    double mean_kw = 0;  // over the covered time
    double peak_kw = 0;  // the highest mean of one interval
    std::int64_t peak_us = 0;
    // The highest mean of a quarter of an hour that begins at :00, :15, :30 or :45, as demand is
    // billed; only quarters that are covered wholly. None: there is no such quarter.
    std::optional<double> peak_15min_kw;
    std::int64_t peak_15min_us = 0;
};

// Pure; O(intervals).
[[nodiscard]] MeterSummary summarise(const MeterSeries& series);

// The meters together, where all of them are known; an interval of one that is cut by another's is
// taken to have even power. Pure; O(intervals · meters).
[[nodiscard]] MeterSeries sum_of(const std::vector<MeterSeries>& meters);

}  // namespace headroom::records
