#include <algorithm>

#include "src/core/records/meter.hpp"
#include "src/core/records/record_time.hpp"

namespace headroom::records {

namespace {

using sim::Int128;

constexpr double kPicojoulesPerJoule = 1e12;
constexpr double kJoulesPerKwh = 3.6e6;
constexpr double kMicrowattsPerKw = 1e9;

double mean_kw(Int128 energy_pj, std::int64_t length_us) {
    return length_us == 0
               ? 0
               : static_cast<double>(energy_pj) / static_cast<double>(length_us) / kMicrowattsPerKw;
}

// The energy of an interval up to `at_us`, rounded down: the parts of an interval add up to it.
Int128 energy_until(const MeterInterval& interval, std::int64_t at_us) {
    const std::int64_t length_us = interval.end_us - interval.begin_us;
    const std::int64_t part_us = at_us - interval.begin_us;
    const Int128 whole = interval.energy_pj / length_us;
    const Int128 rest = interval.energy_pj % length_us;
    return whole * part_us + rest * part_us / length_us;
}

Int128 energy_between(const MeterInterval& interval, std::int64_t from_us, std::int64_t to_us) {
    return energy_until(interval, to_us) - energy_until(interval, from_us);
}

// The quarters of an hour in order, each as far as intervals cover it.
class QuarterPeak {
public:
    void add(const MeterInterval& interval);
    void write(MeterSummary& summary) const {
        summary.peak_15min_kw = best_kw_;
        summary.peak_15min_us = best_us_;
    }

private:
    static constexpr std::int64_t kQuarterUs = 15 * kMinuteUs;

    void add_part(const MeterInterval& interval, std::int64_t from_us, std::int64_t to_us);
    void offer(std::int64_t quarter, Int128 energy_pj);

    std::int64_t quarter_ = 0;
    std::int64_t covered_us_ = 0;
    Int128 energy_pj_ = 0;
    std::optional<double> best_kw_;
    std::int64_t best_us_ = 0;
};

void QuarterPeak::offer(std::int64_t quarter, Int128 energy_pj) {
    const double kw = mean_kw(energy_pj, kQuarterUs);
    if (!best_kw_ || kw > *best_kw_) {
        best_kw_ = kw;
        best_us_ = quarter * kQuarterUs;
    }
}

void QuarterPeak::add_part(const MeterInterval& interval,
                           std::int64_t from_us,
                           std::int64_t to_us) {
    const std::int64_t quarter = floor_divide(from_us, kQuarterUs);
    if (quarter != quarter_ || covered_us_ == 0) {
        quarter_ = quarter;
        covered_us_ = 0;
        energy_pj_ = 0;
    }
    covered_us_ += to_us - from_us;
    energy_pj_ += energy_between(interval, from_us, to_us);
    if (covered_us_ == kQuarterUs) {
        offer(quarter_, energy_pj_);
    }
}

void QuarterPeak::add(const MeterInterval& interval) {
    const std::int64_t first_end_us =
        (floor_divide(interval.begin_us, kQuarterUs) + 1) * kQuarterUs;
    if (interval.end_us <= first_end_us) {
        add_part(interval, interval.begin_us, interval.end_us);
        return;
    }
    add_part(interval, interval.begin_us, first_end_us);
    const std::int64_t last_begin_us = floor_divide(interval.end_us, kQuarterUs) * kQuarterUs;
    if (last_begin_us > first_end_us) {
        // All quarters within are equal: the first stands for them.
        add_part(interval, first_end_us, first_end_us + kQuarterUs);
    }
    if (interval.end_us > last_begin_us) {
        add_part(interval, last_begin_us, interval.end_us);
    }
}

}  // namespace

double MeterInterval::power_w() const {
    return mean_kw(energy_pj, end_us - begin_us) * 1e3;
}

MeterSummary summarise(const MeterSeries& series) {
    MeterSummary summary;
    summary.meter = series.meter;
    summary.step_us = series.step_us;
    summary.readings = static_cast<std::int64_t>(series.intervals.size());
    if (series.intervals.empty()) {
        return summary;
    }
    summary.begin_us = series.intervals.front().begin_us;
    summary.end_us = series.intervals.back().end_us;
    Int128 energy_pj = 0;
    QuarterPeak quarters;
    for (const MeterInterval& interval : series.intervals) {
        energy_pj += interval.energy_pj;
        summary.covered_us += interval.end_us - interval.begin_us;
        const double kw = mean_kw(interval.energy_pj, interval.end_us - interval.begin_us);
        if (kw > summary.peak_kw || &interval == &series.intervals.front()) {
            summary.peak_kw = kw;
            summary.peak_us = interval.begin_us;
        }
        quarters.add(interval);
    }
    quarters.write(summary);
    summary.energy_kwh = static_cast<double>(energy_pj) / kPicojoulesPerJoule / kJoulesPerKwh;
    summary.mean_kw = mean_kw(energy_pj, summary.covered_us);
    summary.gaps = static_cast<std::int64_t>(series.gaps.size());
    for (const MeterGap& gap : series.gaps) {
        summary.gap_us += gap.end_us - gap.begin_us;
        summary.longest_gap_us = std::max(summary.longest_gap_us, gap.end_us - gap.begin_us);
    }
    return summary;
}

// From one point in time at which any of the meters begins or ends an interval to the next.
MeterSeries sum_of(const std::vector<MeterSeries>& meters) {
    MeterSeries sum{"all", {}, 0, {}};
    std::vector<std::size_t> at(meters.size(), 0);
    std::int64_t from_us = 0;
    bool is_first = true;
    const auto is_at_end = [&] {
        for (std::size_t m = 0; m < meters.size(); ++m) {
            if (at[m] == meters[m].intervals.size()) {
                return true;
            }
        }
        return meters.empty();
    };
    while (!is_at_end()) {
        // The latest begin and the earliest end of what is current: where all are known.
        std::int64_t begin_us = meters[0].intervals[at[0]].begin_us;
        std::int64_t end_us = meters[0].intervals[at[0]].end_us;
        for (std::size_t m = 1; m < meters.size(); ++m) {
            begin_us = std::max(begin_us, meters[m].intervals[at[m]].begin_us);
            end_us = std::min(end_us, meters[m].intervals[at[m]].end_us);
        }
        begin_us = is_first ? begin_us : std::max(begin_us, from_us);
        if (begin_us < end_us) {
            Int128 energy_pj = 0;
            for (std::size_t m = 0; m < meters.size(); ++m) {
                energy_pj += energy_between(meters[m].intervals[at[m]], begin_us, end_us);
            }
            if (!sum.intervals.empty() && sum.intervals.back().end_us < begin_us) {
                sum.gaps.push_back({sum.intervals.back().end_us, begin_us, 0});
            }
            sum.intervals.push_back({begin_us, end_us, energy_pj});
            from_us = end_us;
            is_first = false;
        }
        for (std::size_t m = 0; m < meters.size(); ++m) {
            at[m] += meters[m].intervals[at[m]].end_us <= end_us ? 1 : 0;
        }
    }
    for (const MeterSeries& meter : meters) {
        sum.step_us = std::max(sum.step_us, meter.step_us);
    }
    return sum;
}

}  // namespace headroom::records
