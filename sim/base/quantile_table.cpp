#include "sim/base/quantile_table.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/detmath.hpp"

namespace headroom {
namespace {

// One piece of the table: the value grows from x to y while the probability grows from p to q.
struct Segment {
    double x = 0;
    double y = 0;
    double p = 0;
    double q = 0;
    [[nodiscard]] bool is_logarithmic() const { return x > 0 && y > x; }
    [[nodiscard]] double log_ratio() const { return detmath::log1p((y - x) / x); }
    [[nodiscard]] double point(double at) const {
        const double share = (at - p) / (q - p);
        if (!is_logarithmic()) {
            return x + share * (y - x);
        }
        return std::clamp(x * detmath::exp(share * log_ratio()), x, y);
    }
    [[nodiscard]] double probability(double value) const {
        const double share = is_logarithmic() ? detmath::log1p((value - x) / x) / log_ratio()
                                              : (value - x) / (y - x);
        return p + std::clamp(share, 0.0, 1.0) * (q - p);
    }
    // ∫ of the value over the probabilities of the piece.
    [[nodiscard]] double integral() const {
        const double mean = is_logarithmic() ? (y - x) / log_ratio() : 0.5 * x + 0.5 * y;
        return mean * (q - p);
    }
};

Segment segment_of(const Distribution& d, std::size_t i) {
    return {d.values[i], d.values[i + 1], d.weights[i], d.weights[i + 1]};
}

}  // namespace

std::string find_quantile_table_fault(const Distribution& d) {
    if (d.values.size() < 2 || d.values.size() != d.weights.size()) {
        return "a table of quantiles needs at least two";
    }
    if (d.weights.front() != 0 || d.weights.back() != 1) {
        return "the first quantile must be the smallest value (at 0), the last the largest (at 1)";
    }
    for (std::size_t i = 0; i + 1 < d.values.size(); ++i) {
        if (!(d.weights[i] < d.weights[i + 1])) {
            return "the probabilities of the quantiles must rise";
        }
        if (!(d.values[i] <= d.values[i + 1])) {
            return "the values of the quantiles must not fall";
        }
    }
    return std::isfinite(d.values.front()) && std::isfinite(d.values.back())
               ? ""
               : "the values of the quantiles must be finite";
}

double quantile_table_point(const Distribution& d, double below) {
    const auto found = std::upper_bound(d.weights.begin() + 1, d.weights.end() - 1, below);
    const auto i = static_cast<std::size_t>(found - d.weights.begin()) - 1;
    return segment_of(d, i).point(std::clamp(below, 0.0, 1.0));
}

Tails quantile_table_tails(const Distribution& d, double x) {
    if (x < d.values.front()) {
        return {0, 1};
    }
    double below = 1;
    for (std::size_t i = 0; i + 1 < d.values.size(); ++i) {
        const Segment segment = segment_of(d, i);
        if (x < segment.y) {
            below = segment.probability(x);
            break;
        }
    }
    return {below, 1 - below};
}

double quantile_table_mean(const Distribution& d, double from, double to) {
    double sum = 0;
    for (std::size_t i = 0; i + 1 < d.values.size(); ++i) {
        const Segment whole = segment_of(d, i);
        const double p = std::max(whole.p, from);
        const double q = std::min(whole.q, to);
        if (p < q) {
            sum += Segment{whole.point(p), whole.point(q), p, q}.integral();
        }
    }
    return sum / (to - from);
}

}  // namespace headroom
