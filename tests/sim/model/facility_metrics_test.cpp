// Metrics of a facility: numbers worked out in the comments.

#include <optional>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "sim/engine/simulation.hpp"
#include "sim/model/metrics.hpp"
#include "tests/support/small_facility.hpp"

namespace headroom::sim {
namespace {

constexpr std::int64_t kHour_us = 3'600'000'000;

std::optional<double> find(const Metrics& metrics, const std::string& full_name) {
    for (const Metric& metric : metrics) {
        if (metric.full_name() == full_name)
            return metric.value;
    }
    return std::nullopt;
}

Metrics metrics_of(const World& world) {
    return measure(world, simulate(world));
}

// 20 kW of IT for 20 h; 80 % of the feed's 25 kW reach the boards; 5 kW more in the hall.
TEST(FacilityMetrics, AddUpToTheFacility) {
    const Metrics metrics = metrics_of(small_facility());
    for (const char* const scope : {"", "[site=s]", "[hall=a]"}) {
        const auto at = [&](const char* name) {
            return find(metrics, std::string(name).append(scope)).value_or(-1);
        };
        EXPECT_DOUBLE_EQ(at("energy.it_kwh"), 400);
        EXPECT_DOUBLE_EQ(at("energy.loss_kwh"), 100);
        EXPECT_DOUBLE_EQ(at("energy.other_kwh"), 100);
        EXPECT_DOUBLE_EQ(at("energy.facility_kwh"), 600);
        EXPECT_DOUBLE_EQ(at("ppue"), 1.25);
        EXPECT_DOUBLE_EQ(at("power.mean_kw"), 30);
        EXPECT_DOUBLE_EQ(at("power.peak_kw"), 30);
        EXPECT_DOUBLE_EQ(at("power.peak_15min_kw"), 30);
    }
    EXPECT_DOUBLE_EQ(find(metrics, "energy.it_kwh[fleet=fleet0]").value_or(-1), 400);
    EXPECT_DOUBLE_EQ(find(metrics, "power.rack_peak_kw[hall=a]").value_or(-1), 12.5);
    EXPECT_DOUBLE_EQ(find(metrics, "power.peak_15min_kw[month=2027-01]").value_or(-1), 30);
}

// 600 kWh at 300 g, and half of them at 100 g.
TEST(FacilityMetrics, CountCarbonByPlaceAndByContract) {
    const Metrics metrics = metrics_of(small_facility());
    EXPECT_NEAR(find(metrics, "carbon.operational_kg").value_or(-1), 180, 1e-9);
    EXPECT_NEAR(find(metrics, "carbon.market_kg").value_or(-1), 120, 1e-9);
    EXPECT_NEAR(find(metrics, "cue").value_or(-1), 0.45, 1e-12);
}

TEST(FacilityMetrics, GiveNoPueWithoutCooling) {
    const Metrics metrics = metrics_of(small_facility());
    EXPECT_EQ(find(metrics, "pue"), std::nullopt);
    EXPECT_EQ(find(metrics, "water.m3"), std::nullopt);
    EXPECT_EQ(find(metrics, "energy.cooling_kwh"), std::nullopt);
}

TEST(FacilityMetrics, CountFromTheWarmUp) {
    World world = small_facility();
    world.warmup_us = 15 * kHour_us + 60'000'000;  // not at a quarter of an hour
    const Metrics metrics = metrics_of(world);
    EXPECT_NEAR(find(metrics, "energy.facility_kwh").value_or(-1), 30 * (5 - 1.0 / 60), 1e-9);
    EXPECT_NEAR(find(metrics, "carbon.operational_kg").value_or(-1), 9 * (5 - 1.0 / 60), 1e-9);
}

// 35 % off by a cap of 26 kW on the feed: 5 kW other, 21 kW carry 16.8 kW to the boards; 4 kW of
// them idle, so the GPUs get 12.8 of 16 kW: level 80 %, where the jobs need 10 h / 0.8 each.
TEST(FacilityMetrics, TellWhatACapCosts) {
    World world = small_facility();
    world.facility.halls[0].hall.cap.always_uw = 26'000'000'000;
    const Metrics metrics = metrics_of(world);
    EXPECT_NEAR(find(metrics, "makespan_s").value_or(-1), 25 * 3600, 1);
    EXPECT_NEAR(find(metrics, "power.capped_gpu_h").value_or(-1), 32 * 5, 1e-2);
    EXPECT_NEAR(find(metrics, "gpu.useful").value_or(-1), 0.8, 1e-5);
    EXPECT_NEAR(find(metrics, "power.peak_kw[hall=a]").value_or(-1), 26, 1e-9);
    EXPECT_EQ(find(metrics, "power.over_cap_h[hall=a]"), 0);
}

TEST(FacilityMetrics, HaveNoNameTwice) {
    std::set<std::string> names;
    for (const Metric& metric : metrics_of(facility_of_everything()))
        EXPECT_TRUE(names.insert(metric.full_name()).second) << metric.full_name();
}

}  // namespace
}  // namespace headroom::sim
