#include <gmock/gmock.h>

#include "src/core/inventory/group_fleets.hpp"
#include "src/core/inventory/write_fragment.hpp"
#include "src/core/scenario/scenario.hpp"
#include "tests/core/input/temporary_file.hpp"
#include "tests/core/inventory/inventory_text.hpp"
#include "tests/core/inventory/slurm_fixtures.hpp"

namespace headroom::inventory {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> fleet_names(const Inventory& inventory) {
    std::vector<std::string> names;
    for (const Fleet& fleet : group_fleets(inventory).fleets) {
        names.push_back(fleet.name);
    }
    return names;
}

Inventory conf(const std::string& lines) {
    return read_good("ClusterName=c\n" + lines + "\n", ".conf");
}

TEST(MergeInventories, TheRunningSchedulerGoesBeforeTheConfiguration) {
    const std::string live =
        "NodeName=n1 CPUTot=8 Gres=gpu:h100:7 State=IDLE Partitions=a\n"
        "NodeName=n2 CPUTot=8 Gres=gpu:h100:8 State=DOWN Partitions=a\n";
    for (const bool live_first : {true, false}) {
        std::vector<Inventory> both;
        both.push_back(
            conf("NodeName=n[1-3] Gres=gpu:h100:8 Weight=5\n"
                 "PartitionName=a Nodes=n[1-2] MaxTime=60\nPartitionName=b Nodes=ALL"));
        both.push_back(read_good(live));
        if (live_first) {
            std::swap(both[0], both[1]);
        }
        const auto merged = merge(std::move(both));
        ASSERT_TRUE(merged);
        ASSERT_EQ(merged->clusters.size(), 1u);
        EXPECT_EQ(merged->clusters[0].name, "c");
        ASSERT_EQ(merged->nodes.size(), 3u);
        EXPECT_EQ(merged->nodes[0].gpus, 7);
        EXPECT_EQ(merged->nodes[0].weight, 5);
        EXPECT_EQ(merged->nodes[1].state, NodeState::kDown);
        ASSERT_EQ(merged->warnings.size(), 1u);
        EXPECT_THAT(merged->warnings[0].problem, HasSubstr("node 'n1' has 7 GPUs, but 8 in "));
        // n1 and n2 say that they are in a alone.
        EXPECT_THAT(fleet_names(*merged),
                    testing::UnorderedElementsAre("h100-7x-a", "h100-8x-a", "h100-8x-b"));
    }
}

TEST(MergeInventories, TwoClustersAreRefused) {
    const auto merged = merge({conf("NodeName=n1"), read_good("ClusterName=d\nNodeName=n2\n")});
    ASSERT_FALSE(merged);
    EXPECT_EQ(merged.error()[0].problem, "is of the cluster 'd', but another file of 'c'");
    EXPECT_TRUE(merge({}));
}

TEST(MergeInventories, ATopologyFillsInSwitches) {
    std::vector<Inventory> both;
    both.push_back(conf("NodeName=n[1-2] Gres=gpu:8"));
    both.push_back(read_good("ip,DSW,PSW,ASW\nn1,d,p,s1\nother,d,p,s2\n"));
    const auto merged = merge(std::move(both));
    ASSERT_TRUE(merged);
    EXPECT_THAT(merged->nodes[0].switches, ElementsAre("d", "p", "s1"));
    const FleetPlan plan = group_fleets(*merged);
    ASSERT_EQ(plan.fleets.size(), 1u);
    EXPECT_EQ(plan.fleets[0].cluster, "c");
    EXPECT_THAT(describe_all(plan.not_taken),
                ElementsAre("1 node of unknown GPUs: other (:3): no file that was read tells "
                            "their GPUs"));
}

TEST(FleetNames, TellApartWhatDiffers) {
    EXPECT_THAT(
        fleet_names(conf("NodeName=a Gres=gpu:nvidia_a100-sxm4-80gb:8\n"
                         "NodeName=b Gres=gpu:A100-PCIE-40GB:8\n"
                         "NodeName=c Gres=gpu:A100-PCIE-40GB:4\n"
                         "NodeName=d Gres=gpu:4\n"
                         "NodeName=e Gres=gpu:NVIDIA-H100-80GB-HBM3:8\n"
                         "NodeName=f Gres=gpu:rtx_a6000:8")),
        ElementsAre("a100-80gb", "a100-40gb-8x", "a100-40gb-4x", "gpu", "h100", "rtx-a6000"));
}

TEST(FleetNames, NamesThatCollideAfterCleaningStayDistinct) {
    const std::vector<std::string> names =
        fleet_names(conf("NodeName=a Gres=gpu:h_100:8\nNodeName=b Gres=gpu:h-100:8\n"
                         "NodeName=c Gres=gpu:h.100:8"));
    EXPECT_THAT(names, ElementsAre("h-100", "h-100-2", "h-100-3"));
}

// Whatever is in the names, the fragment is a scenario.
TEST(WriteFragment, IsValidWhateverTheNamesAre) {
    for (const char* const text :
         {"a.b", "quote\"s", "back\\slash", "ümlaut", "\xE9", "[x]", "#", "true", "1.5", "'"}) {
        const std::string name = text;
        Inventory inventory;
        inventory.sources = {{"f", "slurm.conf", 1, 1, 1}};
        inventory.clusters.emplace_back();
        inventory.clusters[0].name = name;
        Node node;
        node.name = node.gpu_model = node.cluster = node.reason = name;
        node.gpus = 8;
        node.partitions = {name, name + "2"};
        inventory.nodes = {node};
        Tenant tenant;
        tenant.name = name;
        tenant.accounts = {name};
        inventory.tenants = {tenant};
        inventory.not_taken = {{name, name + "\nx", name, {name, 1, 0}, true}};
        const input::TemporaryFile file(write_fragment(inventory) +
                                            "\n[workload.w.generate]\njobs = 1\n"
                                            "interarrival = \"1 s\"\nruntime = \"1 s\"\n",
                                        ".toml");
        const auto scenario = scenario::read_scenario(file.path());
        ASSERT_TRUE(scenario) << name << ": " << format_diagnostics(scenario.error());
        EXPECT_EQ(scenario->partitions.size(), 2u);
        EXPECT_EQ(scenario->tenants.size(), 1u);
    }
}

TEST(ReadInventory, TakesTextAsItComes) {
    const std::string crlf =
        "\xEF\xBB\xBFNodeName=n1 CPUTot=8 Gres=gpu:8\r\n   State=IDLE\r\n\r\n"
        "NodeName=n2 CPUTot=8 Gres=gpu:8\r\n   State=IDLE";
    EXPECT_EQ(read_good(crlf).nodes.size(), 2u);
    const Inventory cut = read_good("NodeName=n1 CPUTot=8 State=IDLE\nNodeName=n2 CPUT");
    EXPECT_EQ(cut.nodes.size(), 1u);
    EXPECT_THAT(describe_all(cut.warnings),
                ElementsAre("2:0: node 'n2' is cut off by the end of the file: left out"));
    const std::string long_line(10'000'000, 'x');
    const Inventory commented = read_good("ClusterName=c # " + long_line + "\nNodeName=n\n");
    EXPECT_EQ(commented.nodes.size(), 1u);
    const Inventory reason =
        read_good("NodeName=n1 CPUTot=8 State=DOWN\n   Reason=" + long_line + "\n");
    EXPECT_EQ(reason.nodes[0].reason.size(), long_line.size());
    EXPECT_LT(write_fragment(reason).size(), 1000u);
}

TEST(ReadInventory, ADamagedFileNeverCrashes) {
    for (const char* const text : {kScontrolNodes, kSlurmConf}) {
        const std::string whole = text;
        for (std::size_t length = 0; length < whole.size(); length += 7) {
            (void)read_text(whole.substr(0, length));
            std::string damaged = whole;
            damaged[length] = static_cast<char>(damaged[length] ^ 0x51);
            if (const auto inventory = read_text(damaged)) {
                (void)write_fragment(*inventory);
            }
        }
    }
}

}  // namespace
}  // namespace headroom::inventory
