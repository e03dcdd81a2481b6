#include "kernels/summary/order_statistics.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "sim/base/contract.hpp"
#include "sim/base/detmath.hpp"
#include "sim/base/special_functions.hpp"

namespace headroom::mc {
namespace {

// P(fewer than k of n) with the chance p each; 1 <= k <= n. Abramowitz & Stegun 26.5.24.
double binomial_below(std::size_t k, std::size_t n, double p) {
    const auto a = static_cast<double>(k);
    const auto b = static_cast<double>(n - k + 1);
    return beta_tails(a, b, p, 1 - p).above;
}

double binomial_from(std::size_t k, std::size_t n, double p) {
    const auto a = static_cast<double>(k);
    const auto b = static_cast<double>(n - k + 1);
    return beta_tails(a, b, p, 1 - p).below;
}

// The first rank of 1 … n + 1 from which on the claim, once true, stays true.
template <class Claim>
std::size_t first_rank(std::size_t n, const Claim& claim) {
    std::size_t low = 1, high = n + 1;
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (claim(middle))
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

}  // namespace

RankInterval percentile_ranks(std::size_t n, double p, double level) {
    HEADROOM_REQUIRE(p > 0 && p < 1 && level > 0 && level < 1,
                     "p = " + std::to_string(p) + ", level = " + std::to_string(level));
    const double missed = (1 - level) / 2;
    RankInterval ranks;
    const std::size_t too_high =
        first_rank(n, [&](std::size_t k) { return binomial_below(k, n, p) > missed; });
    if (too_high > 1)
        ranks.low = too_high - 1;
    const std::size_t high =
        first_rank(n, [&](std::size_t k) { return binomial_from(k, n, p) <= missed; });
    if (high <= n)
        ranks.high = high;
    if (ranks.low && ranks.high)
        ranks.coverage = rank_coverage(n, p, *ranks.low, *ranks.high);
    return ranks;
}

double rank_coverage(std::size_t n, double p, std::size_t low, std::size_t high) {
    HEADROOM_REQUIRE(0 < low && low < high && high <= n && p > 0 && p < 1, std::to_string(low));
    return 1 - binomial_below(low, n, p) - binomial_from(high, n, p);
}

std::size_t wilks_sample_size(double p, double level) {
    HEADROOM_REQUIRE(p > 0 && p < 1 && level > 0 && level < 1,
                     "p = " + std::to_string(p) + ", level = " + std::to_string(level));
    return static_cast<std::size_t>(
        std::ceil(detmath::log1p(-level) / detmath::log(p) * (1 - 1e-12)));
}

double tail_mean(std::span<const double> sorted, double share, Tail tail) {
    HEADROOM_REQUIRE(!sorted.empty() && share > 0 && share <= 1,
                     "share = " + std::to_string(share));
    const auto value = [&](std::size_t i) {
        return tail == Tail::kLowest ? sorted[i] : sorted[sorted.size() - 1 - i];
    };
    const double wanted = share * static_cast<double>(sorted.size());
    const double nearest = std::floor(wanted + 0.5);
    // A share counts as the decimal it was written as: 0.07 of 100 is 7.
    const double counted = std::fabs(wanted - nearest) <= 1e-12 * wanted ? nearest : wanted;
    if (counted <= 1)
        return value(0);
    const auto whole = static_cast<std::size_t>(counted);
    double sum = 0;
    for (std::size_t i = 0; i < whole; ++i)
        sum += value(i);
    const double rest = counted - static_cast<double>(whole);
    if (rest > 0)
        sum += rest * value(whole);
    return sum / counted;
}

}  // namespace headroom::mc
