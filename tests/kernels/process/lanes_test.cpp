// Four trials at once give each the bits that it has alone.

#include "kernels/process/lanes.hpp"

#include <gtest/gtest.h>

#include "kernels/process/spikes.hpp"

namespace headroom::mc {
namespace {

using detmath::to_bits;

double number(std::uint32_t index, double low, double high) {
    return low + (high - low) * draw_uniform({3, Stream::kFactor, 9, index, 0});
}

template <class OfLanes, class OfOne>
void expect_same(double low, double high, const OfLanes& of_lanes, const OfOne& of_one) {
    for (std::uint32_t i = 0; i < 40'000; i += kLanes) {
        Lanes x{};
        for (int lane = 0; lane < kLanes; ++lane) {
            x[lane] = number(i + static_cast<std::uint32_t>(lane), low, high);
        }
        const Lanes y = of_lanes(x);
        for (int lane = 0; lane < kLanes; ++lane) {
            ASSERT_EQ(to_bits(y[lane]), to_bits(of_one(x[lane]))) << x[lane];
        }
    }
}

TEST(Lanes, HaveTheBitsOfDoubles) {
    const auto exps = [](auto x) {
        return exp_of(x);
    };
    expect_same(-1, 1, exps, exps);
    expect_same(-800, 800, exps, exps);
    expect_same(-680, 680, exps, exps);
    const auto normals = [](auto p) {
        return inverse_normal(p);
    };
    expect_same(0, 1, normals, normals);
    expect_same(0, 1e-15, normals, normals);
    const auto wholes = [](auto x) {
        return whole_part(x);
    };
    expect_same(-1e5, 1e5, wholes, wholes);
    const auto counts = [](auto u) {
        return poisson_count(3.5, u);
    };
    expect_same(0, 1, counts, counts);
}

TEST(Lanes, DrawWhatEachTrialDrawsAlone) {
    for (const bool is_antithetic : {false, true}) {
        const DrawSeed seed{0xDEADBEEF12345678, is_antithetic};
        for (std::uint32_t first : {0u, 4u, 1000u, 0xFFFFFFF0u}) {
            const TrialDraws<Lanes> draws(seed, first);
            for (std::uint32_t index = 0; index < 100; ++index) {
                const auto both = draws.at(Stream::kPlanDemand, 0xABCDEF01, index);
                for (std::uint32_t lane = 0; lane < kLanes; ++lane) {
                    const TrialDraws<double> one(seed, first + lane);
                    const auto alone = one.at(Stream::kPlanDemand, 0xABCDEF01, index);
                    ASSERT_EQ(to_bits(both.first[lane]), to_bits(alone.first));
                    ASSERT_EQ(to_bits(both.second[lane]), to_bits(alone.second));
                }
            }
        }
    }
}

TEST(TrialDraws, AreThoseOfDrawUniform) {
    const TrialDraws<double> draws({5, false}, 17);
    EXPECT_EQ(draws.at(Stream::kFactor, 3, 4).first, draw_uniform({5, Stream::kFactor, 3, 4, 17}));
}

TEST(TrialDraws, MirrorTheTrialBefore) {
    const TrialDraws<double> even({5, true}, 16);
    const TrialDraws<double> odd({5, true}, 17);
    const TrialDraws<double> plain({5, false}, 16);
    for (std::uint32_t index = 0; index < 100; ++index) {
        const auto u = even.at(Stream::kPlanDemand, 2, index);
        const auto v = odd.at(Stream::kPlanDemand, 2, index);
        EXPECT_EQ(u.first, plain.at(Stream::kPlanDemand, 2, index).first);
        EXPECT_EQ(u.first + v.first, 1);
        EXPECT_EQ(u.second + v.second, 1);
        EXPECT_EQ(inverse_normal(u.first), -inverse_normal(v.first));
    }
}

TEST(Lanes, SpikeEachTrialByItself) {
    const SpikeStep step = spike_step({.per_year = 20, .mean_jump = 0.4, .decay_years = 0.1}, 0.1);
    const DrawSeed seed{11, false};
    for (std::uint32_t first = 0; first < 400; first += kLanes) {
        const TrialDraws<Lanes> draws(seed, first);
        const auto u = draws.at(Stream::kPlanPrice, 0, 5);
        const Lanes y = next_spikes(step, Lanes{} + 0.25, u.second, draws, 5);
        for (std::uint32_t lane = 0; lane < kLanes; ++lane) {
            const TrialDraws<double> one(seed, first + lane);
            const double alone =
                next_spikes(step, 0.25, one.at(Stream::kPlanPrice, 0, 5).second, one, 5);
            ASSERT_EQ(to_bits(y[lane]), to_bits(alone)) << first + lane;
        }
    }
}

}  // namespace
}  // namespace headroom::mc
