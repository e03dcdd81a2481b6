#pragma once

// A multi-year plan of fleets, demand and money in equal time steps, compiled to numbers: what
// fleet_trial() runs. POD of fixed capacity, so that one copy of its bytes puts it on a device. Who
// reads it from a scenario is elsewhere (src/study).

#include <cstdint>

#include "kernels/fleet/plan_input.hpp"
#include "kernels/process/gbm.hpp"
#include "kernels/process/node_price.hpp"
#include "kernels/process/ornstein_uhlenbeck.hpp"
#include "kernels/process/regime.hpp"
#include "kernels/process/spikes.hpp"

namespace headroom::mc {

constexpr std::uint32_t kMaxFleets = 8;
constexpr std::uint32_t kMaxHalls = 8;
constexpr std::uint32_t kMaxPurchases = 32;
constexpr std::uint32_t kMaxDemands = 4;
constexpr std::uint32_t kMaxPlanSteps = 600;
constexpr std::uint32_t kMaxInputs = 128;
constexpr std::uint32_t kMaxCorrelated = 24;

// Which of FleetPlan::inputs. The first is always 0, the constant nothing.
using InputId = std::uint16_t;
constexpr InputId kNothing = 0;

struct PlanDemand {
    std::uint32_t entity = 0;
    InputId level = kNothing;  // GPU-equivalents at the start
    InputId scale = kNothing;
    InputId growth[3] = {};  // a year, compounded: arrivals, size, run time
    double ceiling = 0;      // 0: none
    GbmStep motion;
    RegimeStep regime;
    double busy_factor = 1;  // × the level while the regime is busy
    bool is_random = false;  // has a volatility or a regime
};

struct PlanFleet {
    std::uint32_t entity = 0;
    std::uint32_t hall = 0;
    InputId nodes = kNothing;       // there from `begin`
    InputId life_steps = kNothing;  // kNothing: for ever
    InputId idle_w = kNothing;      // a node
    InputId busy_w = kNothing;
    InputId mtbf_h = kNothing;  // of a node; kNothing: never fails
    double repair_h = 0;        // on average
    double gpus_per_node = 8;
    double speed = 1;  // GPU-equivalents of demand that a GPU serves
    double begin = 0;  // in steps from the start; may be negative
};

struct PlanPurchase {
    std::uint32_t fleet = 0;
    InputId nodes = kNothing;
    InputId lead_steps = kNothing;
    InputId price = kNothing;  // a node
    double order = 0;          // in steps from the start
    bool is_indexed = false;   // the price is the start's and follows node_price to the order
};

struct PlanHall {
    InputId other_w = kNothing;
    InputId price_kwh = kNothing;
};

struct FleetPlan {
    DrawSeed seed;
    std::uint32_t steps = 0;
    double step_h = 0;
    double step_years = 0;
    std::uint32_t demands = 0;
    std::uint32_t fleets = 0;
    std::uint32_t halls = 0;
    std::uint32_t purchases = 0;
    std::uint32_t inputs = 1;
    std::uint32_t correlated = 0;

    InputId discount_rate = kNothing;  // a year
    InputId overhead = kNothing;       // facility energy / IT energy
    InputId maintenance = kNothing;    // of the price of purchased nodes in service, a year
    InputId unmet_price = kNothing;    // a GPU-hour of demand not served

    // ln(price/mean price) of electricity is X + Y - price_log_mean[step].
    OuStep price_motion;
    SpikeStep price_spikes;
    bool has_price_motion = false;
    bool has_price_spikes = false;
    NodePriceStep node_price;
    bool has_node_price = false;

    PlanInput input[kMaxInputs];
    PlanDemand demand[kMaxDemands];
    PlanFleet fleet[kMaxFleets];
    PlanHall hall[kMaxHalls];
    PlanPurchase purchase[kMaxPurchases];                     // by the step of the order
    double correlation[kMaxCorrelated][kMaxCorrelated] = {};  // Cholesky factor, lower
    double demand_curve[kMaxDemands][kMaxPlanSteps] = {};     // months of a list and season
    double price_log_mean[kMaxPlanSteps] = {};
};

// What a trial comes to.
enum FleetTotal : std::uint32_t {
    kTotalTco,           // capex + opex + unmet
    kTotalPresentValue,  // of the same, discounted from the middle of each step
    kTotalCapex,
    kTotalOpex,  // electricity and maintenance
    kTotalUnmet,
    kTotalItEnergy_kwh,
    kTotalFacilityEnergy_kwh,
    kTotalShortfall_gpu_h,
    kTotalHasShortfall,    // 1 or 0
    kTotalFirstShortfall,  // the first step with one; the number of steps where there is none
    kTotalPeakPower_kw,    // of the first hall; the others follow
};
[[nodiscard]] HEADROOM_HD inline std::uint32_t total_count(const FleetPlan& plan) {
    return kTotalPeakPower_kw + plan.halls;
}

// What each step of a trial comes to.
enum FleetFan : std::uint32_t {
    kFanDemand,     // GPU-equivalents
    kFanCapacity,   // in service and not failed, GPU-equivalents
    kFanShortfall,  // GPU-hours in the step
    kFanCost,       // capex + opex + unmet so far
    kFanPower_kw,   // of the first hall; the others follow
};
[[nodiscard]] HEADROOM_HD inline std::uint32_t fan_count(const FleetPlan& plan) {
    return kFanPower_kw + plan.halls;
}
// Fans by step: row = fan × steps + step.
[[nodiscard]] HEADROOM_HD inline std::uint32_t fan_rows(const FleetPlan& plan) {
    return fan_count(plan) * plan.steps;
}

}  // namespace headroom::mc
