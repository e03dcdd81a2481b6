#include "sim/base/portable_law.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace headroom {
namespace {

std::vector<Distribution> portable_distributions() {
    std::vector<Distribution> all;
    const auto add = [&](DistributionKind kind, double a, double b, double c) {
        Distribution distribution;
        distribution.kind = kind;
        distribution.a = a;
        distribution.b = b;
        distribution.c = c;
        all.push_back(distribution);
        distribution.lowest = 2;
        distribution.highest = 4.5;
        all.push_back(distribution);
    };
    add(DistributionKind::kConstant, 3, 0, 0);
    add(DistributionKind::kUniform, 1, 5, 0);
    add(DistributionKind::kNormal, 3, 2, 0);
    add(DistributionKind::kLognormal, 1, 0.7, 0);
    add(DistributionKind::kExponential, 3, 0, 0);
    add(DistributionKind::kWeibull, 3, 0.8, 0);
    add(DistributionKind::kTriangular, 1, 2, 6);
    return all;
}

TEST(PortableLaw, GivesTheSameBitsAsItsDistribution) {
    for (const Distribution& distribution : portable_distributions()) {
        ASSERT_TRUE(is_portable(distribution));
        const PortableLaw law = make_portable(distribution);
        for (int i = 1; i < 1000; ++i) {
            const double uniform = i / 1000.0;
            EXPECT_EQ(draw(law, uniform), draw(distribution, uniform))
                << static_cast<int>(distribution.kind) << " at " << uniform;
        }
    }
}

TEST(PortableLaw, IsNotToBeHadOfTablesAndIterations) {
    Distribution distribution;
    for (const DistributionKind kind :
         {DistributionKind::kGamma, DistributionKind::kBetaPert, DistributionKind::kEmpirical,
          DistributionKind::kQuantiles}) {
        distribution.kind = kind;
        EXPECT_FALSE(is_portable(distribution));
    }
}

}  // namespace
}  // namespace headroom
