#pragma once

// The way of power from the grid to the boards, stage by stage; every stage is off by default. Not
// its cost, and no time: no batteries, no breaker curves.

#include <cstdint>

namespace headroom::sim {

// A converter whose input is (output + loss_w) / efficiency (ExaDigiT/RAPS 6c142bf, power.py).
struct Converter {
    double loss_w = 0;
    double efficiency = 1;  // 0 < efficiency <= 1
};

// AC to DC for a chassis; the load is shared evenly by those that are on.
struct RectifierStage {
    int per_chassis = 0;  // 0: there is none
    Converter each{};
    bool shares_smartly = false;  // as few are on as the load of the chassis needs
    double threshold_w = 13670;   // with smart sharing one more for every such load
};

enum class UpsRedundancy : std::uint8_t { kN, kNPlus1, k2N };

// Units share the load evenly. One loses rating·(a0 + a1·x + a2·x²) at a load of x·rating.
struct UpsStage {
    double rating_w = 0;  // output of one unit; 0: there is no UPS
    int units = 1;        // N: what the load needs
    UpsRedundancy redundancy = UpsRedundancy::kN;
    // 94, 96, 96.5, 96 % at 25, 50, 75, 100 % load (default, not a reference).
    double a0 = 0.0175, a1 = -0.0145, a2 = 0.0384;
    bool is_eco = false;           // the load runs past the converters
    double eco_efficiency = 0.99;  // default, not a reference
};

struct PowerChain {
    Converter node{};      // 48 V to the boards, one a node
    double chassis_w = 0;  // switches of a chassis, behind its rectifiers
    RectifierStage rectifier{};
    double pdu_efficiency = 1;
    UpsStage ups{};
    double transformer_efficiency = 1;
    double feed_rating_w = 0;       // breaker of one feed in front of the transformer; 0: no limit
    double continuous_share = 0.8;  // of a breaker's rating for a load of hours (NEC 210.20(A))
};

// What hangs on the chain at one instant.
struct ChainUse {
    double it_w = 0;  // of all nodes, at their boards
    std::int64_t nodes_up = 0;
    std::int64_t chassis = 0;  // with power, even if all their nodes are down
};

// it_w + chassis_w + all losses = input_w, to rounding.
struct ChainLoad {
    double it_w = 0;
    double chassis_w = 0;
    double node_loss_w = 0;
    double rectifier_loss_w = 0;
    double pdu_loss_w = 0;
    double ups_loss_w = 0;
    double transformer_loss_w = 0;
    double input_w = 0;
    double ups_output_w = 0;  // what the units carry together

    [[nodiscard]] double loss_w() const {
        return node_loss_w + rectifier_loss_w + pdu_loss_w + ups_loss_w + transformer_loss_w;
    }
};

// The same load with one feed or one unit out of service.
struct LostFeed {
    ChainLoad load{};
    double ups_capacity_w = 0;   // of the units that are left
    double ups_share = 0;        // load of one of them over its rating; 0 without a UPS
    double feed_capacity_w = 0;  // what the feeds that are left may carry for hours; 0: no limit
    bool is_within_ups = true;   // ups_share <= 1
    bool is_within_feed = true;  // input_w <= feed_capacity_w
    [[nodiscard]] bool is_within() const { return is_within_ups && is_within_feed; }
};

}  // namespace headroom::sim
