// Every row of the power part of `headroom validate-models` holds.

#include <set>

#include <gtest/gtest.h>

#include "src/study/validate/model_check.hpp"

namespace headroom::study {
namespace {

TEST(PowerChecks, EachHoldsAndSaysWhereItIsFrom) {
    std::set<std::string> names;
    std::set<std::string> models;
    for (const ModelCheck& check : power_checks()) {
        EXPECT_TRUE(check.holds()) << check.model << ", " << check.subject << ": ours "
                                   << check.ours << ", reference " << check.reference;
        EXPECT_NE(check.source, "") << check.subject;
        EXPECT_GT(check.tolerance, 0) << check.subject;
        EXPECT_TRUE(names.insert(check.model + "/" + check.subject).second) << check.subject;
        models.insert(check.model);
    }
    EXPECT_EQ(models,
              (std::set<std::string>{"conversion chain", "energy per token", "power by phase",
                                     "power cap law", "power cap table"}));
    EXPECT_GE(names.size(), 75U);
}

}  // namespace
}  // namespace headroom::study
