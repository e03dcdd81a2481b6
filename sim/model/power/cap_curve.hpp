#pragma once

// From a power cap to speed, power and energy, and the ladder of all caps that the engine uses.
// Pure functions. Not the cap's controller: a cap holds at once and exactly.

#include "sim/world/cap_curve.hpp"
#include "sim/world/cap_ladder.hpp"

namespace headroom::sim {

// Relative to no cap.
struct CapEffect {
    double speed = 1;
    double power = 1;
    [[nodiscard]] double energy() const { return speed > 0 ? power / speed : 0; }
};

// The law alone; shares of TDP. 0 at and below the static share.
[[nodiscard]] double law_speed(const CapLaw& law, double cap_share, double demand_share);

// Of the work that the curve was measured with, under a cap at cap_share of TDP. Points: speed and
// power = energy·speed are linear between them, and below the lowest both fall in proportion to the
// cap. Law: power is the smaller of cap and demand. Neither speed nor power ever falls as the cap
// rises.
[[nodiscard]] CapEffect cap_effect(const CapCurve& curve, double cap_share);

// Of work that draws phase_w without a cap, on a GPU that is sold with a limit of tdp_w. A cap acts
// as one that bears the same relation to the demand of the measured work; at TDP there is no cap.
// Power never exceeds the cap.
[[nodiscard]] CapEffect cap_effect(const CapCurve& curve,
                                   double cap_w,
                                   double phase_w,
                                   double tdp_w);

// The effect of every level on work that draws phase_power_w, W above idle_w. Under a cap of
// idle_w or less the GPU draws idle_w and does next to nothing.
[[nodiscard]] CapLadder make_ladder(double idle_w,
                                    double phase_power_w,
                                    double tdp_w,
                                    const CapCurve& curve);

}  // namespace headroom::sim
