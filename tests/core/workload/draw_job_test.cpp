// What generated jobs are like: classes, sizes, run times, estimates, final states, likeness.

#include <map>

#include <gtest/gtest.h>

#include "sim/base/detmath.hpp"
#include "tests/core/workload/made_generators.hpp"

namespace headroom::workload {
namespace {

using scenario::Generator;
using scenario::JobClass;

Generator clockwork(std::int64_t jobs) {
    Generator generator;
    generator.interarrival_s.value = 1;
    generator.runtime_s.value = 1;
    generator.jobs = jobs;
    return generator;
}

JobClass make_class(double share, double runtime_s) {
    JobClass one;
    one.share = share;
    one.runtime_s = law(DistributionKind::kExponential, runtime_s);
    return one;
}

Generator three_classes(std::int64_t jobs) {
    Generator generator = clockwork(jobs);
    generator.classes = {
        {"a", make_class(5, 10)}, {"b", make_class(3, 100)}, {"c", make_class(2, 1000)}};
    for (std::size_t i = 0; i < 3; ++i) {
        generator.classes[i].second.gpus = scenario::Number{static_cast<double>(i + 1), {}};
    }
    return generator;
}

TEST(DrawJob, RunTimesHaveTheirLaw) {
    using enum DistributionKind;
    std::vector<scenario::Number> laws{law(kLognormal, 7, 2), law(kWeibull, 3600, 0.6),
                                       law(kGamma, 3600, 2), law(kExponential, 900)};
    Distribution table;
    table.kind = kQuantiles;
    table.values = {1, 600, 36000, 604800};
    table.weights = {0, 0.5, 0.95, 1};
    laws.push_back({mean(table), table});
    Distribution cut = *laws[0].distribution;
    cut.lowest = 10;
    cut.highest = 86400;
    laws.push_back({mean(cut), cut});
    for (const scenario::Number& runtime : laws) {
        Generator generator = clockwork(20'000);
        generator.runtime_s = runtime;
        EXPECT_LT(ks_statistic(generate(generator).runtime_us, *runtime.distribution), 2.0)
            << static_cast<int>(runtime.distribution->kind);
    }
}

TEST(DrawJob, ClassesHaveTheirSharesAndLaws) {
    const trace::Trace trace = generate(three_classes(100'000));
    std::vector<std::vector<std::int64_t>> runtimes_us(3);
    for (std::size_t i = 0; i < trace.size(); ++i) {
        runtimes_us[trace.gpus[i] - 1].push_back(trace.runtime_us[i]);
    }
    const std::vector<double> shares{0.5, 0.3, 0.2};
    for (std::size_t k = 0; k < 3; ++k) {
        const double spread = std::sqrt(1e5 * shares[k] * (1 - shares[k]));
        EXPECT_NEAR(static_cast<double>(runtimes_us[k].size()), 1e5 * shares[k], 4.5 * spread);
        EXPECT_LT(ks_statistic(runtimes_us[k], *law(DistributionKind::kExponential,
                                                    std::pow(10, static_cast<double>(k) + 1))
                                                    .distribution),
                  2.0);
    }
}

// Common random numbers: what a larger share takes is all that changes.
TEST(DrawJob, ALargerShareReshufflesNoOtherJob) {
    const trace::Trace before = generate(three_classes(20'000));
    Generator generator = three_classes(20'000);
    generator.classes[1].second.share = 6;
    const trace::Trace after = generate(generator);
    std::size_t taken = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (after.gpus[i] == before.gpus[i]) {
            ASSERT_EQ(after.runtime_us[i], before.runtime_us[i]) << i;
        } else {
            ASSERT_EQ(after.gpus[i], 2u) << i;
            ++taken;
        }
    }
    // From 3/10 to 6/13.
    EXPECT_NEAR(static_cast<double>(taken), 20'000 * (6.0 / 13 - 0.3), 4.5 * 60);
}

TEST(DrawJob, ANewClassOnlyTakesJobs) {
    const trace::Trace before = generate(three_classes(5000));
    Generator generator = three_classes(5000);
    JobClass added = make_class(1, 5);
    added.gpus = scenario::Number{64, {}};
    added.partition = "big";
    added.gpu_model = "h100";
    generator.classes.insert(generator.classes.begin(), {"new", added});
    const trace::Trace after = generate(generator);
    for (std::size_t i = 0; i < before.size(); ++i) {
        ASSERT_TRUE(after.gpus[i] == 64 || after.gpus[i] == before.gpus[i]);
        ASSERT_EQ(after.partition.text(i), after.gpus[i] == 64 ? "big" : "");
        ASSERT_EQ(after.gpu_model.text(i), after.gpus[i] == 64 ? "h100" : "");
    }
}

TEST(DrawJob, AClassTakesWhatItLeavesOutFromTheGenerator) {
    Generator generator = clockwork(100);
    generator.gpus.value = 4;
    generator.overestimate.value = 2;
    generator.classes = {{"only", JobClass{}}};
    generator.classes[0].second.gpus = scenario::Number{16, {}};
    const trace::Trace trace = generate(generator);
    EXPECT_EQ(trace.gpus[7], 16u);
    EXPECT_EQ(trace.runtime_us[7], 1'000'000);
    EXPECT_EQ(trace.estimate_us[7], 2'000'000);
}

TEST(DrawJob, EstimatesAreRoundedUpToCustomaryTimes) {
    Generator generator = clockwork(1);
    generator.estimate_steps_s = {600, 3600, 14400};
    generator.overestimate.value = 2;
    const auto estimate_s = [&](double runtime_s) {
        generator.runtime_s.value = runtime_s;
        return static_cast<double>(generate(generator).estimate_us[0]) * 1e-6;
    };
    EXPECT_EQ(estimate_s(10), 600);
    EXPECT_EQ(estimate_s(300), 600);
    EXPECT_EQ(estimate_s(300.5), 3600);
    EXPECT_EQ(estimate_s(7200), 14400);
    EXPECT_EQ(estimate_s(7201), 28800);   // a multiple of the last
    EXPECT_EQ(estimate_s(20000), 43200);  // 40000 s are three times 4 h
    generator.estimate_max_s = 36000;
    EXPECT_EQ(estimate_s(20000), 36000);
    EXPECT_EQ(estimate_s(50000), 50000);  // never below the run time
}

TEST(DrawJob, AShareOfTheJobsAsksForTheLongestTime) {
    Generator generator = clockwork(20'000);
    generator.estimate_max_share = 0.15;
    GenerateContext context;
    context.partition = "long";
    context.max_time_s = {{"long", 7 * 86400.0}, {"short", 3600.0}};
    const trace::Trace trace = generate(generator, context);
    const auto longest = std::count(trace.estimate_us.begin(), trace.estimate_us.end(),
                                    std::int64_t{7} * 86400 * 1'000'000);
    const auto shortest = std::count(trace.estimate_us.begin(), trace.estimate_us.end(), 1'000'000);
    EXPECT_EQ(longest + shortest, 20'000);
    EXPECT_NEAR(static_cast<double>(longest), 3000, 4.5 * std::sqrt(20'000 * 0.15 * 0.85));
}

TEST(DrawJob, FinalStatesHaveTheirShares) {
    Generator generator = clockwork(20'000);
    generator.failed = 0.1;
    generator.cancelled = 0.2;
    const trace::Trace trace = generate(generator);
    std::map<std::string, int> states;
    for (std::size_t i = 0; i < trace.size(); ++i) {
        ++states[trace.state.text(i)];
    }
    EXPECT_EQ(states.size(), 3u);
    EXPECT_NEAR(states["FAILED"], 2000, 4.5 * std::sqrt(20'000 * 0.09));
    EXPECT_NEAR(states["CANCELLED"], 4000, 4.5 * std::sqrt(20'000 * 0.16));
    EXPECT_EQ(generate(clockwork(3)).state.text(2), "COMPLETED");
}

// Sessions of two: the second job repeats the class and size of the first in 70 % of the cases and
// by chance in the others; the normal scores of the run times correlate by 0.7.
TEST(DrawJob, JobsOfASessionAreAlikeAndTheMixStays) {
    Generator generator = clockwork(40'000);
    generator.session_jobs.value = 2;
    generator.likeness = 0.7;
    const Distribution runtime = *law(DistributionKind::kLognormal, 8, 1.5).distribution;
    generator.runtime_s = {mean(runtime), runtime};
    generator.classes = {{"a", JobClass{}}, {"b", JobClass{}}};
    generator.classes[0].second.gpus = scenario::Number{1, {}};
    generator.classes[1].second.gpus = scenario::Number{8, {}};
    const trace::Trace trace = generate(generator);
    double alike = 0;
    double small = 0;
    double product = 0;
    for (std::size_t i = 0; i < trace.size(); i += 2) {
        ASSERT_EQ(trace.submit_us[i], trace.submit_us[i + 1]);
        alike += trace.gpus[i] == trace.gpus[i + 1] ? 1 : 0;
        small += (trace.gpus[i] == 1 ? 1 : 0) + (trace.gpus[i + 1] == 1 ? 1 : 0);
        const auto score = [&](std::size_t row) {
            return (detmath::log(static_cast<double>(trace.runtime_us[row]) * 1e-6) - 8) / 1.5;
        };
        product += score(i) * score(i + 1);
    }
    EXPECT_NEAR(alike / 20'000, 0.7 + 0.3 * 0.5, 4.5 * std::sqrt(0.85 * 0.15 / 20'000));
    EXPECT_NEAR(small / 40'000, 0.5, 4.5 * std::sqrt(0.5 / 40'000));
    EXPECT_NEAR(product / 20'000, 0.7, 4.5 * std::sqrt((1 + 0.7 * 0.7) / 20'000));
    // The law of all run times is unchanged; pairs are not independent, so half the draws count.
    std::vector<std::int64_t> second;
    for (std::size_t i = 1; i < trace.size(); i += 2) {
        second.push_back(trace.runtime_us[i]);
    }
    EXPECT_LT(ks_statistic(second, runtime), 2.0);
}

TEST(Law, IsTheDrawOfItsDistribution) {
    Distribution empirical;
    empirical.kind = DistributionKind::kEmpirical;
    empirical.values = {1, 2, 4, 8, 16};
    empirical.weights = {46, 14, 14, 16, 5};
    for (const double lowest : {-1e308, 2.0}) {
        empirical.lowest = lowest;
        const Law fast({mean(empirical), empirical});
        for (double p = 0.0005; p < 1; p += 0.001) {
            ASSERT_EQ(fast.at(p), quantile(empirical, p)) << p;
        }
    }
}

// Σ P(N >= n) against the mean of the rounded quantiles.
TEST(Law, MeanCountIsThatOfTheRoundedDraws) {
    for (const scenario::Number& number :
         {law(DistributionKind::kExponential, 3), law(DistributionKind::kLognormal, 1, 1),
          law(DistributionKind::kUniform, 0.2, 5.7), law(DistributionKind::kGamma, 2, 2)}) {
        constexpr int kSteps = 200'000;
        double sum = 0;
        for (int i = 0; i < kSteps; ++i) {
            sum +=
                static_cast<double>(to_count(quantile(*number.distribution, (i + 0.5) / kSteps)));
        }
        EXPECT_NEAR(mean_count(number), sum / kSteps, 2e-3);
    }
    EXPECT_EQ(mean_count({2.4, {}}), 2);
    EXPECT_EQ(mean_count({0.1, {}}), 1);
}

}  // namespace
}  // namespace headroom::workload
