// The promise of the interval of a paired difference: it holds the true difference as often as it
// says. Held by replicated experiments on queues of the textbooks.

#include <cmath>
#include <iostream>

#include <gtest/gtest.h>

#include "src/study/compare/paired.hpp"
#include "src/study/evaluate/replicate.hpp"
#include "tests/core/scenario/scenario_folder.hpp"

namespace headroom::study {
namespace {

// M/M/3 at load 0.6, from empty, the mean wait behind the first 100 h; the other has a fourth
// server. The t interval is for differences that are nearly normal: at load 0.8, where one long
// queue makes a trial, 30 trials of 1,200 jobs are too few for it, as trials_for_skewness() says.
constexpr const char* kQueue = R"(schema = 1
name = "M/M/c"
warmup = "100 h"
[cluster.lab]
scheduler = { policy = "fcfs", placement = "pool" }
[fleet.servers]
nodes = 3
gpus_per_node = 1
[workload.poisson.generate]
jobs = 2000
interarrival = { dist = "exponential", mean = "2000 s" }
runtime = { dist = "exponential", mean = "1 h" }
gpus = 1
)";

constexpr std::size_t kTrials = 40;  // of one experiment
constexpr double kLevel = 0.95;

// "HEADROOM_EXPERIMENTS=2000" for a closer look.
std::size_t experiments() {
    const char* asked = std::getenv("HEADROOM_EXPERIMENTS");
    return asked == nullptr ? 200 : static_cast<std::size_t>(std::atoll(asked));
}

struct Waits {
    std::vector<double> three, four;
};

Waits waits_of(const std::vector<WhatIf>& pair, Trial first, std::size_t count) {
    Waits waits;
    constexpr std::size_t kBlock = 1000;  // what one replicate() keeps
    for (std::size_t done = 0; done < count; done += kBlock) {
        const auto part =
            replicate(pair, {first + static_cast<Trial>(done), std::min(kBlock, count - done)}, {});
        if (!part)
            throw std::runtime_error(format_diagnostics(part.error().problems));
        const auto append = [&](const Replications& from, std::vector<double>& to) {
            const auto* values = from.find("wait.mean_s");
            to.insert(to.end(), values->begin(), values->end());
        };
        append((*part)[0], waits.three);
        append((*part)[1], waits.four);
    }
    return waits;
}

std::vector<WhatIf> three_and_four_servers(const scenario::ScenarioFolder& folder) {
    const auto three = WhatIf::open("three", folder.write("mmc.toml", kQueue), {});
    if (!three)
        throw std::runtime_error(format_diagnostics(three.error().problems));
    return {*three, three->with("four", {{"fleet.servers.nodes", "4", {"--set", 0, 0}}})};
}

std::span<const double> part_of(const std::vector<double>& values, std::size_t experiment) {
    return std::span(values).subspan(experiment * kTrials, kTrials);
}

TEST(PairedInterval, CoversTheTrueDifferenceAsOftenAsItSays) {
    const scenario::ScenarioFolder folder;
    const auto pair = three_and_four_servers(folder);
    const std::size_t count = experiments();
    const Waits waits = waits_of(pair, 0, count * kTrials);

    // The truth, from trials that no experiment used: its own error, printed below, is a small part
    // of an experiment's.
    constexpr Trial kFirstOfTruth = 1'000'000;
    const Waits others = waits_of(pair, kFirstOfTruth, 8'000);
    const Estimate truth =
        compare_pairs(others.three, others.four, sim::Better::kLower, kLevel).difference;

    std::size_t covered = 0;
    std::size_t covered_unpaired = 0;
    double half_widths_s = 0;
    double narrowing = 0;
    double trials_for_skewness = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const PairedDifference paired = compare_pairs(
            part_of(waits.three, i), part_of(waits.four, i), sim::Better::kLower, kLevel);
        const double miss_s = std::fabs(paired.difference.mean - truth.mean);
        covered += miss_s <= paired.difference.half_width ? 1U : 0U;
        covered_unpaired += miss_s <= paired.unpaired_half_width ? 1U : 0U;
        half_widths_s += paired.difference.half_width / static_cast<double>(count);
        narrowing += paired.narrowing().value() / static_cast<double>(count);
        trials_for_skewness += paired.trials_for_skewness() / static_cast<double>(count);
    }
    const double share = static_cast<double>(covered) / static_cast<double>(count);
    std::cout << "truth " << truth.mean << " s ± " << truth.half_width << " s; " << count
              << " experiments of " << kTrials << " trials: mean half-width " << half_widths_s
              << " s, narrower by " << narrowing << ", trials for the skewness "
              << trials_for_skewness << ", covered " << 100 * share << " %, unpaired "
              << 100.0 * static_cast<double>(covered_unpaired) / static_cast<double>(count)
              << " %\n";
    EXPECT_LT(truth.half_width, 0.1 * half_widths_s);
    EXPECT_GE(share, 0.93);
    EXPECT_LE(share, 0.97);
}

}  // namespace
}  // namespace headroom::study
