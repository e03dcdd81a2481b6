#include "src/core/scenario/check_failures.hpp"

#include <string>

#include "src/core/scenario/describe_problem.hpp"
#include "src/core/scenario/key_path.hpp"

namespace headroom::scenario {
namespace {

PlaceRef place_of(const ReadTree& tree, const std::string& path) {
    const auto found = tree.places.find(path);
    return found == tree.places.end() ? PlaceRef{} : found->second;
}

// A pool counts GPUs: there is no node that could fail.
void check_placement(const ReadTree& tree, Problems& problems) {
    for (const auto& [name, cluster] : tree.scenario.clusters) {
        const bool is_pool = cluster.scheduler.placement == PlacementPolicy::kPool;
        if (!is_pool || !cluster.failures) {
            continue;
        }
        const std::string path = join_key("cluster", name) + ".failures";
        problems.add(
            place_of(tree, path), path,
            {"placement = \"pool\" knows no nodes that could fail",
             "placement = \"packed\" in [" + join_key("cluster", name) + ".scheduler]", ""});
    }
}

void check_power(const ReadTree& tree, Problems& problems) {
    for (const auto& [name, fleet] : tree.scenario.fleets) {
        const std::string path = join_key("fleet", name);
        const bool has_idle = fleet.idle_power_w.has_value();
        const bool has_busy = fleet.busy_power_w.has_value();
        if (has_idle != has_busy) {
            const std::string written = has_idle ? "idle_power" : "busy_power";
            const std::string missing = has_idle ? "busy_power" : "idle_power";
            problems.add(place_of(tree, path + "." + written), path + "." + written,
                         {"stands without " + missing, "both, or none", ""});
        } else if (has_idle && *fleet.busy_power_w < *fleet.idle_power_w) {
            problems.add(place_of(tree, path + ".busy_power"), path + ".busy_power",
                         {"is less than idle_power", "at least idle_power", ""});
        }
    }
}

}  // namespace

void check_failures(const ReadTree& tree, Problems& problems) {
    check_placement(tree, problems);
    check_power(tree, problems);
}

}  // namespace headroom::scenario
