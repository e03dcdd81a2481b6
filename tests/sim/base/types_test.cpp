// What the small types of sim/base promise: most of it to the compiler.

#include <string>
#include <type_traits>

#include <gtest/gtest.h>

#include "sim/base/contract.hpp"
#include "sim/base/id.hpp"
#include "sim/base/quantity.hpp"

namespace headroom {
namespace {

template <class A, class B>
concept Addable = requires(A a, B b) {
    a + b;
};
template <class A, class B>
concept Comparable = requires(A a, B b) {
    a < b;
};
template <class A, class B>
concept Divisible = requires(A a, B b) {
    a / b;
};

TEST(Id, OneKindIsNeverTakenForAnother) {
    static_assert(!std::is_convertible_v<FleetId, NodeId>);
    static_assert(!std::is_constructible_v<NodeId, FleetId>);
    static_assert(!std::is_assignable_v<NodeId&, FleetId>);
    static_assert(!Comparable<FleetId, NodeId>);
    static_assert(!std::is_convertible_v<int, NodeId>);
    static_assert(!std::is_convertible_v<NodeId, std::size_t>);
    static_assert(sizeof(JobId) == 4);
    static_assert(std::is_trivially_copyable_v<JobId>);
}

TEST(Id, OrdersByIndex) {
    EXPECT_LT(JobId(3), JobId(4));
    EXPECT_EQ(JobId(3), JobId(3));
    EXPECT_EQ(JobId(7).index(), 7u);
}

TEST(Quantity, DimensionsDoNotMix) {
    static_assert(!std::is_convertible_v<Watts, Joules>);
    static_assert(!std::is_convertible_v<double, Watts>);
    static_assert(!std::is_convertible_v<Watts, double>);
    static_assert(!Addable<Watts, Joules>);
    static_assert(!Addable<Watts, double>);
    static_assert(!Comparable<Watts, Joules>);
    static_assert(!Divisible<Watts, Joules>);
    static_assert(!Divisible<Usd, Seconds>);
    static_assert(sizeof(Watts) == sizeof(double));
}

TEST(Quantity, CalculatesAsItsDimensionDoes) {
    EXPECT_EQ((Watts(700) + Watts(50) - Watts(10)).value, 740);
    EXPECT_EQ((2.0 * Watts(700) * 0.5).value, 700);
    EXPECT_EQ(Watts(1400) / Watts(700), 2);
    EXPECT_EQ((Watts(700) / 2.0).value, 350);
    EXPECT_EQ((Watts(700) * Seconds(3600)).value, 2'520'000);
    EXPECT_EQ((Joules(7200) / Seconds(3600)).value, 2);
    EXPECT_LT(Seconds(1), Seconds(2));
}

TEST(Contract, ABrokenOneThrowsWithItsPlaceAndValues) {
    const int nodes = -1;
    EXPECT_NO_THROW(HEADROOM_REQUIRE(nodes < 0, ""));
    try {
        HEADROOM_REQUIRE(nodes > 0, "nodes = " + std::to_string(nodes));
        FAIL() << "nothing was thrown";
    } catch (const ContractViolation& violation) {
        const std::string what = violation.what();
        EXPECT_NE(what.find("types_test.cpp:"), std::string::npos) << what;
        EXPECT_TRUE(what.ends_with("requires nodes > 0: nodes = -1")) << what;
    }
}

}  // namespace
}  // namespace headroom
