#include "src/study/headroom/power_headroom.hpp"

#include <cmath>
#include <optional>

#include "src/core/catalog/find_item.hpp"

namespace headroom::study {
namespace {

// The highest power of one node, W; none where neither scenario nor catalog says it.
std::optional<double> node_power_w(const scenario::Scenario& scenario,
                                   const scenario::Fleet& fleet) {
    if (fleet.busy_power_w)
        return fleet.busy_power_w;
    const catalog::Node* node = fleet.node.empty() || scenario.facts == nullptr
                                    ? nullptr
                                    : catalog::find_node(*scenario.facts, fleet.node);
    if (node == nullptr || !node->power_max)
        return std::nullopt;
    return node->power_max->value;
}

// What a hall has left, W; the name of the first fleet whose power is not known otherwise.
expected<double, std::string> power_left_w(const scenario::Scenario& scenario,
                                           const std::string& hall_name,
                                           const scenario::Hall& hall) {
    double left_w = *hall.power_limit_w - hall.other_load_w.value;
    for (const auto& [name, fleet] : scenario.fleets) {
        if (fleet.hall != hall_name)
            continue;
        const auto power_w = node_power_w(scenario, fleet);
        if (!power_w)
            return unexpected(name);
        left_w -= *power_w * fleet.nodes.value;
    }
    return left_w;
}

}  // namespace

PowerHeadroom measure_power_headroom(const scenario::Scenario& scenario) {
    PowerHeadroom found;
    double all_w = 0;
    double all_racks = 0;
    bool are_racks_known = true;
    for (const auto& [name, hall] : scenario.halls) {
        if (!hall.power_limit_w)
            continue;
        const auto left_w = power_left_w(scenario, name, hall);
        if (!left_w) {
            found.notes.push_back(
                "hall." + name + ": no headroom.power_kw, because fleet '" + left_w.error() +
                "' has no busy_power and names no node of the catalog, so its power "
                "is not known");
            are_racks_known = false;
            continue;
        }
        const std::string scope = "hall=" + name;
        found.metrics.push_back({"headroom.power_kw", scope, *left_w / 1e3, "kW"});
        all_w += *left_w;
        if (!hall.rack_limit_w) {
            are_racks_known = false;
            continue;
        }
        const double racks = std::floor(*left_w / *hall.rack_limit_w);
        found.metrics.push_back({"headroom.racks", scope, racks, ""});
        all_racks += racks;
    }
    if (!found.metrics.empty() && found.notes.empty()) {
        found.metrics.push_back({"headroom.power_kw", "", all_w / 1e3, "kW"});
        if (are_racks_known)
            found.metrics.push_back({"headroom.racks", "", all_racks, ""});
    }
    return found;
}

}  // namespace headroom::study
