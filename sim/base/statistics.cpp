#include "sim/base/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "sim/base/contract.hpp"
#include "sim/base/detmath.hpp"
#include "sim/base/special_functions.hpp"

namespace headroom {
namespace {

// P(T > t) for t >= 0, to its own relative precision: half of I_x(ν/2, 1/2) with x = ν/(ν + t²);
// Abramowitz & Stegun 26.7.1.
double student_t_upper(double t, double freedom) {
    const double square = t * t;
    if (square == detmath::kInfinity) {
        return 0;
    }
    const double x = freedom / (freedom + square);
    const double y = square / (freedom + square);
    return 0.5 * beta_tails(0.5 * freedom, 0.5, x, y).below;
}

double student_t_log_density(double t, double freedom) {
    return detmath::log_gamma(0.5 * (freedom + 1)) - detmath::log_gamma(0.5 * freedom) -
           0.5 * detmath::log(freedom * 3.14159265358979323846) -
           0.5 * (freedom + 1) * detmath::log1p(t * t / freedom);
}

// Cornish and Fisher's expansion about the normal quantile; Abramowitz & Stegun 26.7.5.
double student_t_from_normal(double z, double freedom) {
    const double s = z * z;
    const double g1 = z * (s + 1) / 4;
    const double g2 = z * ((5 * s + 16) * s + 3) / 96;
    const double g3 = z * (((3 * s + 19) * s + 17) * s - 15) / 384;
    const double g4 = z * ((((79 * s + 776) * s + 1482) * s - 1920) * s - 945) / 92160;
    return z + (g1 + (g2 + (g3 + g4 / freedom) / freedom) / freedom) / freedom;
}

// The t > 0 whose upper tail is `tail` < 1/2, solved for log t: far out the log of the tail is a
// line in it.
double student_t_upper_point(double tail, double freedom) {
    const double z = -detmath::inverse_normal_cdf(tail);
    constexpr double kManyDegrees = 1000;  // the log Γ of the exact form lose digits beyond
    if (freedom >= kManyDegrees) {
        return student_t_from_normal(z, freedom);
    }
    const auto miss = [&](double log_t) {
        const double t = detmath::exp(log_t);
        const double found = std::max(student_t_upper(t, freedom), 1e-320);
        const double density = detmath::exp(student_t_log_density(t, freedom));
        return ValueAndSlope{-detmath::log(found / tail), density * t / found};
    };
    return detmath::exp(solve_increasing(miss, detmath::log(z), -700, 350));
}

}  // namespace

std::size_t nearest_rank_index(std::size_t n, double p) {
    HEADROOM_REQUIRE(n > 0 && p > 0 && p <= 1,
                     "n = " + std::to_string(n) + ", p = " + std::to_string(p));
    const double product = p * static_cast<double>(n);
    const double whole = std::floor(product + 0.5);
    const double rank = std::fabs(product - whole) <= 1e-12 * product ? whole : std::ceil(product);
    return std::clamp<std::size_t>(static_cast<std::size_t>(rank), 1, n) - 1;
}

void Moments::add(double value) {
    ++count_;
    const double before = value - mean_;
    mean_ += before / static_cast<double>(count_);
    squares_ += before * (value - mean_);
}

void Moments::merge(const Moments& other) {
    if (other.count_ == 0) {
        return;
    }
    const double ours = static_cast<double>(count_);
    const double theirs = static_cast<double>(other.count_);
    const double apart = other.mean_ - mean_;
    count_ += other.count_;
    mean_ += apart * (theirs / (ours + theirs));
    squares_ += other.squares_ + apart * apart * (ours * theirs / (ours + theirs));
}

double Moments::variance() const {
    return count_ < 2 ? 0 : squares_ / static_cast<double>(count_ - 1);
}

double Moments::standard_error() const {
    return count_ < 2 ? 0 : std::sqrt(variance() / static_cast<double>(count_));
}

double student_t_quantile(double p, double freedom) {
    HEADROOM_REQUIRE(p > 0 && p < 1 && freedom > 0,
                     "p = " + std::to_string(p) + ", freedom = " + std::to_string(freedom));
    if (p == 0.5) {
        return 0;
    }
    return p < 0.5 ? -student_t_upper_point(p, freedom) : student_t_upper_point(1 - p, freedom);
}

double confidence_half_width(const Moments& moments, double level) {
    HEADROOM_REQUIRE(level > 0 && level < 1, "level = " + std::to_string(level));
    if (moments.count() < 2) {
        return detmath::kInfinity;
    }
    const double freedom = static_cast<double>(moments.count() - 1);
    return student_t_quantile(0.5 + 0.5 * level, freedom) * moments.standard_error();
}

}  // namespace headroom
