#pragma once

// What a chain of converters takes in for what its nodes draw, and whether it still can with one
// feed lost. Pure functions of a few divisions, so that a simulation may ask at every event.

#include "sim/world/power_chain.hpp"

namespace headroom::sim {

// The load at every stage. Never falls when it_w rises. The node stage is affine, so totals are
// exact however the load is spread. With smart sharing the number of rectifiers that are on is that
// of the mean chassis; chassis_input_w gives it for one. An overloaded UPS extrapolates its curve.
// Negative counts and powers count as none.
[[nodiscard]] ChainLoad feed(const PowerChain& chain, const ChainUse& use);

// How many rectifiers of a chassis are on for a load behind them: all, or with smart sharing
// min(n, floor((P - 1 W)/threshold) + 1) (ExaDigiT/RAPS 6c142bf), at least one.
[[nodiscard]] int rectifiers_on(const RectifierStage& stage, double chassis_load_w);

// One chassis alone: what its rectifiers take in for nodes_up nodes that draw it_w together.
[[nodiscard]] double chassis_input_w(const PowerChain& chain, double it_w, std::int64_t nodes_up);

// Units that share the load: N, N+1 or 2N of them.
[[nodiscard]] int ups_units(const UpsStage& stage);

// The chain with one feed lost. 2N: the other path carries all; N+1 and N: one unit less. A feed
// may carry continuous_share of its breaker's rating for hours; of N and N+1 there is one feed, and
// it is still there.
[[nodiscard]] LostFeed feed_lost(const PowerChain& chain, const ChainUse& use);

}  // namespace headroom::sim
