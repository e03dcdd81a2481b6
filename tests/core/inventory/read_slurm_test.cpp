#include <gmock/gmock.h>

#include "src/core/inventory/group_fleets.hpp"
#include "src/core/inventory/slurm_values.hpp"
#include "tests/core/inventory/inventory_text.hpp"
#include "tests/core/inventory/slurm_fixtures.hpp"

namespace headroom::inventory {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Node& node(const Inventory& inventory, std::string_view name) {
    for (const Node& other : inventory.nodes) {
        if (other.name == name) {
            return other;
        }
    }
    throw std::runtime_error("no node " + std::string(name));
}

TEST(ReadScontrol, TakesBlocksWithTextsInThem) {
    const Inventory inventory = read_good(kScontrolNodes);
    ASSERT_EQ(inventory.nodes.size(), 5u);
    EXPECT_EQ(inventory.sources[0].format, "scontrol");
    const Node& first = node(inventory, "gpu001");
    EXPECT_EQ(first.gpu_model, "h100");
    EXPECT_EQ(first.gpus, 8);
    EXPECT_EQ(first.cpus, 192);
    EXPECT_EQ(first.memory_bytes, 2048000LL << 20);
    EXPECT_EQ(first.weight, 10);
    EXPECT_EQ(first.state, NodeState::kUp);
    EXPECT_EQ(first.place.line, 1);
    EXPECT_THAT(first.features, ElementsAre("h100", "ib"));
    EXPECT_THAT(first.partitions, ElementsAre("batch", "long"));
    const Node& second = node(inventory, "gpu002");
    EXPECT_EQ(second.gpus, 8);
    EXPECT_EQ(second.state, NodeState::kDrained);
    EXPECT_EQ(second.state_text, "IDLE+DRAIN");
    EXPECT_EQ(second.reason, "GPU 3: Xid=79, State=lost [root@2026-03-01T10:00:00]");
    EXPECT_EQ(second.place.line, 15);
    EXPECT_EQ(node(inventory, "gpu010").state, NodeState::kDown);
    EXPECT_EQ(node(inventory, "gpu010").gpu_model, "a100");
    EXPECT_TRUE(node(inventory, "gpu010").gpu_model_is_guess);
    EXPECT_EQ(node(inventory, "gpu011").gpus, 4) << "from CfgTRES";
    EXPECT_EQ(node(inventory, "cpu001").gpus, 0);
    EXPECT_THAT(inventory.warnings, IsEmpty());
    EXPECT_THAT(inventory.not_taken, IsEmpty());
}

// The same text with each block on one line, as -o prints it.
TEST(ReadScontrol, OneLineFormSaysTheSame) {
    std::string text = kScontrolNodes;
    for (std::size_t at = text.find("\n   "); at != std::string::npos; at = text.find("\n   ")) {
        text.replace(at, 4, " ");
    }
    const Inventory blocks = read_good(kScontrolNodes);
    const Inventory lines = read_good(text);
    ASSERT_EQ(lines.nodes.size(), blocks.nodes.size());
    for (std::size_t i = 0; i < blocks.nodes.size(); ++i) {
        EXPECT_EQ(lines.nodes[i].name, blocks.nodes[i].name);
        EXPECT_EQ(lines.nodes[i].gpus, blocks.nodes[i].gpus);
        EXPECT_EQ(lines.nodes[i].memory_bytes, blocks.nodes[i].memory_bytes);
        EXPECT_EQ(lines.nodes[i].state_text, blocks.nodes[i].state_text);
        EXPECT_EQ(lines.nodes[i].reason, blocks.nodes[i].reason);
        EXPECT_EQ(lines.nodes[i].partitions, blocks.nodes[i].partitions);
    }
}

TEST(ReadSlurmConf, TakesNodesPartitionsAndScheduler) {
    const Inventory inventory = read_good(kSlurmConf, ".conf");
    ASSERT_EQ(inventory.clusters.size(), 1u);
    EXPECT_EQ(inventory.clusters[0].name, "alpha");
    EXPECT_TRUE(inventory.clusters[0].backfills->value);
    EXPECT_EQ(inventory.clusters[0].backfill_depth->value, 500);
    ASSERT_EQ(inventory.nodes.size(), 6u);
    EXPECT_EQ(node(inventory, "gpu003").gpus, 8);
    EXPECT_EQ(node(inventory, "gpu003").cpus, 192);
    EXPECT_EQ(node(inventory, "gpu003").cluster, "alpha");
    EXPECT_EQ(node(inventory, "gpu011").cpus, 128);
    EXPECT_EQ(node(inventory, "gpu011").reason, "two GPUs, #1 and #2, removed");
    EXPECT_EQ(node(inventory, "gpu004").state, NodeState::kDrained);
    ASSERT_EQ(inventory.partitions.size(), 3u);
    EXPECT_TRUE(inventory.partitions[0].has_all_nodes);
    EXPECT_TRUE(inventory.partitions[0].is_default);
    EXPECT_EQ(inventory.partitions[0].max_time_s, 129600);
    EXPECT_EQ(inventory.partitions[0].default_time_s, 3600);
    EXPECT_EQ(inventory.partitions[1].max_time_s, 604800);
    EXPECT_THAT(inventory.partitions[1].nodes, ElementsAre("gpu001", "gpu002", "gpu003", "gpu004"));
    EXPECT_EQ(inventory.partitions[2].max_time_s, std::nullopt);
    EXPECT_EQ(inventory.partitions[2].priority_tier, 10);
    EXPECT_THAT(
        describe_all(inventory.not_taken),
        ElementsAre(
            "SchedulerParameters: bf_window=20160 (:5): backfill looks at all estimates, however "
            "long",
            "SchedulerParameters: bf_continue (:5): a scheduling pass is never cut short",
            "prioritytype=priority/multifactor (:7): multifactor priority is not modelled yet",
            "PriorityWeightAge=1000 (:8): multifactor priority is not modelled yet",
            "PriorityWeightFairshare=100000 (:9): multifactor priority is not modelled yet",
            "partition urgent: PreemptMode=REQUEUE (:21): preemption is not modelled yet",
            "Include: nodes/extra.conf (:22): other files are not followed: import them too",
            "1 other parameter: SlurmctldHost (:3): no bearing on what is simulated",
            "node cpu001: State=FUTURE (:15): does not exist yet"));
}

TEST(SlurmValues, TimeLimitsInAllForms) {
    const auto seconds = [](std::string_view text) {
        const TimeLimit limit = parse_time_limit(text);
        return limit.is_valid ? limit.seconds.value_or(-1) : -2;
    };
    EXPECT_EQ(seconds("30"), 1800);
    EXPECT_EQ(seconds("30:15"), 1815);
    EXPECT_EQ(seconds("2:30:15"), 9015);
    EXPECT_EQ(seconds("1-12"), 129600);
    EXPECT_EQ(seconds("1-12:30"), 131400);
    EXPECT_EQ(seconds("7-00:00:00"), 604800);
    EXPECT_EQ(seconds("infinite"), -1);
    EXPECT_EQ(seconds("UNLIMITED"), -1);
    for (const char* bad : {"", "x", "1:2:3:4", "1-2:3:4:5", "-5", "1.5", "1-", "99999999999"}) {
        EXPECT_EQ(seconds(bad), -2) << bad;
    }
}

TEST(GroupFleets, MakesPartitionsUnionsOfFleets) {
    const FleetPlan plan = group_fleets(read_good(kSlurmConf, ".conf"));
    std::vector<std::string> fleets, partitions;
    for (const Fleet& fleet : plan.fleets) {
        fleets.push_back(fleet.name + " " + std::to_string(fleet.in_use.size()) + "+" +
                         std::to_string(fleet.set_apart.size()) + " x " +
                         std::to_string(fleet.gpus_per_node));
    }
    for (const PlannedPartition& partition : plan.partitions) {
        std::string text = partition.name + ":";
        for (const std::size_t fleet : partition.fleets) {
            text += " " + plan.fleets[fleet].name;
        }
        partitions.push_back(text);
    }
    EXPECT_THAT(fleets, ElementsAre("h100 2+0 x 8", "h100-urgent 1+1 x 8", "a100-urgent 1+0 x 4",
                                    "a100 1+0 x 4"));
    // gpu[010-011] have the default weight: Slurm fills them before those of weight 10.
    EXPECT_THAT(partitions,
                ElementsAre("batch: a100-urgent a100 h100 h100-urgent", "long: h100 h100-urgent",
                            "urgent: a100-urgent h100-urgent"));
}

}  // namespace
}  // namespace headroom::inventory
