#include "src/core/scenario/resolve_catalog.hpp"

#include <algorithm>
#include <cmath>

#include "src/core/catalog/find_item.hpp"
#include "src/core/scenario/describe_problem.hpp"
#include "src/core/scenario/key_path.hpp"
#include "src/core/scenario/match_gpu.hpp"

namespace headroom::scenario {
namespace {

PlaceRef place_of(const ReadTree& tree, const std::string& path) {
    const auto found = tree.places.find(path);
    return found == tree.places.end() ? PlaceRef{} : found->second;
}

bool needs_catalog(const ReadTree& tree) {
    const auto& fleets = tree.scenario.fleets;
    const auto& sites = tree.scenario.sites;
    return tree.places.contains("catalog") ||
           std::any_of(fleets.begin(), fleets.end(),
                       [](const auto& fleet) {
                           return !fleet.second.gpu.empty() || !fleet.second.node.empty();
                       }) ||
           std::any_of(sites.begin(), sites.end(), [](const auto& site) {
               return !site.second.facility.climate.empty() || !site.second.facility.grid.empty();
           });
}

std::int64_t gpus_of(const catalog::Node& node) {
    return std::llround(node.gpus_per_node->value);
}

ProblemText unknown_node(const Scenario& scenario, const std::string& name) {
    std::vector<std::string> known;
    for (const catalog::Node& node : scenario.facts->nodes) {
        known.push_back(node.name);
    }
    ProblemText text = unknown_name("node", name, known);
    text.problem += " in catalog " + scenario.catalog;
    return text;
}

void fill_fleet(ReadTree& tree, const std::string& name, Fleet& fleet, Problems& problems) {
    const std::string path = join_key("fleet", name);
    const catalog::Node* node = catalog::find_node(*tree.scenario.facts, fleet.node);
    if (node == nullptr) {
        problems.add(place_of(tree, path + ".node"), path + ".node",
                     unknown_node(tree.scenario, fleet.node));
        return;
    }
    fleet.node = node->name;
    if (!tree.places.contains(path + ".gpu")) {
        fleet.gpu = node->gpu;
    }
    if (!tree.places.contains(path + ".gpus_per_node")) {
        fleet.gpus_per_node = gpus_of(*node);
    }
}

}  // namespace

void resolve_catalog(ReadTree& tree, Problems& problems) {
    Scenario& scenario = tree.scenario;
    if (scenario.catalog.empty()) {
        scenario.catalog = catalog::shipped_versions().back();
    }
    if (!needs_catalog(tree)) {
        return;
    }
    const auto facts = catalog::shipped_catalog(scenario.catalog);
    if (!facts) {
        const Diagnostic& fault = facts.error().front();
        problems.add(place_of(tree, "catalog"), "catalog",
                     {fault.problem, fault.wanted, fault.hint});
        return;
    }
    scenario.facts = *facts;
    for (auto& [name, fleet] : scenario.fleets) {
        if (!fleet.node.empty()) {
            fill_fleet(tree, name, fleet, problems);
        }
    }
}

Diagnostics describe_changed_nodes(const Scenario& scenario) {
    Diagnostics warnings;
    GpuMatcher matcher(scenario.facts.get());
    for (const auto& [name, fleet] : scenario.fleets) {
        const catalog::Node* node = scenario.facts == nullptr || fleet.node.empty()
                                        ? nullptr
                                        : catalog::find_named(scenario.facts->nodes, fleet.node);
        if (node == nullptr) {
            continue;
        }
        const auto warn = [&, fleet_name = name](const char* key, const std::string& problem) {
            Diagnostic warning;
            warning.severity = Severity::kWarning;
            warning.path = join_key("fleet", fleet_name) + "." + key;
            const auto origin = scenario.origins.find(warning.path);
            warning.place = origin == scenario.origins.end() ? SourcePlace{scenario.file, 0, 0}
                                                             : origin->second.place;
            warning.problem = problem + " of a " + node->name + " in catalog " + scenario.catalog;
            warnings.push_back(std::move(warning));
        };
        if (fleet.gpus_per_node != gpus_of(*node)) {
            warn("gpus_per_node", std::to_string(fleet.gpus_per_node) + " instead of the " +
                                      std::to_string(gpus_of(*node)) + " GPUs");
        }
        if (!matcher.asks_for(fleet.gpu, node->gpu)) {
            warn("gpu", "'" + fleet.gpu + "' instead of the " + node->gpu);
        }
    }
    return warnings;
}

}  // namespace headroom::scenario
