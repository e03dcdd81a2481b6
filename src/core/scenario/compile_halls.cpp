#include <algorithm>
#include <cmath>

#include "sim/model/power/chain.hpp"
#include "src/core/scenario/facility_facts.hpp"
#include "src/core/scenario/facility_parts.hpp"
#include "src/core/scenario/key_path.hpp"
#include "src/core/scenario/place_problem.hpp"

namespace headroom::scenario {
namespace {

// Where no life is given; a planning default.
constexpr double kEmbodiedLife_s = 5 * 365.2425 * 86'400;

double watts_of(std::int64_t power_uw) {
    return static_cast<double>(power_uw) * 1e-6;
}

std::int64_t parts_of(std::int64_t nodes, std::int64_t nodes_per_part) {
    return nodes_per_part > 0 ? (nodes + nodes_per_part - 1) / nodes_per_part : 0;
}

// All nodes of a hall in service and busy.
struct FullHall {
    sim::ChainUse use;
    std::size_t racks = 0;
    std::size_t gpus_per_rack = 0;  // of its largest rack
    double gpu_w = 0;               // of GPUs whose power is known
};

// [hall], the last of which is for fleets in no hall.
std::size_t hall_index(const sim::World& world, const sim::Fleet& fleet) {
    return fleet.hall >= 0 ? static_cast<std::size_t>(fleet.hall) : world.hall_names.size();
}

std::vector<FullHall> fill_halls(const FacilityContext& context) {
    const sim::World& world = context.world();
    std::vector<FullHall> halls(world.hall_names.size() + 1);
    for (std::size_t f = 0; f < world.fleets.size(); ++f) {
        const sim::Fleet& fleet = world.fleets[f];
        const FleetFacility& what = context.scenario.fleets[f].second.facility;
        FullHall& hall = halls[hall_index(world, fleet)];
        const std::int64_t busy_uw =
            fleet.power.idle_uw +
            fleet.power.slope_uw * static_cast<std::int64_t>(fleet.gpus_per_node);
        hall.use.it_w += watts_of(busy_uw) * fleet.nodes;
        hall.use.nodes_up += fleet.nodes;
        if (const auto gpu = find_gpu_model(context.scenario, context.scenario.fleets[f].second)) {
            hall.gpu_w +=
                gpu->power.at_w(sim::WorkPhase::kTraining) * fleet.gpus_per_node * fleet.nodes;
        }
        if (what.nodes_per_rack == 0) {
            hall.use.chassis += parts_of(fleet.nodes, what.nodes_per_chassis);
            continue;
        }
        const std::int64_t whole = fleet.nodes / what.nodes_per_rack;
        const std::int64_t rest = fleet.nodes % what.nodes_per_rack;
        hall.use.chassis += whole * parts_of(what.nodes_per_rack, what.nodes_per_chassis) +
                            parts_of(rest, what.nodes_per_chassis);
        hall.racks += static_cast<std::size_t>(parts_of(fleet.nodes, what.nodes_per_rack));
        const std::int64_t in_rack = std::min<std::int64_t>(what.nodes_per_rack, fleet.nodes);
        hall.gpus_per_rack =
            std::max(hall.gpus_per_rack, static_cast<std::size_t>(in_rack * fleet.gpus_per_node));
    }
    return halls;
}

// The most that the hall's feed may carry, all of its chain in service, so that the chain would
// still bear it with one feed or unit lost. All nodes are up; bisected, as no stage ever takes less
// for more.
std::int64_t find_feed_lost_uw(const sim::PowerChain& chain,
                               const sim::ChainUse& full,
                               double other_w) {
    if (chain.ups.rating_w <= 0 && chain.feed_rating_w <= 0) {
        return sim::kNoLimit;
    }
    sim::ChainUse use = full;
    const auto is_within = [&](std::int64_t it_uw) {
        use.it_w = watts_of(it_uw);
        const sim::LostFeed lost = sim::feed_lost(chain, use);
        const bool is_within_feed =
            chain.feed_rating_w <= 0 || lost.load.input_w + other_w <= lost.feed_capacity_w;
        return lost.is_within_ups && is_within_feed;
    };
    constexpr std::int64_t kMost_uw = 1'000'000'000'000'000'000;
    std::int64_t within_uw = 0, beyond_uw = kMost_uw;
    if (!is_within(within_uw)) {
        return 0;
    }
    while (beyond_uw - within_uw > 1) {
        const std::int64_t middle_uw = within_uw + (beyond_uw - within_uw) / 2;
        (is_within(middle_uw) ? within_uw : beyond_uw) = middle_uw;
    }
    use.it_w = watts_of(within_uw);
    return whole_uw(sim::feed(chain, use).input_w + other_w);
}

sim::CoolingPlant compile_cooling(const CoolingSettings& settings, double full_heat_w) {
    sim::CoolingPlant plant = settings.plant;
    double& supply_c =
        plant.kind == sim::CoolingKind::kLiquid ? plant.liquid_supply_c : plant.air_supply_c;
    supply_c = settings.supply_c.value_or(supply_c);
    plant.air_supply_c = settings.air_supply_c.value_or(plant.air_supply_c);
    // A little more than the heat of the full hall, which rounding must not overload.
    constexpr double kMargin = 1 + 1e-6;
    plant.design_heat_w = settings.design_heat_w.value_or(full_heat_w * kMargin);
    return plant;
}

sim::HallThermal compile_thermal(const HallFacility& settings,
                                 const sim::CoolingPlant& plant,
                                 const FullHall& full) {
    const ThermalSettings& what = *settings.thermal;
    sim::HallThermal thermal;
    thermal.racks = full.racks;
    thermal.gpus_per_rack = full.gpus_per_rack;
    if (settings.racks_per_row > 0) {
        thermal.racks_per_row = static_cast<std::size_t>(settings.racks_per_row);
    }
    const bool is_liquid = plant.kind == sim::CoolingKind::kLiquid;
    thermal.gpu_cooling = is_liquid ? sim::GpuCooling::kColdPlate : sim::GpuCooling::kAir;
    double& k_per_w = is_liquid ? thermal.gpu_to_coolant_k_per_w : thermal.gpu_to_air_k_per_w;
    k_per_w = what.gpu_k_per_w.value_or(k_per_w);
    thermal.gpu_j_per_k = what.gpu_j_per_k.value_or(thermal.gpu_j_per_k);
    thermal.rack_j_per_k = what.rack_j_per_k.value_or(thermal.rack_j_per_k);
    return thermal;
}

std::string kilowatts(double power_w) {
    return std::to_string(std::llround(power_w / 1e3)) + " kW";
}

// The temperature that shuts a rack down keeps its distance.
void set_throttle(const ThermalSettings& settings, const FullHall& full, sim::HallFacility& hall) {
    const double by_k = settings.slow_at_c.value_or(hall.throttle.slow_c) - hall.throttle.slow_c;
    hall.throttle.slow_c += by_k;
    hall.throttle.shutdown_c += by_k;
    if (full.gpu_w > 0 && full.use.it_w > 0) {
        hall.gpu_heat_share = std::min(1.0, full.gpu_w / full.use.it_w);
    }
    hall.gpu_heat_share = settings.gpu_heat_share.value_or(hall.gpu_heat_share);
}

class HallCompiler {
public:
    explicit HallCompiler(const FacilityContext& context)
        : context_(context), full_(fill_halls(context)) {}

    void compile() {
        const auto& halls = context_.scenario.halls;
        for (std::size_t h = 0; h < halls.size(); ++h) {
            context_.facility().halls.push_back(compile_hall(h));
        }
        context_.facility().halls.emplace_back();
    }

private:
    [[nodiscard]] std::int32_t site_of(const Hall& hall) const {
        const auto& sites = context_.scenario.sites;
        const auto found = std::find_if(sites.begin(), sites.end(),
                                        [&](const auto& site) { return site.first == hall.site; });
        return found == sites.end() ? -1 : static_cast<std::int32_t>(found - sites.begin());
    }

    // A rack or a row keeps its cap by slowing alone.
    static sim::PowerLimits small_limits(std::optional<double> limit_w,
                                         std::optional<double> cap_w,
                                         const sim::PowerCap& hall_cap) {
        sim::PowerLimits limits;
        limits.limit_uw = limit_w ? whole_uw(*limit_w) : sim::kNoLimit;
        limits.cap.always_uw = cap_w ? whole_uw(*cap_w) : sim::kNoLimit;
        if (hall_cap.policy == sim::CapPolicy::kPriority) {
            limits.cap.policy = sim::CapPolicy::kPriority;
        }
        return limits;
    }

    [[nodiscard]] sim::HallFacility compile_hall(std::size_t index) const {
        const auto& [name, hall] = context_.scenario.halls[index];
        const HallFacility& settings = hall.facility;
        const std::string path = join_key("hall", name);
        sim::HallFacility compiled;
        compiled.site = site_of(hall);
        const double utc_offset_s =
            compiled.site < 0 ? 0
                              : context_.scenario.sites[static_cast<std::size_t>(compiled.site)]
                                    .second.facility.utc_offset_s;
        compiled.chain = settings.power_chain.value_or(sim::PowerChain{});
        compiled.other_uw = whole_uw(hall.other_load_w.value);
        compiled.hall.limit_uw = hall.power_limit_w ? whole_uw(*hall.power_limit_w) : sim::kNoLimit;
        compiled.hall.cap = compile_cap(context_, settings.cap, path, utc_offset_s);
        compiled.row = small_limits(settings.row_limit_w, settings.row_cap_w, compiled.hall.cap);
        compiled.rack = small_limits(hall.rack_limit_w, settings.rack_cap_w, compiled.hall.cap);
        compiled.racks_per_row = static_cast<std::uint32_t>(settings.racks_per_row);
        const FullHall& full = full_[index];
        compiled.feed_lost_uw =
            find_feed_lost_uw(compiled.chain, full.use, hall.other_load_w.value);
        warn_of_small_ups(path, compiled.chain, full);
        if (settings.cooling) {
            const double heat_w = sim::feed(compiled.chain, full.use).input_w;
            compiled.cooling = compile_cooling(*settings.cooling, heat_w + hall.other_load_w.value);
            check_start(path);
        }
        if (settings.thermal && compiled.cooling && full.racks > 0) {
            compiled.thermal = compile_thermal(settings, *compiled.cooling, full);
            set_throttle(*settings.thermal, full, compiled);
        }
        return compiled;
    }

    // Its units in service carry the hall with every node busy, or it is too small.
    void warn_of_small_ups(const std::string& path,
                           const sim::PowerChain& chain,
                           const FullHall& full) const {
        if (chain.ups.rating_w <= 0) {
            return;
        }
        const double rated_w = chain.ups.rating_w * chain.ups.units;
        const double carried_w = sim::feed(chain, full.use).ups_output_w;
        if (carried_w <= rated_w) {
            return;
        }
        Diagnostic warning = place_problem(context_.scenario, path + ".power_chain.ups_rating",
                                           "the UPS carries " + kilowatts(carried_w) +
                                               " with every node busy, its units are rated for " +
                                               kilowatts(rated_w),
                                           "more or larger units");
        warning.severity = Severity::kWarning;
        context_.compiled.warnings.push_back(std::move(warning));
    }

    void check_start(const std::string& path) const {
        if (!context_.start) {
            context_.problems.push_back(place_problem(
                context_.scenario, path + ".cooling.kind",
                "follows the weather, but the scenario has no calendar", "start = 2027-01-01"));
        }
    }

    const FacilityContext& context_;
    std::vector<FullHall> full_;
};

// Racks are numbered by fleet, rows by hall as the racks come.
class RackCompiler {
public:
    explicit RackCompiler(const FacilityContext& context)
        : context_(context),
          facility_(context.facility()),
          racks_in_hall_(facility_.halls.size(), 0),
          last_row_(facility_.halls.size(), -1) {}

    void compile() {
        const sim::World& world = context_.world();
        for (std::size_t f = 0; f < world.fleets.size(); ++f) {
            const auto& [name, fleet] = context_.scenario.fleets[f];
            const FleetFacility& settings = fleet.facility;
            sim::FleetRacks racks;
            racks.nodes_per_rack = static_cast<std::uint32_t>(settings.nodes_per_rack);
            racks.nodes_per_chassis = static_cast<std::uint32_t>(settings.nodes_per_chassis);
            racks.first_rack = static_cast<std::uint32_t>(facility_.racks.size());
            racks.embodied_kg = settings.embodied_kg;
            const double life_s =
                fleet.outlook.life_s ? fleet.outlook.life_s->value : kEmbodiedLife_s;
            racks.embodied_life_us = settings.embodied_kg > 0 ? std::llround(life_s * 1e6) : 0;
            facility_.fleets.push_back(racks);
            for (std::int64_t left = settings.nodes_per_rack > 0 ? world.fleets[f].nodes : 0;
                 left > 0; left -= settings.nodes_per_rack) {
                add_rack(f, static_cast<std::uint32_t>(std::min(left, settings.nodes_per_rack)));
            }
        }
    }

private:
    void add_rack(std::size_t f, std::uint32_t nodes) {
        const sim::Fleet& fleet = context_.world().fleets[f];
        const std::size_t hall = hall_index(context_.world(), fleet);
        const std::uint32_t racks_per_row = facility_.halls[hall].racks_per_row;
        if (racks_per_row > 0 && racks_in_hall_[hall] % racks_per_row == 0) {
            last_row_[hall] = static_cast<std::int32_t>(facility_.rows.size());
            facility_.rows.push_back({fleet.hall, racks_in_hall_[hall] / racks_per_row});
        }
        ++racks_in_hall_[hall];
        facility_.racks.push_back(
            {static_cast<std::uint32_t>(f), nodes, fleet.hall, last_row_[hall]});
    }

    const FacilityContext& context_;
    sim::Facility& facility_;
    std::vector<std::uint32_t> racks_in_hall_;  // so far
    std::vector<std::int32_t> last_row_;        // -1: none yet
};

}  // namespace

void compile_halls(const FacilityContext& context) {
    HallCompiler(context).compile();
    RackCompiler(context).compile();
}

}  // namespace headroom::scenario
