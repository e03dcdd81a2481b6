#pragma once

// What a scenario says of years to come: demand, purchases, prices, money. Only the plan in time
// steps looks at it; `simulate` does not.

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/units.hpp"
#include "src/core/scenario/number.hpp"

namespace headroom::scenario {

enum class PlanStep : std::uint8_t { kMonth, kWeek };

struct Purchase {
    std::string fleet;
    Number nodes;
    Instant order;
    Number lead_time_s;
    Number price_per_node;
    bool is_indexed = false;  // the price is that of the start and follows price.node to the order
};

// How the demand of one workload may come out, besides its growth.
struct DemandOutlook {
    std::optional<Number> level_gpus;  // in use on average at the start, if none had to wait
    double volatility = 0;             // per √year
    std::optional<double> ceiling_gpus;
    std::vector<double> season;  // of each month from January; empty: all alike
    double busy_factor = 1;
    std::optional<double> busy_every_s;
    std::optional<double> busy_lasts_s;
};

// The price of electricity around its mean.
struct ElectricityOutlook {
    double volatility = 0;  // per √year
    std::optional<double> reversion_s;
    double spikes_per_year = 0;
    std::optional<double> spike_size;  // mean of ln(price at the spike / price before)
    std::optional<double> spike_decay_s;
};

// The price of nodes against that of the start.
struct NodePriceOutlook {
    double change_a_year = 0;
    double volatility = 0;
    std::optional<double> generation_every_s;
    double generation_drop = 0;
};

enum class UnmetKind : std::uint8_t { kRent };

struct Economics {
    std::optional<Number> discount_rate;
    std::optional<Number> electricity_per_j;  // where a site has none of its own
    std::optional<Number> overhead;           // facility energy / IT energy
    Number maintenance;                       // of the price of purchased nodes, a year
    UnmetKind unmet_kind = UnmetKind::kRent;
    std::optional<Number> unmet_per_gpu_s;
};

struct Plan {
    PlanStep step = PlanStep::kMonth;
    Economics economics;
    ElectricityOutlook electricity;
    NodePriceOutlook node_price;
};

// Of a fleet.
struct FleetOutlook {
    std::optional<Number> life_s;
    double relative_speed = 1;  // GPUs of demand that one GPU serves
};

}  // namespace headroom::scenario
