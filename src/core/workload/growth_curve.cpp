#include "src/core/workload/growth_curve.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/detmath.hpp"

namespace headroom::workload {
namespace {

constexpr std::size_t kMonths = 1200;
// Beyond these a factor says nothing more about a fleet and integers must not overflow.
constexpr double kMostFactor = 1e12;
constexpr std::uint64_t kMostGpus = 1'000'000'000;

}  // namespace

GrowthCurve::GrowthCurve(const scenario::Growth& growth, double scale) : factors_(growth.monthly) {
    const double yearly = growth.yearly.value;
    if (factors_.empty() && yearly == 0) {
        factors_ = {1.0};
    }
    for (std::size_t month = factors_.size();
         month < kMonths && growth.monthly.empty() && yearly != 0; ++month) {
        const double factor = detmath::pow(1 + yearly, static_cast<double>(month) / 12);
        factors_.push_back(std::min(factor, kMostFactor));
    }
    for (double& factor : factors_) {
        factor = std::min(factor * scale, kMostFactor);
    }
    is_flat_ = std::all_of(factors_.begin(), factors_.end(), [](double f) { return f == 1; });
}

double GrowthCurve::factor(std::size_t month) const {
    return factors_[std::min(month, factors_.size() - 1)];
}

std::uint32_t grow_size(std::uint32_t gpus, double factor, double uniform) {
    std::uint64_t size = gpus;
    for (; factor >= 2 && size < kMostGpus; factor /= 2) {
        size *= 2;
    }
    for (; factor <= 0.5 && size > 1; factor *= 2) {
        size = (size + 1) / 2;
    }
    // Between 1 and 2: doubled with probability f - 1. Between 1/2 and 1: halved with 2 - 2f.
    if (factor >= 1) {
        size *= uniform > 2 - factor ? 2 : 1;
    } else if (uniform < 2 - 2 * factor) {
        size = (size + 1) / 2;
    }
    return static_cast<std::uint32_t>(std::min(size, kMostGpus));
}

}  // namespace headroom::workload
