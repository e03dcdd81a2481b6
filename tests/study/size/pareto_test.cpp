#include "src/study/size/pareto.hpp"

#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::study {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

TEST(ParetoFront, HoldsWhatNothingBeatsInTheOrderOfTheFirstObjective) {
    // 0 is beaten by 2; 3 by 1 and 4; 5 equals 1 and comes later.
    EXPECT_THAT(pareto_front({{4, 4}, {1, 9}, {3, 3}, {6, 9}, {5, 1}, {1, 9}}),
                ElementsAre(1, 2, 4));
}

TEST(ParetoFront, AnEqualFirstObjectiveIsDecidedByTheNext) {
    EXPECT_THAT(pareto_front({{2, 5}, {2, 4}, {2, 4}, {1, 6}}), ElementsAre(3, 1));
    EXPECT_THAT(pareto_front({{1, 2, 3}, {1, 3, 2}, {1, 3, 3}}), ElementsAre(0, 1));
}

TEST(ParetoFront, OfOneObjectiveIsTheFirstSmallest) {
    EXPECT_THAT(pareto_front({{7}, {3}, {3}, {5}}), ElementsAre(1));
    EXPECT_THAT(pareto_front({}), IsEmpty());
}

TEST(ParetoFront, WhatIsNotMeasuredIsTheWorst) {
    EXPECT_THAT(pareto_front({{1, kNone}, {1, 5}, {0, kNone}}), ElementsAre(2, 1));
}

}  // namespace
}  // namespace headroom::study
