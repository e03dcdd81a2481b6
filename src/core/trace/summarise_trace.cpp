#include "src/core/trace/summarise_trace.hpp"

#include <algorithm>
#include <map>
#include <span>

#include "sim/base/statistics.hpp"

namespace headroom::trace {

namespace {

__extension__ using Int128 = __int128;

constexpr double kMicrosecondsInSecond = 1e6;
constexpr std::int64_t kHourUs = 3'600'000'000;
constexpr std::int64_t kDayUs = 24 * kHourUs;

double seconds(Int128 time_us) {
    return static_cast<double>(time_us) / kMicrosecondsInSecond;
}

// Sums are exact; `unit` is what one of the values counts for.
template <class Value>
Spread spread_of(std::vector<Value> values, double unit) {
    Spread spread;
    spread.count = static_cast<std::int64_t>(values.size());
    if (values.empty()) {
        return spread;
    }
    std::sort(values.begin(), values.end());
    Int128 sum = 0;
    for (const Value value : values) {
        sum += value;
    }
    const std::span<const Value> sorted(values);
    const auto rank = [&](double p) {
        return static_cast<double>(nearest_rank(sorted, p)) * unit;
    };
    spread.mean = static_cast<double>(sum) * unit / static_cast<double>(values.size());
    spread.median = rank(0.5);
    spread.p95 = rank(0.95);
    spread.max = rank(1);
    return spread;
}

std::int64_t known(const std::vector<std::int64_t>& column, std::size_t row) {
    return column.empty() ? kUnknown : column[row];
}

Int128 gpu_us(const Trace& trace, std::size_t row) {
    return Int128{trace.runtime_us[row]} * trace.gpus[row];
}

// Names that rows have, which may be fewer than were read.
std::int64_t count_names(const Labels& labels, std::size_t rows) {
    std::vector<bool> occurs(labels.texts().size(), false);
    for (std::size_t row = 0; row < rows; ++row) {
        occurs[labels.code(row)] = true;
    }
    return std::count(occurs.begin() + 1, occurs.end(), true);
}

struct ExactShare {
    std::int64_t jobs = 0;
    Int128 gpu_us = 0;
};

void summarise_sizes(const Trace& trace, TraceSummary& summary) {
    std::map<std::uint32_t, ExactShare> sizes;
    Int128 total_us = 0;
    for (std::size_t row = 0; row < trace.size(); ++row) {
        ExactShare& share = sizes[trace.gpus[row]];
        ++share.jobs;
        share.gpu_us += gpu_us(trace, row);
        total_us += gpu_us(trace, row);
    }
    for (const auto& [gpus, share] : sizes) {
        summary.sizes.push_back({{share.jobs, seconds(share.gpu_us)}, gpus});
    }
    summary.gpu_s = seconds(total_us);
}

void summarise_states(const Trace& trace, TraceSummary& summary) {
    std::vector<ExactShare> states(trace.state.texts().size());
    for (std::size_t row = 0; row < trace.size(); ++row) {
        ExactShare& share = states[trace.state.code(row)];
        ++share.jobs;
        share.gpu_us += gpu_us(trace, row);
    }
    for (std::size_t code = 0; code < states.size(); ++code) {
        if (states[code].jobs > 0) {
            summary.states.push_back(
                {{states[code].jobs, seconds(states[code].gpu_us)}, trace.state.texts()[code]});
        }
    }
    if (summary.states.size() == 1 && summary.states[0].state.empty()) {
        summary.states.clear();
    }
    std::stable_sort(summary.states.begin(), summary.states.end(),
                     [](const StateShare& a, const StateShare& b) { return a.jobs > b.jobs; });
}

void summarise_arrivals(const Trace& trace, TraceSummary& summary) {
    const std::int64_t first_us = trace.submit_us.front();
    const std::int64_t span_us = trace.submit_us.back() - first_us;
    summary.span_s = seconds(span_us);
    if (trace.size() > 1) {
        summary.interarrival_mean_s = summary.span_s / static_cast<double>(trace.size() - 1);
    }
    if (span_us > 0) {
        summary.offered_gpus = summary.gpu_s / summary.span_s;
    }
    if (!trace.zero) {
        return;
    }
    summary.first_submit = Instant{trace.zero->unix_us + first_us};
    summary.last_submit = Instant{trace.zero->unix_us + trace.submit_us.back()};
    for (const std::int64_t submit_us : trace.submit_us) {
        const std::int64_t unix_us = trace.zero->unix_us + submit_us;
        const std::int64_t of_day_us = (unix_us % kDayUs + kDayUs) % kDayUs;
        const std::int64_t day = (unix_us - of_day_us) / kDayUs;
        constexpr std::int64_t kWeekdayOfDayZero = 3;  // 1 January 1970 was a Thursday
        ++summary.by_hour[static_cast<std::size_t>(of_day_us / kHourUs)];
        ++summary.by_weekday[static_cast<std::size_t>(((day + kWeekdayOfDayZero) % 7 + 7) % 7)];
    }
}

void summarise_estimates(const Trace& trace, TraceSummary& summary) {
    std::vector<double> ratios;
    for (std::size_t row = 0; row < trace.size(); ++row) {
        if (trace.estimate_us[row] > 0) {
            ratios.push_back(static_cast<double>(trace.runtime_us[row]) /
                             static_cast<double>(trace.estimate_us[row]));
        }
    }
    summary.estimates = static_cast<std::int64_t>(ratios.size());
    if (!ratios.empty()) {
        std::sort(ratios.begin(), ratios.end());
        summary.run_time_of_estimate = nearest_rank(std::span<const double>(ratios), 0.5);
    }
}

// A start before the job was there says nothing of a wait.
Spread recorded_waits(const Trace& trace) {
    std::vector<std::int64_t> waits_us;
    for (std::size_t row = 0; row < trace.start_us.size(); ++row) {
        const std::int64_t start_us = trace.start_us[row];
        const std::int64_t eligible_us = known(trace.eligible_us, row);
        const std::int64_t since_us = eligible_us == kUnknown ? trace.submit_us[row] : eligible_us;
        if (start_us != kUnknown && start_us >= since_us) {
            waits_us.push_back(start_us - since_us);
        }
    }
    return spread_of(std::move(waits_us), 1 / kMicrosecondsInSecond);
}

void summarise_requeues(const Trace& trace, TraceSummary& summary) {
    for (const std::int32_t requeues : trace.requeues) {
        summary.requeued_jobs += requeues > 0 ? 1 : 0;
        summary.requeues += std::max(requeues, 0);
    }
}

void summarise_activity(const Trace& trace, TraceSummary& summary) {
    Int128 whole = 0, active = 0;  // in GPU·µs, and millionths of them
    for (std::size_t row = 0; row < trace.activity_ppm.size(); ++row) {
        if (trace.activity_ppm[row] != kUnknown) {
            ++summary.jobs_with_activity;
            whole += gpu_us(trace, row);
            active += gpu_us(trace, row) * trace.activity_ppm[row];
        }
    }
    if (whole > 0) {
        summary.activity = static_cast<double>(active) / static_cast<double>(whole) / 1e6;
    }
}

}  // namespace

double gpu_seconds(const Trace& trace, std::size_t row) {
    return seconds(gpu_us(trace, row));
}

Spread spread_in_seconds(std::vector<std::int64_t> times_us) {
    return spread_of(std::move(times_us), 1 / kMicrosecondsInSecond);
}

TraceSummary summarise_trace(const Trace& trace) {
    TraceSummary summary;
    summary.jobs = static_cast<std::int64_t>(trace.size());
    if (trace.size() == 0) {
        return summary;
    }
    summarise_sizes(trace, summary);
    summarise_states(trace, summary);
    summarise_arrivals(trace, summary);
    summary.users = count_names(trace.user, trace.size());
    summary.accounts = count_names(trace.account, trace.size());
    summary.partitions = count_names(trace.partition, trace.size());
    summary.gpu_models = count_names(trace.gpu_model, trace.size());
    summary.gpus = spread_of(trace.gpus, 1);
    summary.run_time_s = spread_of(trace.runtime_us, 1 / kMicrosecondsInSecond);
    summary.wait_s = recorded_waits(trace);
    summarise_estimates(trace, summary);
    summarise_requeues(trace, summary);
    summarise_activity(trace, summary);
    return summary;
}

}  // namespace headroom::trace
