// One result from every device, number of threads and split of the trials.

#include "kernels/fleet/fleet_runner.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include <gtest/gtest.h>

#include "kernels/fleet/fleet_trial.hpp"
#include "kernels/fleet/run_fleet_plan.hpp"
#include "tests/kernels/fleet/made_up_plan.hpp"

#include <tbb/global_control.h>
#include <tbb/task_arena.h>

namespace headroom::mc {
namespace {

using MakeRunner = std::function<std::unique_ptr<FleetRunner>(const FleetPlan&, Fans)>;

void expect_same(const FleetOutcome& a, const FleetOutcome& b) {
    ASSERT_EQ(a.trials, b.trials);
    ASSERT_EQ(a.totals, b.totals);
    ASSERT_EQ(a.fans.sums, b.fans.sums);
    ASSERT_EQ(a.fans.counts, b.fans.counts);
}

// The trials alone, one by one, in doubles: what every runner must give.
FleetOutcome one_by_one(const FleetPlan& plan, std::uint32_t first, std::uint32_t count) {
    FleetOutcome outcome{first, count, {}, {}};
    outcome.fans.rows = fan_rows(plan);
    outcome.fans.trials = count;
    outcome.fans.counts.resize(std::size_t{fan_rows(plan)} * kHistogramBins);
    outcome.fans.sums.resize(fan_rows(plan));
    const auto note = [&](std::uint32_t fan, std::uint32_t step, double value) {
        const std::size_t row = fan * plan.steps + step;
        ++outcome.fans.counts[row * kHistogramBins + histogram_bin(value)];
        add(outcome.fans.sums[row], value);
    };
    for (std::uint32_t trial = first; trial < first + count; ++trial) {
        const auto totals = fleet_trial(plan, TrialDraws<double>(plan.seed, trial), note);
        outcome.totals.insert(outcome.totals.end(), totals.value, totals.value + total_count(plan));
    }
    return outcome;
}

FleetOutcome run_all(const MakeRunner& make,
                     const FleetPlan& plan,
                     std::uint32_t first,
                     std::uint32_t count) {
    const auto runner = make(plan, Fans::kCounted);
    return run_fleet_plan(*runner, first, count, Fans::kCounted);
}

TEST(FleetRunner, GivesTheBitsOfEachTrialAlone) {
    for (const std::uint64_t seed : {1u, 2u, 3u, 4u, 5u, 6u}) {
        const PlanPointer plan = made_up_plan(seed);
        // Neither the start nor the count is a multiple of anything; more than one block.
        const FleetOutcome wanted = one_by_one(*plan, 7, 5003);
        expect_same(run_all(make_sequential_runner, *plan, 7, 5003), wanted);
        expect_same(run_all(make_tbb_runner, *plan, 7, 5003), wanted);
    }
}

TEST(FleetRunner, GivesTheSameOnOneToSixteenThreads) {
    const PlanPointer plan = made_up_plan(8);
    const FleetOutcome wanted = run_all(make_sequential_runner, *plan, 0, 9000);
    const tbb::global_control allow(tbb::global_control::max_allowed_parallelism, 16);
    for (int threads = 1; threads <= 16; ++threads) {
        tbb::task_arena arena(threads);
        arena.execute([&] { expect_same(run_all(make_tbb_runner, *plan, 0, 9000), wanted); });
    }
}

TEST(FleetRunner, GivesTheSameHoweverTheTrialsAreSplit) {
    const PlanPointer plan = made_up_plan(9);
    const FleetOutcome wanted = run_all(make_sequential_runner, *plan, 0, 10'000);
    for (const std::vector<std::uint32_t>& ends : {std::vector<std::uint32_t>{1, 10'000},
                                                   {4095, 4097, 10'000},
                                                   {3333, 6666, 9999, 10'000}}) {
        FleetOutcome merged;
        std::uint32_t first = 0;
        for (const std::uint32_t end : ends) {
            const FleetOutcome part = run_all(make_tbb_runner, *plan, first, end - first);
            merged.trials += part.trials;
            merged.totals.insert(merged.totals.end(), part.totals.begin(), part.totals.end());
            merged.fans.merge(part.fans);
            first = end;
        }
        expect_same(merged, wanted);
    }
}

TEST(FleetRunner, RunsOnAGpuWithTheSameBits) {
    const PlanPointer plan = made_up_plan(8);
    const auto runner = make_cuda_runner(*plan, Fans::kCounted);
    if (!runner) {
        EXPECT_FALSE(runner.error().empty());
        GTEST_SKIP() << "no GPU: " << runner.error();
    }
    expect_same(run_fleet_plan(**runner, 7, 9000, Fans::kCounted),
                run_all(make_sequential_runner, *plan, 7, 9000));
}

TEST(FleetRunner, StopsBetweenBlocksWithWhatIsDone) {
    const PlanPointer plan = made_up_plan(1);
    const auto runner = make_sequential_runner(*plan, Fans::kNone);
    std::stop_source stop;
    stop.request_stop();
    const FleetOutcome outcome =
        run_fleet_plan(*runner, 0, 10'000, Fans::kNone, {stop.get_token(), {}});
    EXPECT_EQ(outcome.trials, 0u);
    EXPECT_TRUE(outcome.totals.empty());
}

TEST(ExactQuantiles, AreTheNearestRanksOfTheRawValues) {
    const PlanPointer plan = made_up_plan(8);
    const auto runner = make_tbb_runner(*plan, Fans::kCounted);
    const FleetOutcome outcome = run_fleet_plan(*runner, 3, 6001, Fans::kCounted);
    std::vector<FanQuantile> wanted;
    for (const std::uint32_t fan : {kFanDemand, kFanShortfall, kFanCost, kFanPower_kw}) {
        for (const double p : {0.05, 0.5, 0.95, 1.0}) {
            wanted.push_back({fan * plan->steps + plan->steps / 2, p});
        }
    }
    const std::vector<double> found = exact_quantiles(*runner, outcome, wanted).value();
    EXPECT_EQ(exact_quantiles(*runner, outcome, wanted, {}, 100), found) << "in many passes";
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        std::vector<double> values;
        const auto keep = [&](std::uint32_t fan, std::uint32_t step, double value) {
            if (fan * plan->steps + step == wanted[i].row) {
                values.push_back(value);
            }
        };
        for (std::uint32_t trial = 3; trial < 3 + 6001; ++trial) {
            (void)fleet_trial(*plan, TrialDraws<double>(plan->seed, trial), keep);
        }
        std::sort(values.begin(), values.end());
        const auto rank = static_cast<std::size_t>(std::ceil(wanted[i].p * 6001)) - 1;
        EXPECT_EQ(found[i], values[rank]) << wanted[i].row << " " << wanted[i].p;
        double sum = 0;
        for (const double value : values) {
            sum += value;
        }
        const double mean = outcome.fans.mean(wanted[i].row);
        EXPECT_NEAR(mean, sum / 6001, 1e-9 * std::abs(mean) + 1e-9);
    }
}

TEST(FixedSum, IsExactWhateverTheOrder) {
    FixedSum up;
    FixedSum down;
    const std::vector<double> values{1e15, -1e15, 0.5, -0.25, 3e-9, -3e-9, 0x1p59, -0x1p59, 0, 1};
    for (std::size_t i = 0; i < values.size(); ++i) {
        add(up, values[i]);
        add(down, values[values.size() - 1 - i]);
    }
    EXPECT_EQ(up, down);
    // Floors: 3e-9 counts as 12·2^-32, -3e-9 as -13·2^-32.
    EXPECT_EQ(total_of(up), 1.25 - 0x1p-32);
}

TEST(FixedSum, CutsNumbersToMultiplesOfItsUnit) {
    EXPECT_EQ(to_fixed(1.0), FixedPoint{1} << 32);
    EXPECT_EQ(to_fixed(-1.0), -(FixedPoint{1} << 32));
    EXPECT_EQ(to_fixed(0x1p-33), 0);
    EXPECT_EQ(to_fixed(-0x1p-33), -1);
    EXPECT_EQ(to_fixed(-5e-324), -1);
    EXPECT_EQ(to_fixed(1e300), FixedPoint{1} << 92);
    EXPECT_EQ(to_fixed(-detmath::kInfinity), -(FixedPoint{1} << 92));
    EXPECT_EQ(to_fixed(detmath::kNan), 0);
}

}  // namespace
}  // namespace headroom::mc
