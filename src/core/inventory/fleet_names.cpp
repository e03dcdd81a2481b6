#include "src/core/inventory/fleet_names.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "src/core/inventory/gpu_name.hpp"
#include "src/core/inventory/slurm_values.hpp"

namespace headroom::inventory {

namespace {

constexpr std::size_t kMostNamed = 2;  // partitions in a name

// The models whose short names are the same although they are not.
std::set<std::string> ambiguous_names(const FleetPlan& plan) {
    std::map<std::string, std::set<std::string>> long_names;
    for (const Fleet& fleet : plan.fleets) {
        long_names[short_gpu_name(fleet.gpu_model)].insert(long_gpu_name(fleet.gpu_model));
    }
    std::set<std::string> ambiguous;
    for (const auto& [name, longer] : long_names) {
        if (longer.size() > 1) {
            ambiguous.insert(name);
        }
    }
    return ambiguous;
}

// What of the fleets with one base name all have in common.
struct Likeness {
    std::set<std::int64_t> gpus_per_node;
    std::set<std::string> clusters;
    std::vector<std::size_t> partitions;  // that all of them are in
    bool is_first = true;

    void add(const Fleet& fleet) {
        gpus_per_node.insert(fleet.gpus_per_node);
        clusters.insert(fleet.cluster);
        if (is_first) {
            partitions = fleet.partitions;
            is_first = false;
            return;
        }
        std::vector<std::size_t> common;
        std::set_intersection(partitions.begin(), partitions.end(), fleet.partitions.begin(),
                              fleet.partitions.end(), std::back_inserter(common));
        partitions = std::move(common);
    }
};

std::string name_in_full(const FleetPlan& plan,
                         const Fleet& fleet,
                         const std::string& base,
                         const Likeness& alike) {
    std::string name = base;
    if (alike.gpus_per_node.size() > 1) {
        name += "-" + std::to_string(fleet.gpus_per_node) + "x";
    }
    if (alike.clusters.size() > 1) {
        name += "-" + to_lower(fleet.cluster);
    }
    std::vector<std::size_t> own;
    std::set_difference(fleet.partitions.begin(), fleet.partitions.end(), alike.partitions.begin(),
                        alike.partitions.end(), std::back_inserter(own));
    for (std::size_t i = 0; i < own.size() && own.size() <= kMostNamed; ++i) {
        name += "-" + to_lower(plan.partitions[own[i]].name);
    }
    return name;
}

}  // namespace

void name_fleets(FleetPlan& plan) {
    const std::set<std::string> ambiguous = ambiguous_names(plan);
    std::vector<std::string> bases;
    std::map<std::string, Likeness> alike;
    for (const Fleet& fleet : plan.fleets) {
        const std::string short_name = short_gpu_name(fleet.gpu_model);
        bases.push_back(ambiguous.count(short_name) > 0 ? long_gpu_name(fleet.gpu_model)
                                                        : short_name);
        alike[bases.back()].add(fleet);
    }
    std::set<std::string> taken;
    for (std::size_t i = 0; i < plan.fleets.size(); ++i) {
        const std::string full = name_in_full(plan, plan.fleets[i], bases[i], alike.at(bases[i]));
        std::string name = full;
        for (int number = 2; !taken.insert(name).second; ++number) {
            name = full + "-" + std::to_string(number);
        }
        plan.fleets[i].name = name;
    }
}

}  // namespace headroom::inventory
