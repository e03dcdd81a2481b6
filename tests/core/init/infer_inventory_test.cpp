#include "src/core/init/infer_inventory.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::init {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Row {
    std::int64_t start_s = 0;
    std::int64_t runtime_s = 0;
    std::uint32_t gpus = 1;
    const char* hosts = "";
    const char* partition = "";
    const char* model = "";
};

trace::Trace make_trace(const std::vector<Row>& rows) {
    trace::Trace trace;
    trace.file = "jobs.txt";
    trace.format = "sacct";
    for (const Row& row : rows) {
        trace.submit_us.push_back(row.start_s * 1'000'000);
        trace.start_us.push_back(row.start_s * 1'000'000);
        trace.runtime_us.push_back(row.runtime_s * 1'000'000);
        trace.gpus.push_back(row.gpus);
        trace.line.push_back(static_cast<std::int64_t>(trace.line.size()) + 2);
        trace.hosts.push_back(row.hosts);
        trace.partition.push_back(row.partition);
        trace.gpu_model.push_back(row.model);
    }
    return trace;
}

std::vector<std::string> describe(const inventory::Inventory& inventory) {
    std::vector<std::string> texts;
    for (const inventory::Node& node : inventory.nodes) {
        std::string text = node.name + " " + std::to_string(node.gpus) + " " + node.gpu_model;
        for (const std::string& partition : node.partitions) {
            text += " " + partition;
        }
        texts.push_back(text);
    }
    return texts;
}

TEST(InferInventory, TakesTheMostGpusHeldAtATimeAndThePartitionsOfTheJobs) {
    inventory::Inventory inventory;
    // On g1 4 and 4 GPUs overlap; on g2 4 follow 4, but g2 is of the same model. v1 is another.
    infer_inventory(make_trace({{0, 10, 4, "g1", "main", "h100"},
                                {5, 10, 4, "g1", "main", "h100"},
                                {0, 10, 4, "g2", "long", "h100"},
                                {10, 10, 4, "g2", "long", "h100"},
                                {0, 10, 2, "v1", "dev", "l40s"},
                                {50, 10, 16, "g[1-2]", "long", "h100"}}),
                    inventory);
    EXPECT_THAT(describe(inventory),
                ElementsAre("g1 8 h100 main long", "g2 8 h100 long", "v1 2 l40s dev"));
    ASSERT_EQ(inventory.partitions.size(), 3u);
    EXPECT_EQ(inventory.partitions[0].guess, "no file declares it; the nodes its jobs ran on");
    EXPECT_EQ(inventory.clusters.size(), 1u);
}

TEST(InferInventory, WithoutHostsTakesNodesOfEightForThePeak) {
    inventory::Inventory inventory;
    infer_inventory(make_trace({{0, 10, 9}, {5, 10, 3}, {10, 5, 8}}), inventory);
    // 9 + 3 from 5 to 10, then 3 + 8: two nodes
    EXPECT_EQ(inventory.nodes.size(), 2u);
    EXPECT_EQ(inventory.nodes[0].gpus, 8);
    EXPECT_FALSE(inventory.nodes[0].guess.empty());
    EXPECT_EQ(peak_gpus(make_trace({{0, 10, 9}, {5, 10, 3}, {10, 5, 8}})), 12);
}

TEST(InferInventory, LeavesWhatFilesTellAndListsNodesThatNoneDoes) {
    inventory::Inventory inventory;
    inventory::Node node;
    node.name = "g1";
    node.gpus = 8;
    node.partitions = {"main"};
    node.is_live = true;
    inventory.nodes.push_back(node);
    infer_inventory(make_trace({{0, 10, 2, "g1", "main"}, {0, 10, 2, "g7", "old"}}), inventory);
    EXPECT_THAT(describe(inventory), ElementsAre("g1 8  main old"));
    ASSERT_EQ(inventory.not_taken.size(), 1u);
    EXPECT_EQ(inventory.not_taken[0].what, "nodes g7");
    EXPECT_EQ(inventory.not_taken[0].place.line, 3);
    ASSERT_EQ(inventory.partitions.size(), 1u);
    EXPECT_EQ(inventory.partitions[0].guess, "no file declares it; all nodes");
}

}  // namespace
}  // namespace headroom::init
