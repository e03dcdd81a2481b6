// Every row that `headroom validate-models` shows of heat and stores of energy holds.

#include <gtest/gtest.h>

#include "src/study/validate/model_check.hpp"

namespace headroom::study {
namespace {

TEST(ThermalChecks, EachRowHoldsAndSaysItsArithmetic) {
    const std::vector<ModelCheck> rows = thermal_checks();
    EXPECT_GE(rows.size(), 11U);
    for (const ModelCheck& row : rows) {
        EXPECT_TRUE(row.holds()) << row.model << ": " << row.subject << ": ours " << row.ours
                                 << ", reference " << row.reference << ' ' << row.unit;
        EXPECT_EQ(row.evidence, Evidence::kDerived);
        EXPECT_FALSE(row.source.empty()) << row.subject;
        EXPECT_TRUE(row.fitted.empty()) << row.subject;
    }
}

}  // namespace
}  // namespace headroom::study
