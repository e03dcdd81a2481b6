#include "src/core/workload/law.hpp"

#include <algorithm>
#include <cmath>

namespace headroom::workload {
namespace {

// A longer time says nothing more about a fleet, and integers must not overflow.
constexpr std::int64_t kLongest_us = 100LL * 36525 * 864'000'000;

}  // namespace

Law::Law(const scenario::Number& number) : number_(number) {
    if (is_constant() || number.distribution->kind != DistributionKind::kEmpirical) {
        return;
    }
    const Distribution& d = *number.distribution;
    double total = 0;
    for (std::size_t i = 0; i < d.values.size(); ++i) {
        if (d.values[i] >= d.lowest && d.values[i] <= d.highest) {
            total += d.weights[i];
            values_.push_back(d.values[i]);
            below_.push_back(total);
        }
    }
    for (double& below : below_) {
        below /= total;
    }
}

double Law::at(double uniform) const {
    if (is_constant()) {
        return number_.value;
    }
    if (values_.empty()) {
        return draw(*number_.distribution, uniform);
    }
    const auto found = std::lower_bound(below_.begin(), below_.end() - 1, uniform);
    return values_[static_cast<std::size_t>(found - below_.begin())];
}

std::int64_t to_count(double drawn) {
    return drawn > 1 ? std::llround(std::min(drawn, static_cast<double>(kMostCount))) : 1;
}

double mean_count(const scenario::Number& number) {
    if (!number.distribution) {
        return static_cast<double>(to_count(number.value));
    }
    constexpr double kNegligible = 1e-12;
    double sum = 1;
    for (std::int64_t n = 2; n <= kMostCount; ++n) {
        const double above = 1 - cdf(*number.distribution, static_cast<double>(n) - 0.5);
        sum += above;
        if (above < kNegligible) {
            break;
        }
    }
    return sum;
}

std::int64_t to_us(double us) {
    if (!(us > 0)) {
        return 0;
    }
    return us < static_cast<double>(kLongest_us) ? std::llround(us) : kLongest_us;
}

}  // namespace headroom::workload
