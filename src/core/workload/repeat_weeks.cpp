#include "src/core/workload/repeat_weeks.hpp"

#include <algorithm>

#include "sim/base/entity.hpp"
#include "sim/base/philox.hpp"
#include "src/core/workload/calendar.hpp"
#include "src/core/workload/pick_rows.hpp"

namespace headroom::workload {
namespace {

struct RowRange {
    std::size_t begin = 0;
    std::size_t end = 0;
};

RowRange rows_of_week(const trace::Trace& trace, std::uint32_t week) {
    const std::vector<std::int64_t>& submits = trace.submit_us;
    const std::int64_t begin_us = submits.front() + week * kWeek_us;
    const auto first = std::lower_bound(submits.begin(), submits.end(), begin_us);
    const auto last = std::lower_bound(first, submits.end(), begin_us + kWeek_us);
    return {static_cast<std::size_t>(first - submits.begin()),
            static_cast<std::size_t>(last - submits.begin())};
}

}  // namespace

std::size_t count_weeks(const trace::Trace& trace) {
    if (trace.size() == 0) {
        return 0;
    }
    const std::int64_t span_us = trace.submit_us.back() - trace.submit_us.front();
    return static_cast<std::size_t>((span_us + 24 * kHour_us) / kWeek_us);
}

std::vector<std::uint32_t> repeat_weeks(std::size_t weeks, std::size_t needed) {
    std::vector<std::uint32_t> laid(needed);
    for (std::size_t i = 0; i < needed; ++i) {
        laid[i] = static_cast<std::uint32_t>(i % weeks);
    }
    return laid;
}

std::vector<std::uint32_t> draw_weeks(std::size_t weeks,
                                      std::size_t needed,
                                      const std::string& workload,
                                      std::uint64_t seed,
                                      std::uint32_t trial) {
    std::vector<std::uint32_t> laid(needed);
    DrawPlace place{.seed = seed,
                    .stream = Stream::kWeek,
                    .entity = entity_of("workload." + workload, 0),
                    .trial = trial};
    for (std::size_t i = 0; i < needed; ++i) {
        place.index = static_cast<std::uint32_t>(i);
        laid[i] = static_cast<std::uint32_t>(draw_uniform(place) * static_cast<double>(weeks));
    }
    return laid;
}

std::size_t count_jobs(const trace::Trace& trace, const std::vector<std::uint32_t>& weeks) {
    std::size_t jobs = 0;
    for (const std::uint32_t week : weeks) {
        const RowRange range = rows_of_week(trace, week);
        jobs += range.end - range.begin;
    }
    return jobs;
}

trace::Trace lay_weeks(const trace::Trace& trace, const std::vector<std::uint32_t>& weeks) {
    std::vector<std::uint32_t> rows;
    std::vector<std::int64_t> shifts_us;
    rows.reserve(count_jobs(trace, weeks));
    shifts_us.reserve(rows.capacity());
    for (std::size_t i = 0; i < weeks.size(); ++i) {
        const RowRange range = rows_of_week(trace, weeks[i]);
        const std::int64_t shift_us =
            (static_cast<std::int64_t>(i) - static_cast<std::int64_t>(weeks[i])) * kWeek_us;
        for (std::size_t row = range.begin; row < range.end; ++row) {
            rows.push_back(static_cast<std::uint32_t>(row));
            shifts_us.push_back(shift_us);
        }
    }
    return pick_rows(trace, rows, shifts_us);
}

trace::Trace resample_weeks(const trace::Trace& trace,
                            const std::string& workload,
                            std::uint64_t seed,
                            std::uint32_t trial) {
    const std::size_t weeks = count_weeks(trace);
    if (weeks == 0) {
        return trace;
    }
    return lay_weeks(trace, draw_weeks(weeks, weeks, workload, seed, trial));
}

}  // namespace headroom::workload
