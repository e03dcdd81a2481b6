#pragma once

// Does a queue grow without end? The GPUs that waiting jobs ask for, summed over equal segments of
// a window: a rule in integers, so that a trial on any device and the engine agree.

#include <cstdint>

#include "sim/base/host_device.hpp"
#include "sim/base/wide.hpp"

namespace headroom::sim {

constexpr std::uint32_t kTrendSegments = 16;
constexpr std::uint32_t kLeastTrendJobs = 64;  // fewer show no trend

class QueueTrend {
public:
    using Sum = UnsignedWide;  // GPU·us

    QueueTrend() = default;
    // The window [from, to); from < to.
    HEADROOM_HD QueueTrend(std::int64_t from_us, std::int64_t to_us)
        : from_us_(from_us), to_us_(to_us) {}

    // Where segment k begins; that of kTrendSegments is the end.
    [[nodiscard]] HEADROOM_HD std::int64_t begin_us(std::uint32_t k) const {
        const std::int64_t length_us = to_us_ - from_us_;
        return from_us_ + length_us / kTrendSegments * k +
               length_us % kTrendSegments * k / kTrendSegments;
    }

    // A job of this size waits in [begin, end).
    HEADROOM_HD void add(std::int64_t begin_us, std::int64_t end_us, std::uint32_t gpus) {
        const std::int64_t first_us = begin_us > from_us_ ? begin_us : from_us_;
        const std::int64_t last_us = end_us < to_us_ ? end_us : to_us_;
        if (first_us >= last_us)
            return;
        for (std::uint32_t k = segment_of(first_us); k < kTrendSegments; ++k) {
            const std::int64_t from_us =
                first_us > this->begin_us(k) ? first_us : this->begin_us(k);
            const std::int64_t next_us = this->begin_us(k + 1);
            sums_[k] += static_cast<Sum>((last_us < next_us ? last_us : next_us) - from_us) * gpus;
            if (last_us <= next_us)
                return;
        }
    }

    [[nodiscard]] HEADROOM_HD Sum& sum(std::uint32_t k) { return sums_[k]; }
    [[nodiscard]] HEADROOM_HD const Sum& sum(std::uint32_t k) const { return sums_[k]; }

    // True if the segments rise (Mann-Kendall test, one-sided at 0.5 %: Kendall, "Rank Correlation
    // Methods", 1975), the last quarter is at least twice the first half on average, and it is at
    // least 5 % of the installed GPUs. A burst that drains, or a busy but stable queue, is not
    // growing.
    [[nodiscard]] HEADROOM_HD bool is_rising(std::int64_t installed_gpus) const {
        int rises = 0;
        for (std::uint32_t i = 0; i < kTrendSegments; ++i) {
            for (std::uint32_t k = i + 1; k < kTrendSegments; ++k)
                rises += (sums_[k] > sums_[i]) - (sums_[k] < sums_[i]);
        }
        // z = (S - 1) ÷ sqrt(n (n - 1) (2 n + 5) ÷ 18) >= 2.576 for n = 16.
        constexpr int kSignificantRises = 59;
        Sum first_half = 0;
        Sum last_quarter = 0;
        for (std::uint32_t k = 0; k < kTrendSegments / 2; ++k)
            first_half += sums_[k];
        for (std::uint32_t k = kTrendSegments / 4 * 3; k < kTrendSegments; ++k)
            last_quarter += sums_[k];
        const auto quarter_us = static_cast<Sum>(to_us_ - begin_us(kTrendSegments / 4 * 3));
        return rises >= kSignificantRises && last_quarter >= first_half &&
               20 * last_quarter >= quarter_us * static_cast<Sum>(installed_gpus);
    }

private:
    [[nodiscard]] HEADROOM_HD std::uint32_t segment_of(std::int64_t time_us) const {
        std::uint32_t k = 0;
        while (k + 1 < kTrendSegments && begin_us(k + 1) <= time_us)
            ++k;
        return k;
    }

    std::int64_t from_us_ = 0;
    std::int64_t to_us_ = 1;
    Sum sums_[kTrendSegments] = {};
};

}  // namespace headroom::sim
