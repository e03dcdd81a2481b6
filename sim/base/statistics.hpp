#pragma once

// Ranks, moments and confidence intervals of samples. Pure; the same bits everywhere (detmath).

#include <cstddef>
#include <cstdint>
#include <span>

namespace headroom {

// The index of the nearest-rank percentile in n ascending values: ⌈p·n⌉ - 1, 0 < p <= 1, n > 0. p
// counts as the decimal it was written as: 0.95 of 20 is the 19th and 0.07 of 100 the 7th, although
// the double 0.07·100 lies above 7 (a product within 1e-12 relative of a whole number is that
// number).
[[nodiscard]] std::size_t nearest_rank_index(std::size_t n, double p);

// The ⌈p·N⌉-th of ascending values; there must be one.
template <class Value>
[[nodiscard]] Value nearest_rank(std::span<const Value> sorted, double p) {
    return sorted[nearest_rank_index(sorted.size(), p)];
}

// Count, mean and variance of a stream, in one pass without cancellation: Welford, Technometrics 4
// (1962); merged as Chan, Golub & LeVeque, COMPSTAT 1982. The result depends on the order of add
// and merge in its last digits: keep that order fixed where bits matter.
class Moments {
public:
    void add(double value);
    void merge(const Moments& other);

    [[nodiscard]] std::uint64_t count() const { return count_; }
    [[nodiscard]] double mean() const { return mean_; }  // 0 of none
    [[nodiscard]] double variance() const;        // of the population, n - 1; 0 below two values
    [[nodiscard]] double standard_error() const;  // of the mean; 0 below two values

private:
    std::uint64_t count_ = 0;
    double mean_ = 0;
    double squares_ = 0;  // Σ (x - mean)²
};

// The t with P(T <= t) = p, 0 < p < 1, of Student's t distribution with `freedom` > 0 degrees of
// freedom. Relative error below 1e-10 for tails of 1e-9 and more.
[[nodiscard]] double student_t_quantile(double p, double freedom);

// Half the width of the two-sided confidence interval of the mean at `level` (0.95), for
// independent and nearly normal values; +inf below two values.
[[nodiscard]] double confidence_half_width(const Moments& moments, double level);

}  // namespace headroom
