#include "src/core/climate/bend.hpp"

#include <cmath>

namespace headroom::climate {

double Bend::operator()(double value) const {
    const BendPoint& first = points_.front();
    const BendPoint& last = points_.back();
    const double slope = 0.5 * (last.to - first.to) / (last.from - first.from);
    if (value <= first.from) {
        return first.to + slope * (value - first.from);
    }
    if (value >= last.from) {
        return last.to + slope * (value - last.from);
    }
    std::size_t next = 1;
    while (points_[next].from < value) {
        ++next;
    }
    const BendPoint& low = points_[next - 1];
    const BendPoint& high = points_[next];
    const double way = (value - low.from) / (high.from - low.from);
    return low.to + (high.to - low.to) * way / (way + bow_ * (1 - way));
}

std::optional<double> solve_bow(const std::function<double(double bow)>& mean_of, double mean) {
    constexpr double kLeast = 1.0 / 64, kMost = 64, kNear = 1e-6;
    constexpr int kHalvings = 60;
    double low = kLeast, high = kMost;
    for (int i = 0; i < kHalvings; ++i) {
        const double middle = std::sqrt(low * high);
        (mean_of(middle) > mean ? low : high) = middle;
    }
    const double bow = std::sqrt(low * high);
    return std::abs(mean_of(bow) - mean) <= kNear ? std::optional(bow) : std::nullopt;
}

}  // namespace headroom::climate
