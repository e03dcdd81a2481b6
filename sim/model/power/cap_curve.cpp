#include "sim/model/power/cap_curve.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/detmath.hpp"

namespace headroom::sim {
namespace {

CapEffect effect_at(const CapPoint& point) {
    return {point.throughput, point.energy * point.throughput};
}

CapEffect table_effect(const std::vector<CapPoint>& points, double cap_share) {
    const CapPoint& lowest = points.front();
    if (cap_share <= lowest.cap_share) {
        const double share = std::max(cap_share, 0.0) / lowest.cap_share;
        const CapEffect least = effect_at(lowest);
        return {share * least.speed, share * least.power};
    }
    const auto above = std::upper_bound(
        points.begin(), points.end(), cap_share,
        [](double share, const CapPoint& point) { return share < point.cap_share; });
    const CapPoint& from = *(above - 1);
    const CapPoint to = above == points.end() ? CapPoint{} : *above;
    if (from.cap_share >= to.cap_share)
        return {};
    const double share = (cap_share - from.cap_share) / (to.cap_share - from.cap_share);
    const CapEffect low = effect_at(from);
    const CapEffect high = effect_at(to);
    return {(1 - share) * low.speed + share * high.speed,
            (1 - share) * low.power + share * high.power};
}

constexpr std::int64_t kLeastSpeedQ20 = 1;  // so that work ends some day

std::int64_t to_uw(double power_w) {
    constexpr double kMicrowatts = 1e6;
    return static_cast<std::int64_t>(std::floor(power_w * kMicrowatts + 0.5));
}

}  // namespace

double law_speed(const CapLaw& law, double cap_share, double demand_share) {
    if (cap_share >= demand_share)
        return 1;
    if (cap_share <= law.static_share)
        return 0;
    return detmath::pow((cap_share - law.static_share) / (demand_share - law.static_share),
                        law.exponent);
}

CapEffect cap_effect(const CapCurve& curve, double cap_share) {
    if (cap_share >= 1)
        return {};
    if (!curve.points.empty())
        return table_effect(curve.points, cap_share);
    return {law_speed(curve.law, cap_share, curve.demand_share),
            std::clamp(cap_share / curve.demand_share, 0.0, 1.0)};
}

CapEffect cap_effect(const CapCurve& curve, double cap_w, double phase_w, double tdp_w) {
    if (!(phase_w > 0) || !(tdp_w > 0) || cap_w >= tdp_w)
        return {};
    const double most = std::clamp(cap_w / phase_w, 0.0, 1.0);
    if (curve.points.empty())
        return {law_speed(curve.law, cap_w / tdp_w, phase_w / tdp_w), most};
    const double scale = curve.demand_share / phase_w;
    const CapEffect capped = cap_effect(curve, cap_w * scale);
    const CapEffect top = cap_effect(curve, tdp_w * scale);
    return {capped.speed / top.speed, std::min(capped.power / top.power, most)};
}

CapLadder make_ladder(double idle_w, double phase_power_w, double tdp_w, const CapCurve& curve) {
    CapLadder ladder;
    const double swing_w = std::max(phase_power_w - idle_w, 0.0);
    for (int level = 0; level < kNoCapLevel; ++level) {
        const double cap_w = tdp_w * (kLowestCapPercent + level) / 100;
        const CapEffect effect = cap_effect(curve, cap_w, phase_power_w, tdp_w);
        const double above_w = std::clamp(effect.power * phase_power_w - idle_w, 0.0, swing_w);
        CapLevel& each = ladder[static_cast<std::size_t>(level)];
        each.gpu_uw = to_uw(above_w);
        const bool is_starved = swing_w > 0 && cap_w <= idle_w;
        const double speed = is_starved ? 0 : effect.speed;
        const double steps = std::floor(speed * static_cast<double>(kReferenceSpeedQ20));
        each.speed_q20 =
            std::clamp(static_cast<std::int64_t>(steps), kLeastSpeedQ20, kReferenceSpeedQ20);
    }
    ladder.back() = {to_uw(swing_w), kReferenceSpeedQ20};
    return ladder;
}

}  // namespace headroom::sim
