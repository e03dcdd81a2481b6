#include "sim/core/scheduling_pass.hpp"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace headroom::sim {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Pair = std::pair<std::int64_t, std::uint32_t>;

constexpr std::int64_t kInfinite_us = 1'000'000;

// Running jobs by their believed end, as find_reservation reads them.
class EndList {
public:
    explicit EndList(std::vector<Pair> ends) : ends_(std::move(ends)) {}
    [[nodiscard]] bool is_done() const { return at_ == ends_.size(); }
    [[nodiscard]] std::int64_t end_us() const { return ends_[at_].first; }
    [[nodiscard]] std::uint32_t who() const { return ends_[at_].second; }
    void advance() { ++at_; }

private:
    std::vector<Pair> ends_;
    std::size_t at_ = 0;
};

struct Reservation {
    std::int64_t time_us = 0;
    std::vector<std::uint32_t> released;
};

// Who runs on how many GPUs is `who` itself; the head needs `missing` more than are free.
Reservation reserve(std::int64_t now_us, std::uint32_t missing, std::vector<Pair> ends) {
    Reservation found;
    std::uint32_t freed = 0;
    const auto release = [&](std::uint32_t gpus) {
        freed += gpus;
        found.released.push_back(gpus);
    };
    found.time_us = find_reservation(now_us, kInfinite_us, EndList(std::move(ends)), release,
                                     [&] { return freed >= missing; });
    return found;
}

TEST(FindReservation, IsTheEndOfTheJobThatMakesTheHeadFit) {
    const Reservation found = reserve(0, 5, {{10, 2}, {20, 3}, {30, 4}});
    EXPECT_EQ(found.time_us, 20);
    EXPECT_THAT(found.released, ElementsAre(2, 3));
}

TEST(FindReservation, FreesAllJobsThatEndAtTheSameTime) {
    const Reservation found = reserve(0, 2, {{10, 2}, {10, 3}, {10, 1}, {11, 4}});
    EXPECT_EQ(found.time_us, 10);
    EXPECT_THAT(found.released, ElementsAre(2, 3, 1));
}

TEST(FindReservation, TakesJobsPastTheirEstimateToEndOneMicrosecondFromNow) {
    const Reservation found = reserve(100, 3, {{40, 1}, {100, 1}, {101, 1}, {102, 5}});
    EXPECT_EQ(found.time_us, 101);
    EXPECT_THAT(found.released, ElementsAre(1, 1, 1));
}

TEST(FindReservation, IsTheLastEndWhereTheHeadNeedsEverything) {
    EXPECT_EQ(reserve(0, 9, {{10, 2}, {20, 3}, {30, 4}}).time_us, 30);
}

TEST(FindReservation, IsNeverWhereTheHeadDoesNotFitWhenAllHaveEnded) {
    const Reservation found = reserve(0, 10, {{10, 2}, {20, 3}});
    EXPECT_EQ(found.time_us, kInfinite_us);
    EXPECT_THAT(found.released, ElementsAre(2, 3));
}

TEST(FindReservation, WithNothingRunningIsNowOrNever) {
    EXPECT_EQ(reserve(7, 0, {}).time_us, 8);
    EXPECT_EQ(reserve(7, 1, {}).time_us, kInfinite_us);
}

// A queue of which each job's answers are given; writes down what the pass asks and does.
class FakeCluster {
public:
    struct Waiting {
        std::vector<bool> fits_on;  // [fleet of the route]
        bool ends_by_s = false;
        std::vector<bool> leaves_head_on{};  // [fleet of the route]
    };

    explicit FakeCluster(std::vector<Waiting> jobs) : jobs_(std::move(jobs)) {
        for (std::uint32_t place = 0; place < jobs_.size(); ++place)
            waiting_.insert(place);
    }

    [[nodiscard]] std::uint32_t first_waiting() const { return at_or_after(0); }
    [[nodiscard]] std::uint32_t next_waiting(std::uint32_t place) const {
        return at_or_after(place + 1);
    }
    [[nodiscard]] std::uint32_t fleet_count(std::uint32_t place) const {
        return static_cast<std::uint32_t>(jobs_[place].fits_on.size());
    }
    [[nodiscard]] bool fits(std::uint32_t place, std::uint32_t fleet) {
        log.push_back("fits " + name(place, fleet));
        return jobs_[place].fits_on[fleet];
    }
    [[nodiscard]] bool ends_by_reservation(std::uint32_t place) const {
        return jobs_[place].ends_by_s;
    }
    [[nodiscard]] bool leaves_head(std::uint32_t place, std::uint32_t fleet) const {
        const std::vector<bool>& leaves = jobs_[place].leaves_head_on;
        return fleet < leaves.size() && leaves[fleet];
    }
    void start(std::uint32_t place, std::uint32_t fleet) {
        log.push_back("start " + name(place, fleet));
        waiting_.erase(place);
    }
    void backfill(std::uint32_t place, std::uint32_t fleet) {
        log.push_back("backfill " + name(place, fleet));
        waiting_.erase(place);
    }

    std::vector<std::string> log;

private:
    [[nodiscard]] std::uint32_t at_or_after(std::uint32_t place) const {
        const auto found = waiting_.lower_bound(place);
        return found == waiting_.end() ? kNowhere : *found;
    }
    static std::string name(std::uint32_t place, std::uint32_t fleet) {
        return std::to_string(place) + " on " + std::to_string(fleet);
    }

    std::vector<Waiting> jobs_;
    std::set<std::uint32_t> waiting_;
};

TEST(StartInOrder, StartsUntilTheFirstThatDoesNotFit) {
    FakeCluster cluster({{{true}}, {{true}}, {{false}}, {{true}}});
    EXPECT_EQ(start_in_order(cluster), 2u);
    EXPECT_THAT(cluster.log, ElementsAre("fits 0 on 0", "start 0 on 0", "fits 1 on 0",
                                         "start 1 on 0", "fits 2 on 0"));
}

TEST(StartInOrder, TakesTheFirstFleetOfTheRouteOnWhichTheJobFits) {
    FakeCluster cluster({{{false, true, true}}});
    EXPECT_EQ(start_in_order(cluster), kNowhere);
    EXPECT_THAT(cluster.log, ElementsAre("fits 0 on 0", "fits 0 on 1", "start 0 on 1"));
}

TEST(StartInOrder, OfAnEmptyQueueDoesNothing) {
    FakeCluster cluster({});
    EXPECT_EQ(start_in_order(cluster), kNowhere);
    EXPECT_THAT(cluster.log, IsEmpty());
}

TEST(BackfillBehind, StartsWhatEndsInTimeOrLeavesTheHeadItsPlace) {
    FakeCluster cluster({{{false}},
                         {{true}, true},
                         {{true}, false, {true}},
                         {{true}, false, {false}},
                         {{false}, true},
                         {{true}, true}});
    backfill_behind(cluster, 0, 100);
    EXPECT_THAT(cluster.log,
                ElementsAre("fits 1 on 0", "backfill 1 on 0", "fits 2 on 0", "backfill 2 on 0",
                            "fits 3 on 0", "fits 4 on 0", "fits 5 on 0", "backfill 5 on 0"));
}

TEST(BackfillBehind, GoesOnToAFleetThatLeavesTheHeadItsPlace) {
    FakeCluster cluster({{{false}}, {{true, false, true}, false, {false, true, true}}});
    backfill_behind(cluster, 0, 100);
    EXPECT_THAT(cluster.log,
                ElementsAre("fits 1 on 0", "fits 1 on 1", "fits 1 on 2", "backfill 1 on 2"));
}

TEST(BackfillBehind, CountsJobsThatDoNotFitAgainstTheDepth) {
    FakeCluster cluster({{{false}}, {{false}}, {{true}, true}, {{true}, true}});
    backfill_behind(cluster, 0, 2);
    EXPECT_THAT(cluster.log, ElementsAre("fits 1 on 0", "fits 2 on 0", "backfill 2 on 0"));
}

TEST(BackfillBehind, OfDepthZeroTriesNobody) {
    FakeCluster cluster({{{false}}, {{true}, true}});
    backfill_behind(cluster, 0, 0);
    EXPECT_THAT(cluster.log, IsEmpty());
}

}  // namespace
}  // namespace headroom::sim
