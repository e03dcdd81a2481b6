#include <gtest/gtest.h>

#include "src/study/validate/model_check.hpp"

namespace headroom::study {
namespace {

TEST(ClimateChecks, EveryRowHolds) {
    const std::vector<ModelCheck> checks = climate_checks();
    ASSERT_GT(checks.size(), 10u);
    for (const ModelCheck& check : checks) {
        EXPECT_TRUE(check.holds()) << check.model << ", " << check.subject << ": " << check.ours
                                   << " " << check.unit << ", reference " << check.reference;
        EXPECT_FALSE(check.source.empty()) << check.subject;
    }
}

}  // namespace
}  // namespace headroom::study
