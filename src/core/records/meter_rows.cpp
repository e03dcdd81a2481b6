#include "src/core/records/meter_rows.hpp"

#include <algorithm>

#include "src/core/records/record_time.hpp"

namespace headroom::records {

namespace {

// Files that are written for people often begin with the newest row.
void turn_round_if_descending(std::vector<MeterRow>& rows, RecordReport& report) {
    std::int64_t rises = 0, falls = 0;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        rises += rows[i].time_us > rows[i - 1].time_us ? 1 : 0;
        falls += rows[i].time_us < rows[i - 1].time_us ? 1 : 0;
    }
    if (falls > rises) {
        std::reverse(rows.begin(), rows.end());
        count_row(report.adjusted, "the newest reading first: turned round", rows.back().line,
                  static_cast<std::int64_t>(rows.size()));
    }
}

// Local times without offset skip an hour in spring and repeat one in autumn. The hour that is too
// much or too little is carried on, so that time behind the change passes as it did before it. Two
// changes of the same direction cannot follow each other: the second is a gap, or a real repeat.
void take_out_clock_changes(std::vector<MeterRow>& rows, RecordReport& report) {
    const std::int64_t step_us = usual_step(rows);
    if (step_us == 0 || step_us > 6 * kHourUs) {
        return;  // too coarse to see
    }
    std::int64_t shift_us = 0, last_us = 0;
    std::int64_t last_change_us = 0;
    bool is_first = true;
    for (MeterRow& row : rows) {
        if (row.has_offset) {
            continue;
        }
        const std::int64_t local_us = row.time_us;
        const std::int64_t passed_us = is_first ? step_us : local_us - last_us;
        const std::int64_t change_us = passed_us - step_us;
        const bool is_hour = change_us == kHourUs || change_us == -kHourUs;
        if (is_hour && change_us != last_change_us && may_be_clock_change(local_us)) {
            shift_us -= change_us;
            last_change_us = change_us;
            count_row(report.adjusted,
                      change_us > 0 ? "clocks set forward: no gap" : "clocks set back: no repeat",
                      row.line);
        }
        row.time_us += shift_us;
        last_us = local_us;
        is_first = false;
    }
}

bool is_before(const MeterRow& a, const MeterRow& b) {
    return a.time_us < b.time_us;
}

void sort_by_time(std::vector<MeterRow>& rows, RecordReport& report) {
    std::int64_t latest_us = rows.empty() ? 0 : rows.front().time_us;
    bool is_sorted = true;
    for (const MeterRow& row : rows) {
        if (row.time_us < latest_us) {
            count_row(report.adjusted, "earlier than the reading before: sorted", row.line);
            is_sorted = false;
        }
        latest_us = std::max(latest_us, row.time_us);
    }
    if (!is_sorted) {
        std::stable_sort(rows.begin(), rows.end(), is_before);
    }
}

void leave_out_repeats(std::vector<MeterRow>& rows, RecordReport& report) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (kept > 0 && rows[i].time_us == rows[kept - 1].time_us) {
            const bool is_same = rows[i].value == rows[kept - 1].value;
            count_row(report.left_out,
                      is_same ? "the same reading again"
                              : "another reading of the same time: the first counts",
                      rows[i].line);
            continue;
        }
        rows[kept++] = rows[i];
    }
    rows.resize(kept);
}

}  // namespace

std::int64_t usual_step(const std::vector<MeterRow>& rows) {
    std::vector<std::int64_t> steps;
    steps.reserve(rows.size());
    for (std::size_t i = 1; i < rows.size(); ++i) {
        if (rows[i].time_us > rows[i - 1].time_us) {
            steps.push_back(rows[i].time_us - rows[i - 1].time_us);
        }
    }
    if (steps.empty()) {
        return 0;
    }
    const auto middle = steps.begin() + static_cast<std::ptrdiff_t>((steps.size() - 1) / 2);
    std::nth_element(steps.begin(), middle, steps.end());
    return *middle;
}

void put_in_order(std::vector<MeterRow>& rows, RecordReport& report) {
    turn_round_if_descending(rows, report);
    take_out_clock_changes(rows, report);
    sort_by_time(rows, report);
    leave_out_repeats(rows, report);
}

}  // namespace headroom::records
