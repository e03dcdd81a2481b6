#include "sim/base/special_functions.hpp"

#include <cmath>

#include "sim/base/detmath.hpp"

namespace headroom {
namespace {

constexpr double kEpsilon = 0x1p-53;
constexpr double kTiny = 1e-300;  // stands for 0 in Lentz's method
constexpr int kMostTerms = 100'000;

// P(a, x) / gamma_weight by the series, for x <= a + 1.
double gamma_series(double a, double x) {
    double term = 1 / a;
    double sum = term;
    for (int n = 1; n < kMostTerms && term > sum * kEpsilon; ++n) {
        term *= x / (a + n);
        sum += term;
    }
    return sum;
}

// Q(a, x) / gamma_weight by the continued fraction, for x > a + 1.
double gamma_fraction(double a, double x) {
    double b = x + 1 - a;
    double c = 1 / kTiny;
    double d = 1 / b;
    double h = d;
    for (int n = 1; n < kMostTerms; ++n) {
        const double numerator = -n * (n - a);
        b += 2;
        d = numerator * d + b;
        d = 1 / (std::fabs(d) < kTiny ? kTiny : d);
        c = b + numerator / c;
        c = std::fabs(c) < kTiny ? kTiny : c;
        const double factor = d * c;
        h *= factor;
        if (std::fabs(factor - 1) < 2 * kEpsilon) {
            break;
        }
    }
    return h;
}

// One step of Lentz's method with the next numerator of a fraction whose denominators are 1.
struct Lentz {
    double c = 1;
    double d = 0;
    double h = 1;

    double advance(double numerator) {
        d = 1 + numerator * d;
        d = 1 / (std::fabs(d) < kTiny ? kTiny : d);
        c = 1 + numerator / c;
        c = std::fabs(c) < kTiny ? kTiny : c;
        h *= d * c;
        return d * c;
    }
};

// I_x(a, b)·a / beta_weight, for x < (a + 1)/(a + b + 2).
double beta_fraction(double a, double b, double x) {
    Lentz lentz;
    lentz.d = 1 / (1 - (a + b) * x / (a + 1));
    lentz.h = lentz.d;
    for (int m = 1; m < kMostTerms; ++m) {
        lentz.advance(m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)));
        const double factor =
            lentz.advance(-(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)));
        if (std::fabs(factor - 1) < 2 * kEpsilon) {
            break;
        }
    }
    return lentz.h;
}

}  // namespace

double gamma_weight(double a, double x) {
    if (a < 10) {
        return detmath::exp(a * detmath::log(x) - x - detmath::log_gamma(a));
    }
    // For a large the three terms nearly cancel; their sum is -a·(d - log(1 + d)) with d = x/a - 1.
    const double d = (x - a) / a;
    const double distance = a * (d - detmath::log1p(d));
    constexpr double kInverseRootTwoPi = 0.398942280401432677940;
    return std::sqrt(a) * kInverseRootTwoPi *
           detmath::exp(-distance - detmath::stirling_correction(a));
}

Tails gamma_tails(double a, double x) {
    if (!(x > 0)) {
        return {0, 1};
    }
    if (x == detmath::kInfinity) {
        return {1, 0};
    }
    if (x <= a + 1) {
        const double below = gamma_weight(a, x) * gamma_series(a, x);
        return {below, 1 - below};
    }
    const double above = gamma_weight(a, x) * gamma_fraction(a, x);
    return {1 - above, above};
}

double beta_weight(double a, double b, double x, double y) {
    const double log_x = x <= 0.5 ? detmath::log(x) : detmath::log1p(-y);
    const double log_y = x <= 0.5 ? detmath::log1p(-x) : detmath::log(y);
    return detmath::exp(detmath::log_gamma(a + b) - detmath::log_gamma(a) - detmath::log_gamma(b) +
                        a * log_x + b * log_y);
}

Tails beta_tails(double a, double b, double x, double y) {
    if (!(x > 0)) {
        return {0, 1};
    }
    if (!(y > 0)) {
        return {1, 0};
    }
    const double weight = beta_weight(a, b, x, y);
    if (x < (a + 1) / (a + b + 2)) {
        const double below = weight * beta_fraction(a, b, x) / a;
        return {below, 1 - below};
    }
    const double above = weight * beta_fraction(b, a, y) / b;
    return {1 - above, above};
}

}  // namespace headroom
