#include "src/core/scenario/check_facility.hpp"

#include <string>
#include <utility>
#include <vector>

#include "src/core/catalog/find_item.hpp"
#include "src/core/scenario/describe_problem.hpp"
#include "src/core/scenario/facility_facts.hpp"
#include "src/core/scenario/key_path.hpp"

namespace headroom::scenario {
namespace {

class FacilityChecker {
public:
    FacilityChecker(const ReadTree& tree, Problems& problems)
        : tree_(tree), scenario_(tree.scenario), problems_(problems) {}

    void check() {
        for (const auto& [name, site] : scenario_.sites) {
            check_site(join_key("site", name), site.facility);
        }
        for (const auto& [name, hall] : scenario_.halls) {
            check_hall(join_key("hall", name), hall);
            check_chain(join_key("hall", name), name, hall);
        }
        for (const auto& [name, fleet] : scenario_.fleets) {
            check_fleet(join_key("fleet", name), fleet);
        }
        for (const auto& [name, workload] : scenario_.workloads) {
            check_gpu_cap(join_key("workload", name) + ".gpu_cap", workload);
        }
        check_sum();
    }

private:
    [[nodiscard]] bool is_written(const std::string& path) const {
        return tree_.places.contains(path);
    }

    void complain(const std::string& path, ProblemText text) {
        const auto found = tree_.places.find(path);
        problems_.add(found == tree_.places.end() ? PlaceRef{} : found->second, path,
                      std::move(text));
    }

    template <class Item>
    void check_item(const std::string& path,
                    const char* kind,
                    const std::string& name,
                    const std::vector<Item> catalog::Catalog::*items) {
        if (name.empty() || scenario_.facts == nullptr ||
            !catalog::find_items(*scenario_.facts.*items, name).empty()) {
            return;
        }
        std::vector<std::string> known;
        for (const Item& item : *scenario_.facts.*items) {
            known.push_back(item.name);
        }
        ProblemText text = unknown_name(kind, name, known);
        text.problem += " in catalog " + scenario_.catalog;
        complain(path, std::move(text));
    }

    // Of several keys for one thing, only one may be written.
    void check_one_of(const std::string& table, const std::vector<std::string>& keys) {
        std::string first;
        for (const std::string& key : keys) {
            if (!is_written(table + "." + key)) {
                continue;
            }
            if (!first.empty()) {
                complain(table + "." + key,
                         {"stands beside " + first, "one of " + list_names(keys, "and"), ""});
            }
            first = first.empty() ? key : first;
        }
    }

    void check_site(const std::string& path, const SiteFacility& site) {
        check_one_of(path, {"climate", "weather"});
        check_one_of(path, {"grid", "carbon", "carbon_table"});
        check_item(path + ".climate", "climate", site.climate, &catalog::Catalog::climates);
        check_item(path + ".grid", "grid", site.grid, &catalog::Catalog::grids);
        if (site.cap.policy && !site.cap.is_set()) {
            complain(path + ".cap_policy",
                     {"says nothing without a cap", "power_cap or cap_calendar beside it", ""});
        }
        if (site.import_limit_w && !site.battery) {
            complain(path + ".import_limit",
                     {"is kept by nothing", "a battery beside it, or a power_cap instead", ""});
        }
        const bool has_carbon = is_written(path + ".grid") || is_written(path + ".carbon") ||
                                is_written(path + ".carbon_table");
        if (site.contract && !has_carbon) {
            complain(path + ".carbon_contract", {"says nothing of the rest of the energy",
                                                 "grid, carbon or carbon_table beside it", ""});
        }
    }

    void check_hall(const std::string& path, const Hall& hall) {
        const HallFacility& what = hall.facility;
        const bool has_small_cap = what.row_cap_w || what.rack_cap_w;
        if (what.cap.policy && !what.cap.is_set() && !has_small_cap) {
            complain(path + ".cap_policy",
                     {"says nothing without a cap",
                      "power_cap, cap_calendar, row_cap or rack_cap beside it", ""});
        } else if (what.cap.policy == CapPolicy::kAdmission && !what.cap.is_set()) {
            complain(path + ".cap_policy", {"keeps no job waiting for a rack or a row",
                                            "power_cap or cap_calendar beside it", ""});
        }
        for (const char* key : {".row_limit", ".row_cap"}) {
            if (is_written(path + key) && what.racks_per_row == 0) {
                complain(path + key, {"stands without rows", "racks_per_row = 10", ""});
            }
        }
        if (what.cooling) {
            check_cooling(path, hall);
        } else if (what.thermal) {
            complain(path + ".thermal",
                     {"stands without cooling", "a table [" + path + ".cooling]", ""});
        }
    }

    void check_cooling(const std::string& path, const Hall& hall) {
        const CoolingSettings& cooling = *hall.facility.cooling;
        const Site* site = find_site(scenario_, &hall);
        const bool has_weather =
            site != nullptr && (!site->facility.climate.empty() || !site->facility.weather.empty());
        if (!has_weather && (site != nullptr || hall.site.empty())) {
            complain(
                path + ".cooling",
                {"needs the weather of a site",
                 site == nullptr ? "site = \"…\" in the hall, with a climate or weather"
                                 : "climate or weather in [" + join_key("site", hall.site) + "]",
                 ""});
        }
        if (cooling.air_supply_c && cooling.plant.kind != sim::CoolingKind::kLiquid) {
            complain(path + ".cooling.air_supply",
                     {"is for halls with kind = \"liquid\"", "supply", ""});
        }
    }

    // Keys of a stage that is not there.
    void check_stage(const std::string& chain,
                     const char* stage,
                     const std::vector<const char*>& keys) {
        if (is_written(chain + stage)) {
            return;
        }
        for (const char* key : keys) {
            if (is_written(chain + key)) {
                complain(chain + key, {"stands without " + std::string(stage + 1),
                                       std::string(stage + 1) + " beside it", ""});
            }
        }
    }

    void check_chain(const std::string& path, const std::string& name, const Hall& hall) {
        if (!hall.facility.power_chain) {
            return;
        }
        const std::string chain = path + ".power_chain";
        check_stage(chain, ".ups_rating", {".ups_units", ".ups_redundancy", ".ups_eco"});
        check_stage(chain, ".rectifiers",
                    {".rectifier_loss", ".rectifier_efficiency", ".smart_rectifiers"});
        const sim::PowerChain& what = *hall.facility.power_chain;
        for (const auto& [key, is_used] :
             {std::pair{".chassis_power", what.chassis_w > 0},
              std::pair{".rectifiers", what.rectifier.per_chassis > 0}}) {
            bool has_chassis = false;
            for (const auto& [fleet_name, fleet] : scenario_.fleets) {
                has_chassis =
                    has_chassis || (fleet.hall == name && fleet.facility.nodes_per_chassis > 0);
            }
            if (is_used && !has_chassis) {
                complain(chain + key,
                         {"no fleet of the hall has chassis", "nodes_per_chassis in a fleet", ""});
            }
        }
    }

    void check_fleet(const std::string& path, const Fleet& fleet) {
        const Hall* hall = find_hall(scenario_, fleet);
        const Site* site = find_site(scenario_, hall);
        const bool is_in_hall = hall != nullptr && has_facility(*hall);
        const bool is_on_site = site != nullptr && has_facility(*site);
        const bool has_racks = fleet.facility.nodes_per_rack > 0;
        const bool has_half =
            fleet.idle_power_w.has_value() != fleet.busy_power_w.has_value();  // told elsewhere
        if ((is_in_hall || is_on_site || has_racks) && !has_half &&
            !find_node_watts(scenario_, fleet)) {
            const std::string why = is_in_hall   ? "hall '" + fleet.hall + "' models power"
                                    : is_on_site ? "site '" + hall->site + "' models power"
                                                 : "a fleet with racks models power";
            complain(path, {"what its nodes draw is not known, and " + why,
                            "idle_power and busy_power, or a node of the catalog", ""});
        }
        const std::optional<GpuModel> gpu = find_gpu_model(scenario_, fleet);
        const bool is_capped =
            (hall != nullptr && (hall->facility.cap.is_set() || hall->facility.row_cap_w ||
                                 hall->facility.rack_cap_w || hall->facility.thermal)) ||
            (site != nullptr && site->facility.cap.is_set());
        if (is_capped && !gpu) {
            complain(path, {"the limit of its GPUs, of which a cap takes a share, is not known",
                            "gpu_power_limit, or a gpu of the catalog", ""});
        }
        if (gpu && fleet.facility.gpu_idle_power_w &&
            *fleet.facility.gpu_idle_power_w > gpu->power.tdp_w) {
            complain(path + ".gpu_idle_power",
                     {"is more than the limit of the GPU", "at most gpu_power_limit", ""});
        }
        check_racks(path, fleet, hall);
    }

    void check_racks(const std::string& path, const Fleet& fleet, const Hall* hall) {
        if (fleet.facility.nodes_per_rack > 0) {
            for (const auto& [name, cluster] : scenario_.clusters) {
                if (name == fleet.cluster &&
                    cluster.scheduler.placement == PlacementPolicy::kPool) {
                    complain(
                        path + ".nodes_per_rack",
                        {"placement = \"pool\" knows no nodes that could stand in racks",
                         "placement = \"packed\" in [" + join_key("cluster", name) + ".scheduler]",
                         ""});
                }
            }
            return;
        }
        const bool needs_racks =
            hall != nullptr && (hall->facility.rack_cap_w || hall->facility.row_cap_w ||
                                hall->facility.row_limit_w || hall->facility.thermal);
        if (needs_racks) {
            complain(path, {"hall '" + fleet.hall +
                                "' models single racks or rows, and this fleet has none",
                            "nodes_per_rack = 4", ""});
        }
    }

    void check_gpu_cap(const std::string& path, const Workload& workload) {
        if (!workload.facility.gpu_cap) {
            return;
        }
        for (const auto& [name, fleet] : scenario_.fleets) {
            if (fleet.cluster == workload.cluster && !find_gpu_model(scenario_, fleet)) {
                complain(path, {"the limit of the GPUs of fleet '" + name + "' is not known",
                                "gpu_power_limit in the fleet, or a gpu of the catalog", ""});
            }
        }
    }

    // The simulation adds µW in 64 bits.
    void check_sum() {
        constexpr double kMost_w = 1e11;
        double sum_w = 0;
        for (const auto& [name, fleet] : scenario_.fleets) {
            const auto watts = find_node_watts(scenario_, fleet);
            sum_w += watts ? watts->busy_w * fleet.nodes.value : 0;
        }
        if (sum_w > kMost_w && scenario_has_facility(scenario_)) {
            complain("fleet", {"all nodes together draw more than 100 GW", "less power", ""});
        }
    }

    const ReadTree& tree_;
    const Scenario& scenario_;
    Problems& problems_;
};

}  // namespace

void check_facility(const ReadTree& tree, Problems& problems) {
    FacilityChecker(tree, problems).check();
}

}  // namespace headroom::scenario
