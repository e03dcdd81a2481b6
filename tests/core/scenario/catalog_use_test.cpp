// What a scenario takes from the catalog: nodes by name, and the spellings of GPUs.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/core/catalog/catalog.hpp"
#include "src/core/scenario/compile_world.hpp"
#include "src/core/scenario/match_gpu.hpp"
#include "tests/core/scenario/scenario_folder.hpp"

namespace headroom::scenario {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

std::string with_fleet(const std::string& fleet) {
    return "schema = 1\n[fleet.a]\n" + fleet + kSmallWorkload;
}

TEST(CatalogNode, FillsGpuAndGpusPerNode) {
    const Scenario scenario = read_good(with_fleet("node = \"gb200-tray\"\n"));
    const Fleet& fleet = scenario.fleets.front().second;
    EXPECT_EQ(fleet.gpu, "gb200-nvl72");
    EXPECT_EQ(fleet.gpus_per_node, 4);
    EXPECT_EQ(scenario.catalog, catalog::shipped_versions().back());
}

TEST(CatalogNode, TakesAnAlias) {
    const Scenario scenario = read_good(with_fleet("node = \"DGX A100 640GB\"\n"));
    EXPECT_EQ(scenario.fleets.front().second.node, "dgx-a100");
    EXPECT_EQ(scenario.fleets.front().second.gpu, "a100-sxm-80gb");
}

TEST(CatalogNode, WhatIsWrittenStaysAndIsNoted) {
    const Scenario scenario =
        read_good(with_fleet("node = \"dgx-h100\"\ngpus_per_node = 4\ngpu = \"h200\"\n"));
    const Fleet& fleet = scenario.fleets.front().second;
    EXPECT_EQ(fleet.gpus_per_node, 4);
    EXPECT_EQ(fleet.gpu, "h200");
    const auto compiled = compile_world(scenario, load_workloads(scenario).value());
    ASSERT_TRUE(compiled.has_value());
    const std::string notes = format_diagnostics(compiled->warnings);
    EXPECT_THAT(notes, HasSubstr("fleet.a.gpus_per_node: 4 instead of the 8 GPUs of a dgx-h100 in "
                                 "catalog 2026.11"));
    EXPECT_THAT(notes, HasSubstr("fleet.a.gpu: 'h200' instead of the h100-sxm-80gb"));
}

TEST(CatalogNode, TheSameInOtherWordsIsNoNote) {
    const Scenario scenario =
        read_good(with_fleet("node = \"dgx-h100\"\ngpus_per_node = 8\ngpu = \"H100\"\n"));
    const auto compiled = compile_world(scenario, load_workloads(scenario).value());
    ASSERT_TRUE(compiled.has_value());
    EXPECT_THAT(compiled->warnings, IsEmpty());
}

TEST(GpuMatcher, SpellingsOfOneGpuMatch) {
    const auto facts = catalog::shipped_catalog("2026.11").value();
    GpuMatcher matcher(facts.get());
    EXPECT_TRUE(matcher.asks_for("NVIDIA H100 80GB HBM3", "h100"));
    EXPECT_TRUE(matcher.asks_for("h100", "h100-sxm-80gb"));
    EXPECT_TRUE(matcher.asks_for("gpu:h100", "H100 SXM5"));
    EXPECT_TRUE(matcher.asks_for("a100", "a100-sxm-40gb"));
    EXPECT_TRUE(matcher.asks_for("a100", "a100-sxm-80gb"));
    EXPECT_TRUE(matcher.asks_for("v100|A100", "a100-sxm-80gb"));
    EXPECT_FALSE(matcher.asks_for("a100-sxm-80gb", "a100-sxm-40gb"));
    EXPECT_FALSE(matcher.asks_for("h100", "h200"));
    EXPECT_FALSE(matcher.asks_for("NVIDIA H100 PCIe", "h100-sxm-80gb"));
}

TEST(GpuMatcher, WhatTheCatalogDoesNotKnowMatchesByItsText) {
    const auto facts = catalog::shipped_catalog("2026.11").value();
    for (const catalog::Catalog* known :
         {facts.get(), static_cast<decltype(facts.get())>(nullptr)}) {
        GpuMatcher matcher(known);
        EXPECT_TRUE(matcher.asks_for("V100-32G", "v100-32g"));
        EXPECT_FALSE(matcher.asks_for("v100", "v100-32g"));
    }
    GpuMatcher without(nullptr);
    EXPECT_FALSE(without.asks_for("h100", "h100-sxm-80gb"));
}

}  // namespace
}  // namespace headroom::scenario
