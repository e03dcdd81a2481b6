// The catalog that the program brings along: every number has what a planner asks of it, and the
// numbers are those of the table they were taken from.

#include <algorithm>
#include <cmath>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/core/catalog/catalog_fields.hpp"
#include "src/core/catalog/find_item.hpp"
#include "src/core/data/embedded_file.hpp"

namespace headroom::catalog {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

const Catalog& shipped() {
    static const auto catalog = shipped_catalog(shipped_versions().back());
    if (!catalog) {
        ADD_FAILURE() << format_diagnostics(catalog.error());
        static const Catalog none;
        return none;
    }
    return **catalog;
}

// Visits every number with a name for messages.
template <class Visit>
void for_each_fact(const Visit& visit) {
    for_each_kind([&](const auto& fields) {
        const std::string kind(kind_name(fields.kind).collection);
        for (const auto& item : shipped().*fields.items) {
            for (const auto& field : fields.facts) {
                if (item.*field.member) {
                    visit(kind + "." + item.name + "." + std::string(field.key),
                          *(item.*field.member));
                }
            }
        }
    });
    for (const Price& price : shipped().prices) {
        for (const PriceRow& row : price.rows) {
            visit("price." + price.name, row.fact);
        }
    }
}

void expect_complete(const std::string& name, const Claim& claim) {
    EXPECT_NE(shipped().find_source(claim.source), nullptr) << name;
    EXPECT_TRUE(std::regex_match(claim.as_of, std::regex("(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")))
        << name << " " << claim.as_of;
    EXPECT_LE(claim.as_of, "2026-11-30") << name << ": newer than the catalog";
    EXPECT_NE(claim.text, "") << name;
    EXPECT_TRUE(std::isfinite(claim.value)) << name;
}

TEST(ShippedCatalog, EveryNumberHasSourceDateAndConfidence) {
    std::size_t facts = 0;
    for_each_fact([&](const std::string& name, const Fact& fact) {
        ++facts;
        expect_complete(name, fact);
        for (const Claim& conflict : fact.conflicts) {
            expect_complete(name, conflict);
            EXPECT_NE(conflict.value, fact.value) << name << ": no conflict";
        }
        EXPECT_EQ(fact.choice.empty(), fact.conflicts.empty()) << name;
    });
    EXPECT_GT(facts, 500U);
}

TEST(ShippedCatalog, EverySourceIsUsedAndSourcedOnesCanBeLookedUp) {
    std::set<std::string> used;
    for_each_fact([&](const std::string&, const Fact& fact) {
        used.insert(fact.source);
        for (const Claim& conflict : fact.conflicts) {
            used.insert(conflict.source);
        }
        const Source& source = *shipped().find_source(fact.source);
        EXPECT_TRUE(fact.confidence != Confidence::kSourced || !source.url.empty()) << source.name;
    });
    for (const Source& source : shipped().sources) {
        EXPECT_TRUE(used.contains(source.name)) << source.name;
        EXPECT_TRUE(source.url.empty() || source.url.starts_with("https://")) << source.name;
    }
}

TEST(ShippedCatalog, HoldsAllKinds) {
    EXPECT_EQ(shipped_versions(), std::vector<std::string>{"2026.11"});
    EXPECT_EQ(shipped().version, "2026.11");
    EXPECT_EQ(shipped().gpus.size(), 20U);
    EXPECT_EQ(shipped().switches.size() + shipped().links.size(), 26U);
    EXPECT_GE(shipped().nodes.size(), 18U);
    EXPECT_GE(shipped().climates.size(), 10U);
    EXPECT_GE(shipped().grids.size(), 10U);
}

TEST(ShippedCatalog, ItsHashIsThatOfItsFiles) {
    EXPECT_EQ(shipped().sha256.size(), 64U);
    EXPECT_EQ(shipped().sha256, shipped_sha256("2026.11"));
    EXPECT_EQ(shipped_sha256("2026.12"), "");
    const auto folder = read_catalog(std::string(HEADROOM_SOURCE_DIR) + "/data/catalog/2026.11");
    ASSERT_TRUE(folder.has_value()) << format_diagnostics(folder.error());
    EXPECT_EQ(folder->sha256, shipped().sha256);
    EXPECT_EQ(folder->gpus.size(), shipped().gpus.size());
}

TEST(ShippedCatalog, EveryGpuHasANodeAndPrices) {
    for (const Gpu& gpu : shipped().gpus) {
        EXPECT_TRUE(std::any_of(shipped().nodes.begin(), shipped().nodes.end(),
                                [&](const Node& node) { return node.gpu == gpu.name; }))
            << gpu.name;
        EXPECT_NE(find_price(shipped(), Kind::kGpu, gpu.name, PriceKind::kOnDemand), nullptr)
            << gpu.name;
        EXPECT_THAT(gpu.aliases, Not(IsEmpty())) << gpu.name;
    }
    for (const Node& node : shipped().nodes) {
        const Gpu* gpu = find_gpu(shipped(), node.gpu);
        ASSERT_NE(gpu, nullptr);
        EXPECT_GT(node.power_max->value, node.gpus_per_node->value * gpu->tdp->value * 0.85)
            << node.name << ": less than its GPUs draw";
    }
}

// The counts of profiles follow from seven compute and eight memory slices (MIG User Guide).
TEST(ShippedCatalog, MigProfilesFitTheirGpu) {
    const std::map<std::size_t, std::vector<std::int64_t>> counts{{6, {7, 4, 3, 2, 1, 1}},
                                                                  {3, {4, 2, 1}}};
    std::size_t with_profiles = 0;
    for (const Gpu& gpu : shipped().gpus) {
        ASSERT_TRUE(gpu.mig.has_value()) << gpu.name;
        std::vector<std::int64_t> found;
        for (const MigProfile& profile : gpu.mig->profiles) {
            found.push_back(profile.instances);
            const auto instances = static_cast<double>(profile.instances);
            EXPECT_LE(profile.memory_bytes * instances, gpu.memory->value * 1.02) << profile.name;
            EXPECT_LE(profile.compute_slices * profile.instances, 7) << profile.name;
        }
        if (!found.empty()) {
            ++with_profiles;
            EXPECT_EQ(found, counts.at(found.size())) << gpu.name;
            EXPECT_EQ(gpu.mig->value, static_cast<double>(found.front())) << gpu.name;
        }
    }
    EXPECT_EQ(with_profiles, 10U);
}

TEST(FindGpu, TakesWhatProgramsPrint) {
    const auto name_of = [](std::string_view text) {
        const Gpu* gpu = find_gpu(shipped(), text);
        return gpu == nullptr ? std::string() : gpu->name;
    };
    for (const char* text :
         {"h100-sxm-80gb", "NVIDIA H100 80GB HBM3", "NVIDIA-H100-80GB-HBM3",
          "nvidia_h100_80gb_hbm3", "gpu:h100", "gres/gpu:h100", "gres/gpu:h100=8", "gpu:h100:8",
          "H100 SXM5", "H100", "nvidia.com/gpu.product=NVIDIA-H100-80GB-HBM3", "h100_80gb"}) {
        EXPECT_EQ(name_of(text), "h100-sxm-80gb") << text;
    }
    EXPECT_EQ(name_of("NVIDIA A100-SXM4-40GB"), "a100-sxm-40gb");
    EXPECT_EQ(name_of("NVIDIA-A100-SXM4-80GB"), "a100-sxm-80gb");
    EXPECT_EQ(name_of("NVIDIA H100 PCIe"), "h100-pcie-80gb");
    EXPECT_EQ(name_of("NVIDIA GeForce RTX 4090"), "rtx-4090");
    EXPECT_EQ(name_of("AMD_Instinct_MI300X_OAM"), "mi300x");
    EXPECT_EQ(name_of("NVIDIA RTX PRO 6000 Blackwell Server Edition"), "rtx-pro-6000-blackwell-se");
    for (const char* text : {"", "v100", "h10", "nvidia", "gpu:", ":", "=", "gpu:8", "h1000"}) {
        EXPECT_EQ(name_of(text), "") << text;
    }
}

TEST(FindGpu, AShortNameMayMeanSeveral) {
    const auto names_of = [](std::string_view text) {
        std::vector<std::string> names;
        for (const Gpu* gpu : find_gpus(shipped(), text)) {
            names.push_back(gpu->name);
        }
        return names;
    };
    EXPECT_THAT(names_of("a100"), ElementsAre("a100-sxm-80gb", "a100-sxm-40gb"));
    EXPECT_THAT(names_of("h100"), ElementsAre("h100-sxm-80gb", "h100-pcie-80gb"));
    EXPECT_THAT(names_of("h200"), ElementsAre("h200-sxm-141gb"));
    EXPECT_THAT(names_of("a100-sxm-40gb"), ElementsAre("a100-sxm-40gb"));
}

TEST(FindNode, TakesNamesAndAliases) {
    const Node* node = find_node(shipped(), "DGX_H100");
    ASSERT_NE(node, nullptr);
    EXPECT_EQ(node->name, "dgx-h100");
    EXPECT_EQ(node->gpu, "h100-sxm-80gb");
    EXPECT_EQ(node->gpus_per_node->value, 8);
    EXPECT_EQ(node->power_max->value, 10200);
    EXPECT_EQ(find_node(shipped(), "dgx-a100-640gb")->name, "dgx-a100");
    EXPECT_EQ(find_node(shipped(), "dgx-h300"), nullptr);
}

}  // namespace
}  // namespace headroom::catalog
