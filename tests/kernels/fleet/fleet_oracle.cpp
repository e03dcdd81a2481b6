#include "tests/kernels/fleet/fleet_oracle.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "sim/base/distribution.hpp"
#include "sim/base/philox.hpp"

namespace headroom::mc {
namespace {

class Oracle {
public:
    Oracle(const FleetPlan& plan, std::uint32_t trial) : plan_(plan), trial_(trial) {
        draw_all();
        walk_processes();
    }

    OracleTrial run() {
        OracleTrial out;
        out.totals.resize(total_count(plan_));
        out.totals[kTotalFirstShortfall] = plan_.steps;
        out.fans.resize(fan_count(plan_), std::vector<double>(plan_.steps));
        for (std::uint32_t t = 0; t < plan_.steps; ++t) {
            step(t, out);
        }
        return out;
    }

private:
    [[nodiscard]] double uniform(Stream stream,
                                 std::uint32_t entity,
                                 std::uint32_t index,
                                 bool is_second = false) const {
        const bool mirrors = plan_.seed.is_antithetic && trial_ % 2 == 1;
        const PhiloxWords w =
            draw_words({plan_.seed.seed, stream, entity, index, mirrors ? trial_ - 1 : trial_});
        const double u =
            is_second ? uniform_from(w.word[2], w.word[3]) : uniform_from(w.word[0], w.word[1]);
        return mirrors ? 1 - u : u;
    }

    static double normal(double u) {
        Distribution d;
        d.kind = DistributionKind::kNormal;
        d.b = 1;
        return quantile(d, u);
    }

    // Through sim/base's distributions, their truncation by values instead of shares.
    static double draw_of(const PlanInput& input, double u) {
        static constexpr std::array kKinds{
            DistributionKind::kConstant,    DistributionKind::kUniform,
            DistributionKind::kNormal,      DistributionKind::kLognormal,
            DistributionKind::kExponential, DistributionKind::kWeibull,
            DistributionKind::kTriangular};
        Distribution d;
        d.kind = kKinds[static_cast<std::size_t>(input.law)];
        d.a = input.a;
        d.b = input.b;
        d.c = input.c;
        if (input.mass < 1) {
            const Distribution whole = d;
            d.lowest = quantile(whole, input.below);
            d.highest = quantile(whole, 1 - input.above);
        }
        const double value = std::clamp(quantile(d, u), input.lowest, input.highest);
        return (input.is_whole ? std::round(value) : value) * input.unit;
    }

    void draw_all() {
        value_.resize(plan_.inputs);
        std::vector<double> alone(plan_.correlated);
        for (std::uint32_t i = 1; i < plan_.inputs; ++i) {
            const PlanInput& input = plan_.input[i];
            if (input.correlated >= 0) {
                alone[static_cast<std::size_t>(input.correlated)] =
                    normal(uniform(input.stream, input.entity, 0));
            }
        }
        for (std::uint32_t i = 1; i < plan_.inputs; ++i) {
            const PlanInput& input = plan_.input[i];
            double u = uniform(input.stream, input.entity, 0);
            if (input.correlated >= 0) {
                double score = 0;
                for (std::uint32_t j = 0; j < plan_.correlated; ++j) {
                    score += plan_.correlation[input.correlated][j] * alone[j];
                }
                u = 0.5 * std::erfc(-score / std::sqrt(2.0));
            }
            value_[i] = draw_of(input, u);
        }
    }

    void walk_processes() {
        double motion = 0;
        double spikes = 0;
        double log_node = 0;
        for (std::uint32_t t = 0; t < plan_.steps; ++t) {
            if (plan_.has_price_motion) {
                motion = motion * plan_.price_motion.keep +
                         plan_.price_motion.noise * normal(uniform(Stream::kPlanPrice, 0, t));
            }
            if (plan_.has_price_spikes) {
                spikes = spike(spikes, t);
            }
            const bool has_price = plan_.has_price_motion || plan_.has_price_spikes;
            energy_.push_back(has_price ? std::exp(motion + spikes - plan_.price_log_mean[t]) : 1);
            if (plan_.has_node_price && t > 0) {
                const NodePriceStep& s = plan_.node_price;
                log_node += s.log_change + s.motion.drift +
                            s.motion.noise * normal(uniform(Stream::kPlanNodePrice, 0, t)) +
                            s.log_drop *
                                poisson(s.generations, uniform(Stream::kPlanNodePrice, 0, t, true));
            }
            node_.push_back(std::exp(log_node));
        }
        for (std::uint32_t d = 0; d < plan_.demands; ++d) {
            walk_demand(plan_.demand[d], plan_.demand_curve[d]);
        }
    }

    static int poisson(double mean, double u) {
        int k = 0;
        for (double p = std::exp(-mean), below = p; u > below; below += p) {
            p *= mean / ++k;
        }
        return k;
    }

    double spike(double y, std::uint32_t t) const {
        const SpikeStep& s = plan_.price_spikes;
        const int jumps = poisson(s.jumps, uniform(Stream::kPlanPrice, 0, t, true));
        y *= std::exp(-s.decay);
        for (int j = 0; j < jumps; ++j) {
            const std::uint32_t place = t * 256 + static_cast<std::uint32_t>(j);
            y += -s.mean_jump * std::log(uniform(Stream::kPlanSpike, 0, place)) *
                 std::exp(-s.decay * uniform(Stream::kPlanSpike, 0, place, true));
        }
        return y;
    }

    void walk_demand(const PlanDemand& demand, const double* curve) {
        double start = value_[demand.level] * value_[demand.scale];
        double yearly = 1;
        for (const InputId growth : demand.growth) {
            yearly *= 1 + value_[growth];
        }
        start = demand.ceiling > 0 ? std::min(start, demand.ceiling * (1 - 1e-9)) : start;
        double noise = 0;
        bool is_busy = false;
        demand_.resize(plan_.steps);
        for (std::uint32_t t = 0; t < plan_.steps; ++t) {
            if (demand.is_random && t > 0) {
                noise +=
                    demand.motion.drift +
                    demand.motion.noise * normal(uniform(Stream::kPlanDemand, demand.entity, t));
                is_busy = uniform(Stream::kPlanDemand, demand.entity, t, true) <
                          (is_busy ? demand.regime.busy_from_busy : demand.regime.busy_from_calm);
            }
            const double grown = std::pow(yearly, t * plan_.step_years) * std::exp(noise);
            const double k = demand.ceiling;
            const double level = k > 0 ? k / (1 + (k / start - 1) / grown) : start * grown;
            demand_[t] += level * (is_busy ? demand.busy_factor : 1) * curve[t];
        }
    }

    // The part of step t between two dates.
    static double part(double t, double from, std::optional<double> to) {
        const double end = to ? std::min(t + 1, *to) : t + 1;
        return std::max(0.0, end - std::max(t, from));
    }

    [[nodiscard]] std::optional<double> end_of(const PlanFleet& fleet, double begin) const {
        return fleet.life_steps == kNothing ? std::nullopt
                                            : std::optional(begin + value_[fleet.life_steps]);
    }

    double nodes_up(std::uint32_t f, double nodes, std::uint32_t t) const {
        const PlanFleet& fleet = plan_.fleet[f];
        if (fleet.mtbf_h == kNothing) {
            return nodes;
        }
        const double mtbf = value_[fleet.mtbf_h];
        const double up = mtbf / (mtbf + fleet.repair_h);
        const double x = plan_.step_h * (1 / mtbf + 1 / fleet.repair_h);
        const double variance = nodes * up * (1 - up) * 2 / x * (1 + std::expm1(-x) / x);
        const double noise =
            normal(uniform(Stream::kPlanNodesDown, fleet.entity, t / 2, t % 2 == 1));
        return std::clamp(nodes * up + std::sqrt(variance) * noise, 0.0, nodes);
    }

    void step(std::uint32_t t, OracleTrial& out) {
        std::vector<double> nodes(plan_.fleets);
        double owned = 0;
        double capex = 0;
        for (std::uint32_t f = 0; f < plan_.fleets; ++f) {
            const PlanFleet& fleet = plan_.fleet[f];
            nodes[f] = value_[fleet.nodes] * part(t, fleet.begin, end_of(fleet, fleet.begin));
        }
        for (std::uint32_t i = 0; i < plan_.purchases; ++i) {
            const PlanPurchase& p = plan_.purchase[i];
            const auto order_step = static_cast<std::uint32_t>(p.order);
            const double price = value_[p.price] * (p.is_indexed ? node_[order_step] : 1);
            capex += order_step == t ? value_[p.nodes] * price : 0;
            const double begin = p.order + std::max(0.0, value_[p.lead_steps]);
            const double come =
                value_[p.nodes] * part(t, begin, end_of(plan_.fleet[p.fleet], begin));
            nodes[p.fleet] += come;
            owned += come * price;
        }
        double capacity = 0;
        for (std::uint32_t f = 0; f < plan_.fleets; ++f) {
            nodes[f] = nodes_up(f, nodes[f], t);
            capacity += nodes[f] * plan_.fleet[f].gpus_per_node * plan_.fleet[f].speed;
        }
        const double short_h = std::max(0.0, demand_[t] - capacity) * plan_.step_h;
        const double share = capacity > 0 ? std::min(1.0, demand_[t] / capacity) : 0;
        const double opex = electricity(t, nodes, share, out) +
                            owned * value_[plan_.maintenance] * plan_.step_years;
        count(t, {capex, opex, short_h * value_[plan_.unmet_price], short_h, capacity}, out);
    }

    double electricity(std::uint32_t t,
                       const std::vector<double>& nodes,
                       double share,
                       OracleTrial& out) const {
        double cost = 0;
        for (std::uint32_t h = 0; h < plan_.halls; ++h) {
            double watts = 0;
            for (std::uint32_t f = 0; f < plan_.fleets; ++f) {
                const PlanFleet& fleet = plan_.fleet[f];
                const double node =
                    (1 - share) * value_[fleet.idle_w] + share * value_[fleet.busy_w];
                watts += fleet.hall == h ? nodes[f] * node : 0;
            }
            const double kwh = watts / 1000 * plan_.step_h;
            out.totals[kTotalItEnergy_kwh] += kwh;
            out.totals[kTotalFacilityEnergy_kwh] += kwh * value_[plan_.overhead];
            cost += kwh * value_[plan_.overhead] * value_[plan_.hall[h].price_kwh] * energy_[t];
            const double kw = (watts + value_[plan_.hall[h].other_w]) / 1000;
            out.fans[kFanPower_kw + h][t] = kw;
            double& peak = out.totals[kTotalPeakPower_kw + h];
            peak = std::max(peak, kw);
        }
        return cost;
    }

    struct Counted {
        double capex, opex, unmet, short_h, capacity;
    };
    void count(std::uint32_t t, const Counted& c, OracleTrial& out) const {
        auto& total = out.totals;
        const double cost = c.capex + c.opex + c.unmet;
        total[kTotalCapex] += c.capex;
        total[kTotalOpex] += c.opex;
        total[kTotalUnmet] += c.unmet;
        total[kTotalTco] += cost;
        total[kTotalPresentValue] +=
            cost / std::pow(1 + value_[plan_.discount_rate], (t + 0.5) * plan_.step_years);
        total[kTotalShortfall_gpu_h] += c.short_h;
        if (c.short_h > 0) {
            total[kTotalHasShortfall] = 1;
            total[kTotalFirstShortfall] = std::min<double>(total[kTotalFirstShortfall], t);
        }
        out.fans[kFanDemand][t] = demand_[t];
        out.fans[kFanCapacity][t] = c.capacity;
        out.fans[kFanShortfall][t] = c.short_h;
        out.fans[kFanCost][t] = total[kTotalTco];
    }

    const FleetPlan& plan_;
    std::uint32_t trial_;
    std::vector<double> value_;
    std::vector<double> energy_;
    std::vector<double> node_;
    std::vector<double> demand_;
};

}  // namespace

OracleTrial oracle_trial(const FleetPlan& plan, std::uint32_t trial) {
    return Oracle(plan, trial).run();
}

}  // namespace headroom::mc
