#include "src/core/inventory/write_fragment.hpp"

#include <fstream>
#include <iterator>

#include <gmock/gmock.h>

#include "src/core/scenario/scenario.hpp"
#include "tests/core/input/temporary_file.hpp"
#include "tests/core/inventory/inventory_text.hpp"
#include "tests/core/inventory/slurm_fixtures.hpp"

namespace headroom::inventory {
namespace {

// The fragment with a workload behind it as a scenario.
expected<scenario::Scenario, Diagnostics> read_as_scenario(const std::string& fragment) {
    const input::TemporaryFile file(fragment + R"(
[workload.w.generate]
jobs = 10
interarrival = "1 min"
runtime = "1 h"
)",
                                    ".toml");
    return scenario::read_scenario(file.path());
}

std::string expected_text(const std::string& name) {
    std::ifstream file(std::string(HEADROOM_SOURCE_DIR) + "/tests/core/inventory/expected/" + name);
    return {std::istreambuf_iterator<char>(file), {}};
}

// Without the names of files, which differ from run to run.
std::string fragment_of(std::vector<Inventory> inventories) {
    for (Inventory& inventory : inventories) {
        const std::string old_name = inventory.sources[0].file;
        const std::string name = inventory.sources[0].format + ".txt";
        inventory.sources[0].file = name;
        const auto rename = [&](auto& items) {
            for (auto& item : items) {
                item.place.file = name;
            }
        };
        rename(inventory.nodes);
        rename(inventory.partitions);
        rename(inventory.tenants);
        rename(inventory.not_taken);
        for (Cluster& cluster : inventory.clusters) {
            if (cluster.backfills) {
                cluster.backfills->place.file = name;
            }
            if (cluster.backfill_depth) {
                cluster.backfill_depth->place.file = name;
            }
        }
    }
    auto merged = merge(std::move(inventories));
    return merged ? write_fragment(*merged) : format_diagnostics(merged.error());
}

TEST(WriteFragment, OfLiveNodesAndConfigurationSaysWhereEachValueIsFrom) {
    const std::string fragment =
        fragment_of({read_good(kSlurmConf, ".conf"), read_good(kScontrolNodes)});
    EXPECT_EQ(fragment, expected_text("slurm.toml"));
    const auto scenario = read_as_scenario(fragment);
    ASSERT_TRUE(scenario) << format_diagnostics(scenario.error());
    EXPECT_EQ(scenario->fleets.size(), 3u);
    EXPECT_EQ(scenario->partitions.size(), 3u);
}

}  // namespace
}  // namespace headroom::inventory
