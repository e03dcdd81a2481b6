// When generated jobs come: rhythm, growth, bursts, sessions, the end.

#include <array>
#include <ctime>
#include <set>

#include <gtest/gtest.h>

#include "tests/core/workload/made_generators.hpp"

namespace headroom::workload {
namespace {

using scenario::Generator;

Instant at(const char* text) {
    return parse_instant(text).value();
}

// Counts of a Poisson process lie within 4.5 standard deviations; of the 24 + 7 cells tested at
// once one falls outside with a probability of 2e-4.
void expect_poisson(double count, double expected, const std::string& what) {
    EXPECT_NEAR(count, expected, 4.5 * std::sqrt(expected)) << what;
}

TEST(Arrivals, FollowDayAndWeek) {
    Generator generator = poisson(20, 60);
    generator.daily = {1, 1, 1, 1, 1, 1, 2, 4, 6, 8, 9, 9, 8, 9, 9, 9, 8, 7, 5, 4, 3, 3, 2, 0};
    generator.weekly = {5, 5, 5, 5, 4, 1, 0};
    generator.length = CalendarSpan{0, 52 * kWeek_us};
    GenerateContext context;
    context.start = at("2027-01-04");  // a Monday
    const trace::Trace trace = generate(generator, context);
    std::array<double, 24> hours{};
    std::array<double, 7> days{};
    for (const std::int64_t submit_us : trace.submit_us) {
        ++hours[static_cast<std::size_t>(submit_us / kHour_us % 24)];
        ++days[static_cast<std::size_t>(submit_us / kHour_us / 24 % 7)];
    }
    const double jobs = 52.0 * 604800 / 20;
    expect_poisson(static_cast<double>(trace.size()), jobs, "all");
    for (std::size_t i = 0; i < 24; ++i) {
        expect_poisson(hours[i], jobs * generator.daily[i] / 111, "hour " + std::to_string(i));
    }
    for (std::size_t i = 0; i < 7; ++i) {
        expect_poisson(days[i], jobs * generator.weekly[i] / 25, "day " + std::to_string(i));
    }
}

// An even renewal process on the clock: each month holds its factor's number of jobs, give or take
// the one at its border.
TEST(Arrivals, GrowByMonthExactly) {
    Generator generator;
    generator.interarrival_s.value = 60;
    generator.runtime_s.value = 1;
    generator.length = CalendarSpan{6, 0};
    GenerateContext context;
    context.start = at("2027-01-01");
    context.demand.growth.arrivals.monthly = {1, 1.5, 2, 0.5, 0, 3};
    const trace::Trace trace = generate(generator, context);
    const Calendar calendar(context.start);
    std::array<int, 6> months{};
    for (const std::int64_t submit_us : trace.submit_us) {
        ++months[calendar.month_of(submit_us)];
    }
    const std::array<double, 6> days{31, 28, 31, 30, 31, 30};
    for (std::size_t m = 0; m < 6; ++m) {
        const double factor = context.demand.growth.arrivals.monthly[m];
        EXPECT_NEAR(months[m], days[m] * 1440 * factor, 1) << m;
    }
}

TEST(Arrivals, SizeAndRunTimeGrowByMonth) {
    Generator generator;
    generator.interarrival_s.value = 10;
    generator.runtime_s.value = 100;
    generator.gpus.value = 8;
    generator.length = CalendarSpan{2, 0};
    GenerateContext context;
    context.start = at("2027-01-01");
    context.demand.growth.size.monthly = {1, 1.25};
    context.demand.growth.runtime.monthly = {1, 0.5};
    const trace::Trace trace = generate(generator, context);
    const Calendar calendar(context.start);
    double gpus = 0;
    double jobs = 0;
    for (std::size_t i = 0; i < trace.size(); ++i) {
        const bool is_second = calendar.month_of(trace.submit_us[i]) == 1;
        EXPECT_EQ(trace.runtime_us[i], is_second ? 50'000'000 : 100'000'000);
        EXPECT_TRUE(trace.gpus[i] == 8 || (is_second && trace.gpus[i] == 16));
        gpus += is_second ? trace.gpus[i] : 0;
        jobs += is_second ? 1 : 0;
    }
    // A quarter of the jobs doubles: 8·√(1/4·3/4) is the spread of one.
    EXPECT_NEAR(gpus / jobs, 10, 4.5 * 8 * std::sqrt(3.0 / 16 / jobs));
}

// Bursts of 3 on average, rounded draws: fewer of them come, so that the rate of jobs stays.
TEST(Arrivals, BurstsAndSessionsKeepTheRateOfJobs) {
    Generator generator = poisson(30, 60);
    generator.burst = law(DistributionKind::kExponential, 3);
    generator.burst_gap_s.value = 1;
    generator.session_jobs = law(DistributionKind::kLognormal, 1, 0.8);
    generator.think_time_s = law(DistributionKind::kExponential, 600);
    generator.length = CalendarSpan{0, 100 * kWeek_us};
    const trace::Trace trace = generate(generator);
    const double jobs = 100.0 * 604800 / 30;
    // The variance of a compound Poisson count is its mean times E[N²]/E[N], here below 30.
    EXPECT_NEAR(static_cast<double>(trace.size()), jobs, 4.5 * std::sqrt(30 * jobs));
    EXPECT_TRUE(std::is_sorted(trace.submit_us.begin(), trace.submit_us.end()));
    EXPECT_EQ(trace.ids[0], "1");
    EXPECT_EQ(trace.ids[trace.size() - 1], std::to_string(trace.size()));
}

TEST(Arrivals, AClockworkSessionIsExact) {
    Generator generator;
    generator.interarrival_s.value = 100;  // of jobs; 6 come together
    generator.burst.value = 3;
    generator.burst_gap_s.value = 2;
    generator.session_jobs.value = 2;
    generator.think_time_s.value = 50;
    generator.jobs = 8;
    const trace::Trace trace = generate(generator);
    EXPECT_EQ(trace.submit_us,
              (std::vector<std::int64_t>{600'000'000, 602'000'000, 604'000'000, 654'000'000,
                                         656'000'000, 658'000'000, 1'200'000'000, 1'202'000'000}));
}

TEST(Arrivals, EndWithTheLengthOrTheHorizonOrTheJobs) {
    Generator generator;
    generator.interarrival_s.value = 10;
    GenerateContext context;
    context.horizon_us = 100'000'000;
    EXPECT_EQ(generate(generator, context).size(), 9u);  // none at the end itself
    generator.length = CalendarSpan{0, 50'000'000};
    EXPECT_EQ(generate(generator, context).size(), 4u);
    generator.jobs = 3;
    EXPECT_EQ(generate(generator, context).size(), 3u);
    generator.jobs = 30;
    EXPECT_EQ(generate(generator, context).size(), 4u);
    generator.length.reset();
    EXPECT_EQ(generate(generator, context).size(), 30u);
}

TEST(Arrivals, UsersFollowZipfAndBringTheirAccount) {
    Generator generator = poisson(1, 1);
    generator.jobs = 100'000;
    generator.users = 4;
    generator.accounts = {"nlp", "vision"};
    const trace::Trace trace = generate(generator);
    std::array<double, 4> jobs{};
    for (std::size_t i = 0; i < trace.size(); ++i) {
        const auto user = static_cast<std::size_t>(trace.user.text(i).back() - '1');
        ASSERT_EQ(trace.user.text(i), "user-" + std::to_string(user + 1));
        ASSERT_EQ(trace.account.text(i), user % 2 == 0 ? "nlp" : "vision");
        ++jobs[user];
    }
    for (std::size_t user = 0; user < 4; ++user) {
        const double expected = 100'000 * (1.0 / static_cast<double>(user + 1)) / (25.0 / 12);
        expect_poisson(jobs[user], expected, "user " + std::to_string(user));
    }
}

TEST(Arrivals, ASessionHasOneUser) {
    Generator generator = poisson(1000, 1);
    generator.jobs = 1000;
    generator.users = 1000;
    generator.user_skew = 0;
    generator.session_jobs.value = 10;
    generator.think_time_s.value = 1;
    const trace::Trace trace = generate(generator);
    std::set<std::string> users;
    for (std::size_t i = 0; i < trace.size(); ++i) {
        users.insert(trace.user.text(i));
    }
    EXPECT_LE(users.size(), 100u);
    EXPECT_GE(users.size(), 80u);  // 100 draws of 1000 users: 95 different ones on average
}

TEST(Arrivals, TheSameSeedGivesTheSameTrace) {
    Generator generator = poisson(60, 600);
    generator.jobs = 5000;
    generator.users = 20;
    generator.session_jobs = law(DistributionKind::kExponential, 4);
    generator.think_time_s = law(DistributionKind::kExponential, 300);
    generator.daily = std::vector<double>(24, 1.0);
    generator.daily[3] = 9;
    GenerateContext context;
    context.seed = 5;
    const trace::Trace one = generate(generator, context);
    const trace::Trace same = generate(generator, context);
    context.seed = 6;
    const trace::Trace other = generate(generator, context);
    EXPECT_EQ(one.submit_us, same.submit_us);
    EXPECT_EQ(one.runtime_us, same.runtime_us);
    EXPECT_EQ(one.user.text(4999), same.user.text(4999));
    EXPECT_NE(one.submit_us, other.submit_us);
}

// In CPU time, so that a busy machine does not matter.
TEST(Arrivals, AMillionJobsTakeAboutASecond) {
    Generator generator = poisson(15, 0);
    generator.jobs = 1'000'000;
    generator.runtime_s = law(DistributionKind::kLognormal, 8, 1.5);
    generator.overestimate = law(DistributionKind::kUniform, 1, 5);
    generator.daily = std::vector<double>(24, 1.0);
    generator.daily[3] = 9;
    generator.users = 200;
    for (const char* name : {"small", "medium", "large"}) {
        generator.classes.emplace_back(name, scenario::JobClass{});
    }
    const std::clock_t begin = std::clock();
    EXPECT_EQ(generate(generator).size(), 1'000'000u);
    const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    RecordProperty("seconds", std::to_string(seconds));
    std::printf("%.2f s for a million jobs\n", seconds);
#if defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__)
    EXPECT_LT(seconds, 2);
#endif
}

}  // namespace
}  // namespace headroom::workload
