#include "sim/model/carbon/best_start.hpp"

#include <vector>

#include <gtest/gtest.h>

#include "sim/base/philox.hpp"

namespace headroom::sim {
namespace {

constexpr std::int64_t kHour = HourlySeries::kHourUs;
constexpr std::int64_t kMinute = kHour / 60;

// Every candidate, its mean summed minute by minute. All times are whole minutes.
std::int64_t brute_force(const HourlySeries& series,
                         std::int64_t submit_us,
                         std::int64_t slack_us,
                         std::int64_t length_us,
                         std::int64_t step_us) {
    std::int64_t best_us = submit_us;
    double least = -1;
    for (std::int64_t start = submit_us; start <= submit_us + slack_us; start += kMinute) {
        if (start != submit_us && start % step_us != 0) {
            continue;
        }
        double sum = 0;
        for (std::int64_t at = start; at < start + length_us; at += kMinute) {
            sum += series.value_at(at);  // whole numbers: exact
        }
        if (least < 0 || sum < least) {
            least = sum;
            best_us = start;
        }
    }
    return best_us;
}

std::int64_t draw_below(std::int64_t bound, std::uint32_t index) {
    return static_cast<std::int64_t>(draw_uniform({5, Stream::kUser, 0, index, 0}) *
                                     static_cast<double>(bound));
}

TEST(BestStart, IsWhatBruteForceFinds) {
    // Few different values, so that ties are common.
    HourlySeries series{17 * kMinute - 5 * kHour, {}};
    for (std::uint32_t i = 0; i < 8760; ++i) {
        series.values.push_back(static_cast<double>(100 + 50 * draw_below(4, i)));
    }
    for (std::uint32_t i = 0; i < 300; ++i) {
        const std::uint32_t from = 10'000 + 8 * i;
        const std::int64_t submit = (draw_below(20'000 * 60, from) - 5000 * 60) * kMinute;
        const std::int64_t slack = draw_below(48 * 60, from + 1) * kMinute;
        const std::int64_t length = draw_below(20 * 60, from + 2) * kMinute;
        const std::int64_t step = i % 3 == 0 ? 15 * kMinute : kHour;
        ASSERT_EQ(best_start_us(series, submit, slack, length, step),
                  brute_force(series, submit, slack, length, step))
            << "case " << i;
    }
}

TEST(BestStart, IsTheSubmitWhereNothingIsBetter) {
    const std::int64_t submit = 7 * kMinute;
    EXPECT_EQ(best_start_us(constant_series(0.1), submit, 24 * kHour, 3 * kHour), submit);
    EXPECT_EQ(best_start_us({0, {5, 1}}, submit, 0, kHour), submit);
    EXPECT_EQ(best_start_us({0, {5, 1}}, submit, kHour, 0), submit);
}

TEST(BestStart, IsNeverLaterThanTheSlackAllows) {
    const HourlySeries falling{0, {5, 4, 3, 2, 1, 0}};
    EXPECT_EQ(best_start_us(falling, 0, 3 * kHour - 1, kHour), 2 * kHour);
    EXPECT_EQ(best_start_us(falling, 0, 3 * kHour, kHour), 3 * kHour);
}

}  // namespace
}  // namespace headroom::sim
