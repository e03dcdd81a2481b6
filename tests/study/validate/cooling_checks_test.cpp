#include <gtest/gtest.h>

#include "src/study/validate/model_check.hpp"

namespace headroom::study {
namespace {

TEST(CoolingChecks, EachValueOfTheSourcesIsReproduced) {
    const std::vector<ModelCheck> checks = cooling_checks();
    EXPECT_GE(checks.size(), 25u);
    for (const ModelCheck& check : checks) {
        EXPECT_TRUE(check.holds()) << check.model << ", " << check.subject << ": " << check.ours
                                   << " against " << check.reference << ' ' << check.unit;
        EXPECT_FALSE(check.source.empty()) << check.subject;
    }
}

}  // namespace
}  // namespace headroom::study
