#include "src/study/montecarlo/summary.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "kernels/summary/order_statistics.hpp"
#include "kernels/summary/variance_reduction.hpp"
#include "sim/base/statistics.hpp"

namespace headroom::study {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kTailShare = 0.05;

// An infinite half is no interval.
Interval interval_about(double mean, double half) {
    return std::isfinite(half) ? Interval{mean - half, mean + half} : Interval{kNone, kNone};
}

double tail_of(const std::vector<double>& sorted, sim::Better better) {
    if (better == sim::Better::kNeither)
        return kNone;
    const auto bad = better == sim::Better::kLower ? mc::Tail::kHighest : mc::Tail::kLowest;
    return mc::tail_mean(sorted, kTailShare, bad);
}

// Of neighbours from an even trial on.
Moments moments_of_pairs(std::span<const double> values, std::size_t first) {
    return mc::pair_means(values.subspan(std::min<std::size_t>(first % 2, values.size())));
}

}  // namespace

double Summary::percentile(double p) const {
    return sorted.empty() ? kNone : nearest_rank<double>(sorted, p);
}

Interval percentile_interval(std::span<const double> sorted, double p, double level) {
    const mc::RankInterval ranks = mc::percentile_ranks(sorted.size(), p, level);
    return {ranks.low ? sorted[*ranks.low - 1] : kNone,
            ranks.high ? sorted[*ranks.high - 1] : kNone};
}

Summary summarise(std::span<const double> values, const TrialDesign& design, sim::Better better) {
    Summary summary;
    Moments moments;
    for (const double value : values) {
        if (std::isnan(value))
            continue;
        moments.add(value);
        summary.sorted.push_back(value);
    }
    std::sort(summary.sorted.begin(), summary.sorted.end());
    summary.n = summary.sorted.size();
    if (summary.n == 0) {
        summary.mean = summary.standard_error = summary.deviation = kNone;
        summary.least = summary.most = summary.tail_mean = kNone;
        summary.mean_interval = summary.p50_interval = summary.p95_interval = {kNone, kNone};
        return summary;
    }
    const Moments independent =
        design.is_antithetic ? moments_of_pairs(values, design.first) : moments;
    summary.mean = moments.mean();
    summary.standard_error = independent.count() < 2 ? kNone : independent.standard_error();
    summary.deviation = summary.n < 2 ? kNone : std::sqrt(moments.variance());
    summary.least = summary.sorted.front();
    summary.most = summary.sorted.back();
    summary.tail_mean = tail_of(summary.sorted, better);
    summary.mean_interval =
        interval_about(summary.mean, confidence_half_width(independent, kSummaryLevel));
    summary.p50_interval = percentile_interval(summary.sorted, 0.5, kSummaryLevel);
    summary.p95_interval = percentile_interval(summary.sorted, 0.95, kSummaryLevel);
    return summary;
}

std::vector<NamedStatistic> list_statistics(const Summary& summary) {
    return {{"mean", summary.mean},
            {"stderr", summary.standard_error},
            {"mean_low", summary.mean_interval.low},
            {"mean_high", summary.mean_interval.high},
            {"sd", summary.deviation},
            {"min", summary.least},
            {"p1", summary.percentile(0.01)},
            {"p5", summary.percentile(0.05)},
            {"p10", summary.percentile(0.1)},
            {"p25", summary.percentile(0.25)},
            {"p50", summary.percentile(0.5)},
            {"p50_low", summary.p50_interval.low},
            {"p50_high", summary.p50_interval.high},
            {"p75", summary.percentile(0.75)},
            {"p90", summary.percentile(0.9)},
            {"p95", summary.percentile(0.95)},
            {"p95_low", summary.p95_interval.low},
            {"p95_high", summary.p95_interval.high},
            {"p99", summary.percentile(0.99)},
            {"max", summary.most},
            {"cvar95", summary.tail_mean}};
}

}  // namespace headroom::study
