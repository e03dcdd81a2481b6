#include "src/core/workload/generate_trace.hpp"

#include <cmath>

#include <gtest/gtest.h>

namespace headroom::workload {
namespace {

using scenario::Generator;
using scenario::Number;

trace::TraceFile generate_trace(const std::string& name,
                                const Generator& generator,
                                std::uint64_t seed) {
    GenerateContext context;
    context.seed = seed;
    return workload::generate_trace(name, generator, context);
}

Number law(DistributionKind kind, double a, double b = 0) {
    Distribution distribution;
    distribution.kind = kind;
    distribution.a = a;
    distribution.b = b;
    return {mean(distribution), distribution};
}

Generator queue_of(std::int64_t jobs) {
    Generator generator;
    generator.jobs = jobs;
    generator.interarrival_s = law(DistributionKind::kExponential, 10);
    generator.runtime_s = law(DistributionKind::kExponential, 80);
    return generator;
}

TEST(GenerateTrace, ConstantsGiveAClockwork) {
    Generator generator;
    generator.jobs = 3;
    generator.interarrival_s.value = 2.5;
    generator.runtime_s.value = 0.0000015;
    generator.gpus.value = 4;
    generator.overestimate.value = 3;
    const trace::TraceFile file = generate_trace("w", generator, 1);
    EXPECT_EQ(file.trace.submit_us, (std::vector<std::int64_t>{2'500'000, 5'000'000, 7'500'000}));
    EXPECT_EQ(file.trace.runtime_us, (std::vector<std::int64_t>{2, 2, 2}));
    EXPECT_EQ(file.trace.estimate_us, (std::vector<std::int64_t>{6, 6, 6}));
    EXPECT_EQ(file.trace.gpus, (std::vector<std::uint32_t>{4, 4, 4}));
    EXPECT_EQ(file.trace.ids[2], "3");
    EXPECT_EQ(file.report.rows, 3);
    EXPECT_EQ(file.trace.line.size(), 3u);
}

// Means within five standard errors: 10^5 draws of an exponential with mean m give m·(1 ± 5/√10^5).
TEST(GenerateTrace, MeansAreThoseOfTheLaws) {
    const std::int64_t jobs = 100'000;
    const trace::TraceFile file = generate_trace("w", queue_of(jobs), 7);
    const double tolerance = 5 / std::sqrt(static_cast<double>(jobs));
    double runtime_us = 0;
    for (const std::int64_t us : file.trace.runtime_us) {
        runtime_us += static_cast<double>(us);
    }
    const auto count = static_cast<double>(jobs);
    EXPECT_NEAR(runtime_us / count / 80e6, 1, tolerance);
    EXPECT_NEAR(static_cast<double>(file.trace.submit_us.back()) / count / 10e6, 1, tolerance);
    EXPECT_EQ(file.trace.estimate_us, file.trace.runtime_us);
}

TEST(GenerateTrace, MoreJobsKeepTheFirstOnes) {
    const trace::TraceFile few = generate_trace("w", queue_of(100), 7);
    trace::TraceFile many = generate_trace("w", queue_of(1000), 7);
    many.trace.submit_us.resize(100);
    many.trace.runtime_us.resize(100);
    EXPECT_EQ(few.trace.submit_us, many.trace.submit_us);
    EXPECT_EQ(few.trace.runtime_us, many.trace.runtime_us);
}

TEST(GenerateTrace, NumbersOfAJobAreDrawnApart) {
    Generator changed = queue_of(100);
    changed.interarrival_s.value = 1;
    changed.interarrival_s.distribution.reset();
    const trace::TraceFile file = generate_trace("w", queue_of(100), 7);
    EXPECT_EQ(generate_trace("w", changed, 7).trace.runtime_us, file.trace.runtime_us);
    EXPECT_NE(generate_trace("w", queue_of(100), 8).trace.runtime_us, file.trace.runtime_us);
    EXPECT_NE(generate_trace("v", queue_of(100), 7).trace.runtime_us, file.trace.runtime_us);
}

TEST(GenerateTrace, DrawsOutsideWhatAJobCanBeAreCut) {
    Generator generator;
    generator.jobs = 1000;
    generator.interarrival_s = law(DistributionKind::kNormal, 0, 1);
    generator.runtime_s = law(DistributionKind::kUniform, 0, 1e300);
    generator.gpus = law(DistributionKind::kNormal, 1, 4);
    generator.overestimate = law(DistributionKind::kUniform, 0, 1);
    const trace::TraceFile file = generate_trace("w", generator, 1);
    for (std::size_t job = 0; job < file.trace.size(); ++job) {
        EXPECT_GE(file.trace.submit_us[job], job == 0 ? 0 : file.trace.submit_us[job - 1]);
        EXPECT_GE(file.trace.runtime_us[job], 0);
        EXPECT_GE(file.trace.gpus[job], 1u);
        EXPECT_EQ(file.trace.estimate_us[job], file.trace.runtime_us[job]);
    }
}

}  // namespace
}  // namespace headroom::workload
