#include "src/core/catalog/gpu_power.hpp"

#include <gtest/gtest.h>

#include "sim/model/power/cap_curve.hpp"
#include "src/core/catalog/find_item.hpp"
#include "src/core/catalog/power_rows.hpp"
#include "tests/support/cap_tables.hpp"

namespace headroom::catalog {
namespace {

using sim::WorkPhase;

const Catalog& shipped() {
    static const auto catalog = shipped_catalog("2026.11").value();
    return *catalog;
}

const Gpu& gpu(const char* name) {
    return *find_named(shipped().gpus, name);
}

void expect_same(const sim::CapCurve& found, const sim::CapCurve& wanted) {
    ASSERT_EQ(found.points.size(), wanted.points.size());
    for (std::size_t i = 0; i < found.points.size(); ++i) {
        EXPECT_DOUBLE_EQ(found.points[i].cap_share, wanted.points[i].cap_share);
        EXPECT_DOUBLE_EQ(found.points[i].throughput, wanted.points[i].throughput);
        EXPECT_DOUBLE_EQ(found.points[i].energy, wanted.points[i].energy);
    }
    EXPECT_NEAR(found.demand_share, 0.88, 0.011);
}

TEST(GpuPower, TheCapTablesAreThoseOfTheTraces) {
    expect_same(cap_curve(gpu("v100-pcie-16gb")), tests::v100_caps());
    expect_same(cap_curve(gpu("a40")), tests::a40_caps());
    EXPECT_TRUE(cap_curve(gpu("h100-sxm-80gb")).points.empty());
}

TEST(GpuPower, APhaseIsItsFactElseADefaultShareOfTdp) {
    const sim::GpuPower h100 = gpu_power(gpu("h100-sxm-80gb"));
    EXPECT_EQ(h100.tdp_w, 700);
    EXPECT_EQ(h100.idle_w(), 72.5);
    EXPECT_EQ(h100.at_w(WorkPhase::kDecode), 588.5);
    EXPECT_DOUBLE_EQ(h100.at_w(WorkPhase::kTraining), 0.88 * 700);
    EXPECT_EQ(phase_fact(gpu("h100-sxm-80gb"), WorkPhase::kTraining), nullptr);
    EXPECT_EQ(gpu_power(gpu("a100-sxm-80gb")).at_w(WorkPhase::kCommunication), 200);
    EXPECT_EQ(decode_powers(gpu("h100-sxm-80gb")).size(), 6U);
    EXPECT_TRUE(decode_powers(gpu("mi300x")).empty());
    EXPECT_EQ(gpu_power(Gpu{}).idle_w(), 0);
}

TEST(GpuPower, EveryPhaseOfEveryGpuHasAMonotoneLadder) {
    for (const Gpu& each : shipped().gpus) {
        const sim::GpuPower power = gpu_power(each);
        for (const double phase_w : power.phase_w) {
            ASSERT_GE(phase_w, power.idle_w()) << each.name;
            ASSERT_LE(phase_w, power.tdp_w) << each.name;
            const sim::CapLadder ladder =
                sim::make_ladder(power.idle_w(), phase_w, power.tdp_w, cap_curve(each));
            for (std::size_t level = 1; level < ladder.size(); ++level) {
                ASSERT_GE(ladder[level].gpu_uw, ladder[level - 1].gpu_uw) << each.name;
                ASSERT_GE(ladder[level].speed_q20, ladder[level - 1].speed_q20) << each.name;
            }
            ASSERT_NEAR(static_cast<double>(ladder.back().gpu_uw), (phase_w - power.idle_w()) * 1e6,
                        0.501)
                << each.name;
            ASSERT_EQ(ladder.back().speed_q20, sim::kReferenceSpeedQ20) << each.name;
        }
    }
}

TEST(PowerRows, RefuseWhatNeitherRisesNorReads) {
    std::vector<CapRow> caps;
    ASSERT_TRUE(append_cap_row("0.1 kW:0.5:0.8", caps).has_value());
    EXPECT_EQ(caps.back().cap_w, 100);
    for (const char* text : {"", "150 W", "150 W:0.9", "150 W:0.9:0.8:1", "150:0.9:0.8",
                             "150 W:1.1:0.8", "150 W:-0.9:0.8", "150 W:0.9:nan", "150 W:0.9:0",
                             "90 W:0.9:0.8", "150 W:0.4:1.5", "150 W:0.5:0.7", "150 W:0.9x:0.8"})
        EXPECT_FALSE(append_cap_row(text, caps).has_value()) << text;
    EXPECT_EQ(caps.size(), 1U);
    std::vector<BatchRow> batches;
    ASSERT_TRUE(append_batch_row("8:450 W", batches).has_value());
    for (const char* text : {"", "8:450 W", "16:450", "16 W:450 W", "0.5:1 W", "16:-3 W"})
        EXPECT_FALSE(append_batch_row(text, batches).has_value()) << text;
    EXPECT_EQ(batches.size(), 1U);
}

}  // namespace
}  // namespace headroom::catalog
