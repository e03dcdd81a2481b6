#include <gtest/gtest.h>

#include "src/core/text/diagnostic.hpp"

namespace headroom {
namespace {

TEST(NearestName, FindsAMisspelling) {
    const std::vector<std::string> keys{"cluster", "hall", "gpu", "nodes", "gpus_per_node"};
    EXPECT_EQ(nearest_name("nodse", keys), "nodes");       // neighbours swapped
    EXPECT_EQ(nearest_name("noods", keys), "nodes");       // two letters wrong
    EXPECT_EQ(nearest_name("node", keys), "nodes");        // one missing
    EXPECT_EQ(nearest_name("clusster", keys), "cluster");  // one too many
    EXPECT_EQ(nearest_name("Hall", keys), "hall");         // case counts nothing
    EXPECT_EQ(nearest_name("gpus_per_nodes", keys), "gpus_per_node");
}

TEST(NearestName, PrefersTheNearest) {
    EXPECT_EQ(nearest_name("a10", {"h100", "a100", "b200"}), "a100");
    EXPECT_EQ(nearest_name("long", {"longer", "long2"}), "long2");
}

TEST(NearestName, FindsAPartOfAName) {
    EXPECT_EQ(nearest_name("backfill", {"policy", "backfill_depth"}), "backfill_depth");
}

TEST(NearestName, OffersNothingFarAway) {
    EXPECT_EQ(nearest_name("colour", {"cluster", "hall", "gpu"}), "");
    EXPECT_EQ(nearest_name("x", {"y", "z"}), "");
    EXPECT_EQ(nearest_name("", {"a"}), "");
    EXPECT_EQ(nearest_name("nodes", {}), "");
    EXPECT_EQ(nearest_name(std::string(1'000'000, 'a'), {"aaaa"}), "");
}

}  // namespace
}  // namespace headroom
