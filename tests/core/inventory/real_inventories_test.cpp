// Node lists of real clusters, where there are any; counted a second time by another program.

#include <array>
#include <cstdio>
#include <filesystem>
#include <set>

#include <gtest/gtest.h>

#include "src/core/inventory/group_fleets.hpp"

namespace headroom::inventory {
namespace {

const std::string kTraces = std::string(HEADROOM_SOURCE_DIR) + "/../shared/traces/";

std::string output_of(const std::string& command) {
    std::FILE* const pipe = ::popen(command.c_str(), "r");
    std::string output;
    std::array<char, 256> buffer;
    while (pipe != nullptr && std::fgets(buffer.data(), buffer.size(), pipe) != nullptr) {
        output += buffer.data();
    }
    return pipe != nullptr && ::pclose(pipe) == 0 ? output : "failed: " + command;
}

TEST(RealInventories, OpenbHasTheNodesAndGpusThatAwkCounts) {
    const std::string file = kTraces + "openb/openb_node_list_gpu_node.csv";
    if (!std::filesystem::exists(file)) {
        GTEST_SKIP() << "needs " << file;
    }
    const auto inventory = read_inventory(file);
    ASSERT_TRUE(inventory) << format_diagnostics(inventory.error());
    const FleetPlan plan = group_fleets(*inventory);
    std::int64_t nodes = 0, gpus = 0;
    std::set<std::string> names;
    for (const Fleet& fleet : plan.fleets) {
        const auto count = static_cast<std::int64_t>(fleet.in_use.size());
        nodes += count;
        gpus += count * fleet.gpus_per_node;
        names.insert(fleet.name);
    }
    EXPECT_EQ(nodes, 1213);
    EXPECT_EQ(gpus, 6212);
    EXPECT_EQ(names.size(), plan.fleets.size());
    EXPECT_EQ(output_of("awk -F, 'NR > 1 { n += 1; g += $4 } END { print n, g }' " + file),
              std::to_string(nodes) + " " + std::to_string(gpus) + "\n");
    EXPECT_EQ(output_of("awk -F, 'NR > 1 { print $4, $5 }' " + file + " | sort -u | wc -l"),
              std::to_string(plan.fleets.size()) + "\n");
}

TEST(RealInventories, LingjunHasItsHostsWithTheirSwitches) {
    const std::string file = kTraces + "lingjun/topo.csv";
    if (!std::filesystem::exists(file)) {
        GTEST_SKIP() << "needs " << file;
    }
    const auto inventory = read_inventory(file);
    ASSERT_TRUE(inventory) << format_diagnostics(inventory.error());
    ASSERT_EQ(inventory->nodes.size(), 847u);
    std::set<std::string> switches;
    for (const Node& node : inventory->nodes) {
        EXPECT_EQ(node.gpus, kNotTold);
        ASSERT_EQ(node.switches.size(), 3u);
        switches.insert(node.switches[2]);
    }
    EXPECT_EQ(output_of("tail -n +2 " + file + " | cut -d, -f4 | tr -d '\\r' | sort -u | wc -l"),
              std::to_string(switches.size()) + "\n");
    const FleetPlan plan = group_fleets(*inventory);
    ASSERT_EQ(plan.fleets.size(), 1u);
    EXPECT_EQ(plan.fleets[0].in_use.size(), 847u);
    EXPECT_TRUE(plan.fleets[0].gpus_are_guess);
}

}  // namespace
}  // namespace headroom::inventory
