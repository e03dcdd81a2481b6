#include "kernels/fleet/fan_counts.hpp"

#include "sim/base/contract.hpp"

namespace headroom::mc {

void FanCounts::merge(const FanCounts& other) {
    if (rows == 0) {
        *this = other;
        return;
    }
    HEADROOM_REQUIRE(rows == other.rows, "fans of two plans");
    trials += other.trials;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        counts[i] += other.counts[i];
    }
    for (std::size_t row = 0; row < sums.size(); ++row) {
        for (int limb = 0; limb < 4; ++limb) {
            sums[row].limb[limb] += other.sums[row].limb[limb];
        }
    }
}

double FanCounts::mean(std::uint32_t row) const {
    HEADROOM_REQUIRE(trials > 0, "a mean of no trials");
    return total_of(sums[row]) / static_cast<double>(trials);
}

Histogram::Quantile FanCounts::quantile(std::uint32_t row, double p) const {
    Histogram histogram;
    const std::uint32_t* const first = counts.data() + std::size_t{row} * kHistogramBins;
    for (std::uint32_t bin = 0; bin < kHistogramBins; ++bin) {
        if (first[bin] > 0) {
            histogram.add_count(bin, first[bin]);
        }
    }
    return histogram.quantile(p);
}

}  // namespace headroom::mc
