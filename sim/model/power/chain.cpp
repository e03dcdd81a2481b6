#include "sim/model/power/chain.hpp"

#include <algorithm>
#include <cmath>

namespace headroom::sim {
namespace {

double ups_loss_w(const UpsStage& stage, int units, double load_w) {
    if (stage.rating_w <= 0 || units <= 0)
        return 0;
    if (stage.is_eco)
        return load_w / stage.eco_efficiency - load_w;
    const double x = load_w / (units * stage.rating_w);
    return units * stage.rating_w * (stage.a0 + x * (stage.a1 + x * stage.a2));
}

double rectifier_input_w(const RectifierStage& stage, double load_w, double chassis) {
    if (stage.per_chassis <= 0 || chassis <= 0)
        return load_w;
    const int on = rectifiers_on(stage, load_w / chassis);
    return (load_w + chassis * on * stage.each.loss_w) / stage.each.efficiency;
}

ChainLoad feed_through(const PowerChain& chain, const ChainUse& use, int units) {
    const double nodes = static_cast<double>(std::max<std::int64_t>(use.nodes_up, 0));
    const double chassis = static_cast<double>(std::max<std::int64_t>(use.chassis, 0));
    ChainLoad load;
    load.it_w = std::max(use.it_w, 0.0);
    load.chassis_w = chassis * chain.chassis_w;
    const double boards_w = (load.it_w + nodes * chain.node.loss_w) / chain.node.efficiency;
    load.node_loss_w = boards_w - load.it_w;
    const double behind_w = boards_w + load.chassis_w;
    const double racks_w = rectifier_input_w(chain.rectifier, behind_w, chassis);
    load.rectifier_loss_w = racks_w - behind_w;
    load.ups_output_w = racks_w / chain.pdu_efficiency;
    load.pdu_loss_w = load.ups_output_w - racks_w;
    load.ups_loss_w = ups_loss_w(chain.ups, units, load.ups_output_w);
    const double hall_w = load.ups_output_w + load.ups_loss_w;
    load.input_w = hall_w / chain.transformer_efficiency;
    load.transformer_loss_w = load.input_w - hall_w;
    return load;
}

}  // namespace

int rectifiers_on(const RectifierStage& stage, double chassis_load_w) {
    if (!stage.shares_smartly || stage.per_chassis <= 0)
        return std::max(stage.per_chassis, 0);
    const double needed = std::floor((chassis_load_w - 1) / stage.threshold_w) + 1;
    return static_cast<int>(std::clamp(needed, 1.0, static_cast<double>(stage.per_chassis)));
}

double chassis_input_w(const PowerChain& chain, double it_w, std::int64_t nodes_up) {
    const double nodes = static_cast<double>(nodes_up);
    const double boards_w = (it_w + nodes * chain.node.loss_w) / chain.node.efficiency;
    return rectifier_input_w(chain.rectifier, boards_w + chain.chassis_w, 1);
}

int ups_units(const UpsStage& stage) {
    if (stage.rating_w <= 0)
        return 0;
    switch (stage.redundancy) {
        case UpsRedundancy::kNPlus1:
            return stage.units + 1;
        case UpsRedundancy::k2N:
            return 2 * stage.units;
        case UpsRedundancy::kN:
            break;
    }
    return stage.units;
}

ChainLoad feed(const PowerChain& chain, const ChainUse& use) {
    return feed_through(chain, use, ups_units(chain.ups));
}

LostFeed feed_lost(const PowerChain& chain, const ChainUse& use) {
    const bool has_ups = chain.ups.rating_w > 0;
    const int all = ups_units(chain.ups);
    const int left = chain.ups.redundancy == UpsRedundancy::k2N ? chain.ups.units : all - 1;
    LostFeed lost;
    lost.load = feed_through(chain, use, left);
    if (has_ups) {
        lost.ups_capacity_w = left * chain.ups.rating_w;
        lost.is_within_ups = lost.load.ups_output_w <= lost.ups_capacity_w;
        lost.ups_share = left > 0 ? lost.load.ups_output_w / lost.ups_capacity_w : 0;
    }
    lost.feed_capacity_w = chain.feed_rating_w * chain.continuous_share;
    lost.is_within_feed = chain.feed_rating_w <= 0 || lost.load.input_w <= lost.feed_capacity_w;
    return lost;
}

}  // namespace headroom::sim
