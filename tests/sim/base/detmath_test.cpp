#include "sim/base/detmath.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include <gtest/gtest.h>

#include "sim/base/philox.hpp"

namespace headroom {
namespace {

namespace dm = detmath;

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kMax = std::numeric_limits<double>::max();
constexpr double kDenorm = std::numeric_limits<double>::denorm_min();
constexpr std::uint32_t kPoints = 200'000;

// The oracle is libm in long double: 11 more bits on x86-64, good to about 2^-10 ulp of a double.
static_assert(std::numeric_limits<long double>::digits >= 64,
              "the accuracy tests need a long double wider than double");

double error_ulp(double got, long double wanted) {
    if (std::isinf(got) && std::fabs(wanted) > static_cast<long double>(kMax)) {
        return 0;
    }
    int exponent = 0;
    (void)std::frexp(static_cast<double>(wanted), &exponent);
    const long double ulp = std::ldexp(1.0L, std::max(exponent - 53, -1074));
    return static_cast<double>(std::fabs((static_cast<long double>(got) - wanted) / ulp));
}

double uniform_between(double low, double high, std::uint32_t index) {
    return low + (high - low) * draw_uniform({.seed = 7, .index = index});
}

double any_finite(std::uint32_t index) {
    const PhiloxWords words = draw_words({.seed = 8, .index = index});
    const double x = dm::from_bits(static_cast<std::uint64_t>(words.word[0]) << 32 | words.word[1]);
    return std::isfinite(x) ? x : 1;
}

// The largest error of `ours` over points(0) … points(kPoints - 1).
template <class Ours, class Oracle, class Points>
double largest_error_ulp(const Ours& ours, const Oracle& oracle, const Points& points) {
    double largest = 0;
    for (std::uint32_t i = 0; i < kPoints; ++i) {
        const double x = points(i);
        const double error = error_ulp(ours(x), oracle(static_cast<long double>(x)));
        largest = error <= largest ? largest : error;  // a NaN counts
    }
    return largest;
}

auto between(double low, double high) {
    return [=](std::uint32_t i) {
        return uniform_between(low, high, i);
    };
}

TEST(Detmath, ExpIsWithinOneUlp) {
    const auto oracle = [](long double x) {
        return std::exp(x);
    };
    EXPECT_LT(largest_error_ulp(dm::exp, oracle, between(-745, 709.7)), 1);
    EXPECT_LT(largest_error_ulp(dm::exp, oracle, between(-1, 1)), 1);
    EXPECT_LT(largest_error_ulp(dm::exp, oracle, between(-1e-8, 1e-8)), 1);
}

TEST(Detmath, LogIsWithinOneUlp) {
    const auto oracle = [](long double x) {
        return std::log(x);
    };
    const auto any_positive = [](std::uint32_t i) {
        return std::fabs(any_finite(i));
    };
    EXPECT_LT(largest_error_ulp(dm::log, oracle, any_positive), 1);
    EXPECT_LT(largest_error_ulp(dm::log, oracle, between(0.5, 2)), 1);
    EXPECT_LT(largest_error_ulp(dm::log, oracle, between(1 - 1e-9, 1 + 1e-9)), 1);
}

TEST(Detmath, Log1pAndExpm1KeepSmallArguments) {
    const auto log1p = [](long double x) {
        return std::log1p(x);
    };
    const auto expm1 = [](long double x) {
        return std::expm1(x);
    };
    for (const double width : {1e-300, 1e-12, 1e-4, 0.9, 50.0}) {
        EXPECT_LT(largest_error_ulp(dm::log1p, log1p, between(-std::min(width, 0.999), width)), 1.5)
            << width;
        EXPECT_LT(largest_error_ulp(dm::expm1, expm1, between(-width, width)), 3) << width;
    }
}

TEST(Detmath, SinAndCosAreWithinOneUlpForEveryArgument) {
    const auto sine = [](long double x) {
        return std::sin(x);
    };
    const auto cosine = [](long double x) {
        return std::cos(x);
    };
    EXPECT_LT(largest_error_ulp(dm::sin, sine, between(-10, 10)), 1);
    EXPECT_LT(largest_error_ulp(dm::cos, cosine, between(-10, 10)), 1);
    EXPECT_LT(largest_error_ulp(dm::sin, sine, between(-2e6, 2e6)), 1);
    EXPECT_LT(largest_error_ulp(dm::cos, cosine, between(-2e6, 2e6)), 1);
    EXPECT_LT(largest_error_ulp(dm::sin, sine, any_finite), 1);
    EXPECT_LT(largest_error_ulp(dm::cos, cosine, any_finite), 1);
    EXPECT_DOUBLE_EQ(dm::sin(1e22), -0.8522008497671888);  // Ng, "Good to the last bit", 1992
    EXPECT_DOUBLE_EQ(dm::cos(1e22), 0.5232147853951389);
}

TEST(Detmath, SinAndCosKeepTheirDigitsNextToMultiplesOfHalfPi) {
    double largest = 0;
    for (int k = 1; k < 700'000; ++k) {
        const double nearest = static_cast<double>(k * 1.57079632679489661923132169163975144L);
        for (const double x :
             {std::nextafter(nearest, 0), nearest, std::nextafter(nearest, kInf)}) {
            const auto wide = static_cast<long double>(x);
            largest = std::max(largest, error_ulp(dm::sin(x), std::sin(wide)));
            largest = std::max(largest, error_ulp(dm::cos(x), std::cos(wide)));
        }
    }
    EXPECT_LT(largest, 1);
    // The double nearest to a multiple of π/2: Muller, "Elementary Functions", 2nd ed., p. 178.
    EXPECT_DOUBLE_EQ(dm::cos(std::ldexp(6381956970095103.0, 797)), -4.68716592425462761112e-19);
}

TEST(Detmath, SinSquaredAndCosSquaredAddUpWhateverTheSize) {
    for (std::uint32_t i = 0; i < kPoints; ++i) {
        const double x = any_finite(i);
        const double s = dm::sin(x);
        const double c = dm::cos(x);
        ASSERT_NEAR(s * s + c * c, 1, 1e-15) << x;  // a few roundings of numbers below 1
    }
}

TEST(Detmath, AtanIsWithinOneUlp) {
    const auto oracle = [](long double x) {
        return std::atan(x);
    };
    EXPECT_LT(largest_error_ulp(dm::atan, oracle, any_finite), 1);
    EXPECT_LT(largest_error_ulp(dm::atan, oracle, between(-5, 5)), 1);
}

TEST(Detmath, PowIsWithinOneUlp) {
    double largest = 0;
    for (std::uint32_t i = 0; i < 2 * kPoints; ++i) {
        // Bases of every size and near 1, exponents that fill the range of the result.
        const double x = i % 2 == 0 ? std::fabs(any_finite(i)) : uniform_between(0.5, 2, i);
        const double y = uniform_between(-745, 709, i + 1) / std::log(x);
        if (!std::isfinite(y)) {
            continue;
        }
        const long double wanted =
            std::pow(static_cast<long double>(x), static_cast<long double>(y));
        largest = std::max(largest, error_ulp(dm::pow(x, y), wanted));
    }
    EXPECT_LT(largest, 1);
}

TEST(Detmath, PowersOfSmallWholeNumbersAreExact) {
    for (int base = 1; base <= 100; ++base) {
        double product = 1;
        for (int exponent = 0; product < 0x1p53; ++exponent) {
            ASSERT_EQ(dm::pow(base, exponent), product) << base << "^" << exponent;
            product *= base;
            if (base == 1 && exponent > 60) {
                break;
            }
        }
    }
    EXPECT_EQ(dm::pow(2, -1074), kDenorm);
    EXPECT_EQ(dm::pow(4, 0.5), 2);
}

TEST(Detmath, PowFollowsAnnexF) {
    for (const double y : {0.0, -0.0, 1.0, -1.0, 2.0, 3.0, -3.0, 0.5, -0.5, 1e300, -1e300, 0x1p53,
                           1e-300, kInf, -kInf, kNan}) {
        for (const double x : {0.0, -0.0, 1.0, -1.0, 2.0, -2.0, 0.5, -0.5, 1e300, kDenorm, kMax,
                               -kMax, kInf, -kInf, kNan}) {
            const double wanted = std::pow(x, y);
            const double got = dm::pow(x, y);
            if (std::isnan(wanted)) {
                EXPECT_TRUE(std::isnan(got)) << x << "^" << y;
            } else {
                EXPECT_DOUBLE_EQ(got, wanted) << x << "^" << y;
                EXPECT_EQ(std::signbit(got), std::signbit(wanted)) << x << "^" << y;
            }
        }
    }
}

TEST(Detmath, EdgesFollowAnnexF) {
    EXPECT_EQ(dm::exp(0), 1);
    EXPECT_EQ(dm::exp(kInf), kInf);
    EXPECT_EQ(dm::exp(-kInf), 0);
    EXPECT_EQ(dm::exp(710), kInf);
    EXPECT_EQ(dm::exp(-745.133), kDenorm);
    EXPECT_EQ(dm::exp(-746), 0);
    EXPECT_EQ(dm::log(1), 0);
    EXPECT_EQ(dm::log(0), -kInf);
    EXPECT_EQ(dm::log(kInf), kInf);
    EXPECT_TRUE(std::isnan(dm::log(-1)));
    EXPECT_DOUBLE_EQ(dm::log(kDenorm), std::log(kDenorm));
    EXPECT_EQ(dm::log1p(-1), -kInf);
    EXPECT_EQ(dm::log1p(kInf), kInf);
    EXPECT_TRUE(std::isnan(dm::log1p(-2)));
    EXPECT_EQ(dm::expm1(-kInf), -1);
    EXPECT_EQ(dm::expm1(kInf), kInf);
    EXPECT_EQ(dm::atan(kInf), 1.5707963267948966);
    EXPECT_EQ(dm::atan(-kInf), -1.5707963267948966);
    EXPECT_TRUE(std::signbit(dm::atan(-0.0)));
    EXPECT_TRUE(std::signbit(dm::sin(-0.0)));
    EXPECT_EQ(dm::cos(0), 1);
    EXPECT_EQ(dm::sin(kDenorm), kDenorm);
    EXPECT_TRUE(std::isnan(dm::sin(kInf)));
    EXPECT_TRUE(std::isnan(dm::cos(-kInf)));
    for (const auto function : {dm::exp, dm::log, dm::log1p, dm::expm1, dm::sin, dm::cos, dm::atan,
                                dm::normal_cdf, dm::inverse_normal_cdf, dm::log_gamma}) {
        EXPECT_TRUE(std::isnan(function(kNan)));
    }
}

TEST(Detmath, NormalCdfMatchesErfcDownToTheSmallestNumbers) {
    constexpr long double kRootHalf = 0.707106781186547524400844362104849039L;
    for (std::uint32_t i = 0; i < kPoints; ++i) {
        const double x = uniform_between(-37.5, 9, i);
        const long double wanted = std::erfc(-kRootHalf * static_cast<long double>(x)) / 2;
        ASSERT_NEAR(static_cast<double>(dm::normal_cdf(x) / wanted), 1, 2e-15) << x;
    }
    EXPECT_EQ(dm::normal_cdf(0), 0.5);
    EXPECT_EQ(dm::normal_cdf(-kInf), 0);
    EXPECT_EQ(dm::normal_cdf(kInf), 1);
}

TEST(Detmath, InverseNormalUndoesTheCdf) {
    // Newton's correction Δx = (Φ(x) - p)/φ(x), relative to x, is the error of x.
    constexpr long double kRootHalf = 0.707106781186547524400844362104849039L;
    for (std::uint32_t i = 0; i < kPoints; ++i) {
        const double p =
            i % 2 == 0 ? uniform_between(0, 1, i) : std::exp(uniform_between(-700, -1, i));
        const double x = dm::inverse_normal_cdf(p);
        const auto wide = static_cast<long double>(x);
        const long double miss = std::erfc(-kRootHalf * wide) / 2 - static_cast<long double>(p);
        const long double density = 0.398942280401432677939946L * std::exp(-wide * wide / 2);
        ASSERT_LE(std::fabs(miss / density), 2e-15L * std::fabs(wide)) << p;
    }
    EXPECT_EQ(dm::inverse_normal_cdf(0.5), 0);
    EXPECT_EQ(dm::inverse_normal_cdf(0), -kInf);
    EXPECT_EQ(dm::inverse_normal_cdf(1), kInf);
    EXPECT_TRUE(std::isnan(dm::inverse_normal_cdf(1.5)));
}

TEST(Detmath, LogGammaMatchesLibm) {
    for (std::uint32_t i = 0; i < kPoints; ++i) {
        const double x = i % 2 == 0 ? uniform_between(0, 50, i) : std::fabs(any_finite(i));
        const long double wanted = std::lgamma(static_cast<long double>(x));
        if (wanted < 1e308L) {
            const double size = std::max(1.0, std::fabs(static_cast<double>(wanted)));
            ASSERT_NEAR(dm::log_gamma(x), static_cast<double>(wanted), 1e-14 * size) << x;
        }
    }
    EXPECT_EQ(dm::log_gamma(0), kInf);
    EXPECT_EQ(dm::log_gamma(kInf), kInf);
    EXPECT_TRUE(std::isnan(dm::log_gamma(-1)));
}

}  // namespace
}  // namespace headroom
