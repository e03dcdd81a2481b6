#pragma once

// Generators and statistics that the tests of generated workloads share.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "src/core/workload/generate_trace.hpp"

namespace headroom::workload {

inline scenario::Number law(DistributionKind kind, double a, double b = 0) {
    Distribution distribution;
    distribution.kind = kind;
    distribution.a = a;
    distribution.b = b;
    return {mean(distribution), distribution};
}

// Poisson arrivals and exponential run times.
inline scenario::Generator poisson(double interarrival_s, double runtime_s) {
    scenario::Generator generator;
    generator.interarrival_s = law(DistributionKind::kExponential, interarrival_s);
    generator.runtime_s = law(DistributionKind::kExponential, runtime_s);
    return generator;
}

inline trace::Trace generate(const scenario::Generator& generator, GenerateContext context = {}) {
    return generate_trace("w", generator, context).trace;
}

inline double mean_of(const std::vector<std::int64_t>& numbers) {
    double sum = 0;
    for (const std::int64_t number : numbers) {
        sum += static_cast<double>(number);
    }
    return sum / static_cast<double>(numbers.size());
}

// The largest distance between the draws' distribution and the law's (Kolmogorov and Smirnov),
// times the root of their number; beyond 2.0 with a probability of 7e-4 (Smirnov 1948: 2·e^-2x²).
inline double ks_statistic(std::vector<std::int64_t> draws_us, const Distribution& distribution) {
    std::sort(draws_us.begin(), draws_us.end());
    const auto count = static_cast<double>(draws_us.size());
    double farthest = 0;
    for (std::size_t i = 0; i < draws_us.size(); ++i) {
        const double p = cdf(distribution, static_cast<double>(draws_us[i]) * 1e-6);
        farthest = std::max({farthest, std::fabs(p - static_cast<double>(i) / count),
                             std::fabs(p - static_cast<double>(i + 1) / count)});
    }
    return farthest * std::sqrt(count);
}

}  // namespace headroom::workload
