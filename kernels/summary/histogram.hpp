#pragma once

// How many values fell into each bin of histogram_bins.hpp. Merging adds counts: neither the order
// nor the split of the values shows in the result. It keeps no value.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernels/summary/histogram_bins.hpp"

namespace headroom::mc {

class Histogram {
public:
    void add(double value) { add_count(histogram_bin(value), 1); }  // not a NaN
    void add_count(std::uint32_t bin, std::uint64_t count);         // bin < kHistogramBins
    void merge(const Histogram& other);

    [[nodiscard]] std::uint64_t count() const { return total_; }
    [[nodiscard]] std::uint64_t count_in(std::uint32_t bin) const { return counts_[bin]; }

    // The nearest-rank percentile of the values lies in [low, high); 0 < p <= 1, of one value at
    // least. `before` values lie in lower bins, so that a second pass over the values, which keeps
    // those of this bin only, finds the percentile itself.
    struct Quantile {
        std::uint32_t bin = 0;
        double low = 0;
        double high = 0;
        std::uint64_t before = 0;
        std::uint64_t rank = 0;  // from 0, of all values
    };
    [[nodiscard]] Quantile quantile(double p) const;

    // Little-endian; only bins with values. parse() takes nothing else.
    [[nodiscard]] std::string serialise() const;
    [[nodiscard]] static std::optional<Histogram> parse(std::string_view bytes);

    friend bool operator==(const Histogram&, const Histogram&) = default;

private:
    std::vector<std::uint64_t> counts_ = std::vector<std::uint64_t>(kHistogramBins);
    std::uint64_t total_ = 0;
};

}  // namespace headroom::mc
