#pragma once

// What the sorted values of n independent trials say of a percentile, whatever their distribution:
// the number of values below it is binomial (H. A. David & H. N. Nagaraja, Order Statistics, 3rd
// edition 2003, §7.1). Pure.

#include <cstddef>
#include <optional>
#include <span>

namespace headroom::mc {

// The percentile lies between the values of these ranks, which count from 1; none at an end that n
// values are too few for.
struct RankInterval {
    std::optional<std::size_t> low;
    std::optional<std::size_t> high;
    double coverage = 0;  // the chance that it does, where both are there: `level` or more
};

// Of the percentile p, 0 < p < 1, with at most (1 - level) / 2 missed at either end. O(√n · log n).
[[nodiscard]] RankInterval percentile_ranks(std::size_t n, double p, double level);

// The chance that the percentile p lies between the values of the ranks low < high, of 1 … n.
[[nodiscard]] double rank_coverage(std::size_t n, double p, std::size_t low, std::size_t high);

// The fewest values the largest of which is above the percentile p with this chance (S. S. Wilks,
// Annals of Mathematical Statistics 12, 1941): 59 for 0.95 at 0.95.
[[nodiscard]] std::size_t wilks_sample_size(double p, double level);

// The mean of the worst share of ascending values, 0 < share <= 1 (the conditional value at risk of
// R. T. Rockafellar & S. Uryasev, Journal of Risk 2, 2000): where share · n is not whole, the next
// value counts in part. There must be a value.
enum class Tail { kLowest, kHighest };
[[nodiscard]] double tail_mean(std::span<const double> sorted, double share, Tail tail);

}  // namespace headroom::mc
