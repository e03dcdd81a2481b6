// Recorded traces that are repeated, resampled or grown.

#include <map>
#include <set>

#include <gtest/gtest.h>

#include "src/core/workload/grow_trace.hpp"
#include "src/core/workload/repeat_weeks.hpp"
#include "tests/core/workload/made_generators.hpp"

namespace headroom::workload {
namespace {

// Irregular jobs over a bit more than `weeks` weeks; job k is told by its size.
trace::Trace recorded(std::size_t weeks) {
    scenario::Generator generator = poisson(900, 600);
    generator.daily.assign(24, 1.0);
    generator.daily[14] = 20;
    generator.weekly = {5, 4, 5, 4, 3, 1, 1};
    generator.length = CalendarSpan{0, static_cast<std::int64_t>(weeks) * kWeek_us + 50 * kHour_us};
    generator.users = 7;
    trace::Trace trace = generate(generator);
    for (std::size_t i = 0; i < trace.size(); ++i) {
        trace.gpus[i] = static_cast<std::uint32_t>(i);
        trace.start_us.push_back(trace.submit_us[i] + 5);
        trace.end_us.push_back(i % 2 == 0 ? trace::kUnknown : trace.submit_us[i] + 9);
    }
    return trace;
}

std::map<std::int64_t, int> hours_of_week(const trace::Trace& trace,
                                          std::size_t begin,
                                          std::size_t end) {
    std::map<std::int64_t, int> hours;
    for (std::size_t i = begin; i < end; ++i) {
        ++hours[(trace.submit_us[i] - trace.submit_us[0]) % kWeek_us / kHour_us];
    }
    return hours;
}

TEST(RepeatWeeks, CountsAWeekThatLacksLessThanADay) {
    const auto spanning = [](std::int64_t us) {
        trace::Trace trace;
        trace.submit_us = {kHour_us, kHour_us + us};
        return count_weeks(trace);
    };
    EXPECT_EQ(spanning(3 * 24 * kHour_us), 0u);
    EXPECT_EQ(spanning(6 * 24 * kHour_us), 1u);
    EXPECT_EQ(spanning(13 * 24 * kHour_us - 1), 1u);
    EXPECT_EQ(spanning(13 * 24 * kHour_us), 2u);
    EXPECT_EQ(count_weeks({}), 0u);
}

TEST(RepeatWeeks, KeepsTheHoursOfTheWeekExactly) {
    const trace::Trace trace = recorded(3);
    ASSERT_EQ(count_weeks(trace), 3u);
    const trace::Trace laid = lay_weeks(trace, repeat_weeks(3, 9));
    const std::size_t once = laid.size() / 3;
    ASSERT_EQ(once * 3, laid.size());
    for (std::size_t k = 0; k < 3; ++k) {
        EXPECT_EQ(hours_of_week(laid, k * once, (k + 1) * once), hours_of_week(trace, 0, once));
    }
    EXPECT_TRUE(std::is_sorted(laid.submit_us.begin(), laid.submit_us.end()));
    std::set<std::string_view> ids;
    for (std::size_t i = 0; i < laid.size(); ++i) {
        EXPECT_TRUE(ids.insert(laid.ids[i]).second) << laid.ids[i];
        EXPECT_EQ(laid.gpus[i], trace.gpus[i % once]);
        EXPECT_EQ(laid.user.text(i), trace.user.text(i % once));
        EXPECT_EQ(laid.start_us[i], laid.submit_us[i] + 5);
        EXPECT_EQ(laid.end_us[i], i % once % 2 == 0 ? trace::kUnknown : laid.submit_us[i] + 9);
    }
    EXPECT_EQ(laid.ids[0], "1");
    EXPECT_EQ(laid.ids[once], "1#2");
    EXPECT_EQ(laid.ids[2 * once], "1#3");
}

TEST(ResampleWeeks, TakesWholeWeeksAndIsAPureFunctionOfTheTrial) {
    const trace::Trace trace = recorded(5);
    const trace::Trace one = resample_weeks(trace, "w", 1, 3);
    EXPECT_EQ(one.submit_us, resample_weeks(trace, "w", 1, 3).submit_us);
    EXPECT_NE(one.gpus, resample_weeks(trace, "w", 1, 4).gpus);
    EXPECT_NE(one.gpus, resample_weeks(trace, "w", 2, 3).gpus);
    EXPECT_NE(one.gpus, resample_weeks(trace, "v", 1, 3).gpus);
    const std::vector<std::uint32_t> weeks = draw_weeks(5, 5, "w", 1, 3);
    EXPECT_EQ(one.size(), count_jobs(trace, weeks));
    // Each job is a recorded one, a whole number of weeks away from where it was.
    for (std::size_t i = 0; i < one.size(); ++i) {
        const std::int64_t away = one.submit_us[i] - trace.submit_us[one.gpus[i]];
        EXPECT_EQ(away % kWeek_us, 0);
        EXPECT_EQ(one.runtime_us[i], trace.runtime_us[one.gpus[i]]);
    }
    EXPECT_EQ(resample_weeks(recorded(0), "w", 1, 1).submit_us, recorded(0).submit_us);
}

TEST(ResampleWeeks, DrawsEachWeekAlikeOften) {
    std::array<int, 4> drawn{};
    for (std::uint32_t trial = 0; trial < 5000; ++trial) {
        for (const std::uint32_t week : draw_weeks(4, 4, "w", 1, trial)) {
            ++drawn.at(week);
        }
    }
    for (const int times : drawn) {
        EXPECT_NEAR(times, 5000, 4.5 * std::sqrt(20'000 * 0.25 * 0.75));
    }
}

TEST(GrowTrace, CopiesAndThinsEveryStretchByItsFactor) {
    const trace::Trace trace = recorded(8);
    const Calendar calendar({});
    for (const double factor : {1.3, 0.4, 2.0, 3.7}) {
        scenario::Demand demand;
        demand.growth.arrivals.monthly = {1, factor};
        const auto grown = grow_trace(trace, demand, calendar, "w", {});
        ASSERT_TRUE(grown);
        std::vector<int> copies(trace.size(), 0);
        std::set<std::string_view> ids;
        for (std::size_t i = 0; i < grown->size(); ++i) {
            const std::uint32_t row = grown->gpus[i];
            ++copies[row];
            EXPECT_TRUE(ids.insert(grown->ids[i]).second);
            // A copy stays in its hour.
            EXPECT_GE(grown->submit_us[i], trace.submit_us[row]);
            EXPECT_EQ(grown->submit_us[i] / kHour_us, trace.submit_us[row] / kHour_us);
            EXPECT_EQ(grown->start_us[i] - grown->submit_us[i], 5);
        }
        EXPECT_TRUE(std::is_sorted(grown->submit_us.begin(), grown->submit_us.end()));
        const auto second = static_cast<std::size_t>(std::lower_bound(trace.submit_us.begin(),
                                                                      trace.submit_us.end(),
                                                                      calendar.months_us()[1]) -
                                                     trace.submit_us.begin());
        for (std::size_t row = 0; row < second; ++row) {
            ASSERT_EQ(copies[row], 1);
        }
        int sum = 0;
        for (std::size_t row = second; row < trace.size(); ++row) {
            sum += copies[row];
            // The discrepancy of multiples of the golden ratio grows with the logarithm of their
            // number (Kuipers & Niederreiter, "Uniform Distribution of Sequences", 1974, ch. 2.3).
            ASSERT_NEAR(sum, static_cast<double>(row - second + 1) * factor, 2);
        }
    }
}

TEST(GrowTrace, AMoreBusyDemandHasEveryJobOfALessBusyOne) {
    const trace::Trace trace = recorded(4);
    std::vector<int> fewer(trace.size(), 0);
    for (int step = 1; step <= 30; ++step) {
        scenario::Demand demand;
        demand.scale.value = 0.1 * step;
        const auto grown = grow_trace(trace, demand, Calendar({}), "w", {});
        ASSERT_TRUE(grown);
        std::vector<int> copies(trace.size(), 0);
        for (std::size_t i = 0; i < grown->size(); ++i) {
            ++copies[grown->gpus[i]];
        }
        EXPECT_NEAR(static_cast<double>(grown->size()),
                    demand.scale.value * static_cast<double>(trace.size()), 2);
        for (std::size_t row = 0; row < trace.size(); ++row) {
            ASSERT_GE(copies[row], fewer[row]) << demand.scale.value;
        }
        fewer = copies;
    }
}

TEST(GrowTrace, NoGrowthChangesNothing) {
    const trace::Trace trace = recorded(1);
    const auto grown = grow_trace(trace, {}, Calendar({}), "w", {});
    EXPECT_EQ(grown->submit_us, trace.submit_us);
    EXPECT_EQ(grown->ids[3], trace.ids[3]);
}

TEST(GrowTrace, RunTimesAndSizesGrowToo) {
    trace::Trace trace = recorded(1);
    std::fill(trace.gpus.begin(), trace.gpus.end(), 8u);
    scenario::Demand demand;
    demand.growth.runtime.monthly = {2};
    demand.growth.size.monthly = {4};
    const auto grown = grow_trace(trace, demand, Calendar({}), "w", {});
    for (std::size_t i = 0; i < trace.size(); ++i) {
        EXPECT_EQ(grown->gpus[i], 32u);
        EXPECT_EQ(grown->runtime_us[i], 2 * trace.runtime_us[i]);
        EXPECT_EQ(grown->estimate_us[i], 2 * trace.estimate_us[i]);
        EXPECT_EQ(grown->end_us[i], trace.end_us[i] == trace::kUnknown
                                        ? trace::kUnknown
                                        : trace.end_us[i] + trace.runtime_us[i]);
    }
}

TEST(GrowTrace, RefusesWhatDoesNotFitTheMemory) {
    scenario::Demand demand;
    demand.growth.arrivals.monthly = {1e9};
    EXPECT_FALSE(grow_trace(recorded(1), demand, Calendar({}), "w", {}));
}

}  // namespace
}  // namespace headroom::workload
