#include "src/study/sweep/sweep_journal.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/run_program.hpp"

namespace headroom::study {
namespace {

using test::TemporaryFolder;
using testing::HasSubstr;

PointRecord record(int point) {
    return {
        std::string(64, static_cast<char>('a' + point)),
        static_cast<std::size_t>(point % 2) * 10,
        {{"wait.p95_s", "", "s", {0.1 * point, std::numeric_limits<double>::quiet_NaN(), 1e300}},
         {"jobs.completed", "tenant=a\tb\\\n", "", {7}}}};
}

SweepJournal open(const TemporaryFolder& folder) {
    auto journal = SweepJournal::open(folder.path("sweep.cache"));
    EXPECT_TRUE(journal) << format_diagnostics(journal.error());
    return std::move(*journal);
}

void append(SweepJournal& journal, int from, int to) {
    for (int point = from; point < to; ++point)
        EXPECT_TRUE(journal.append(record(point)));
}

TEST(SweepJournal, GivesBackEveryBitOfAPoint) {
    const TemporaryFolder folder;
    {
        SweepJournal journal = open(folder);
        append(journal, 0, 3);
    }
    const SweepJournal journal = open(folder);
    EXPECT_EQ(journal.size(), 3U);
    const auto found = journal.find(record(1).key, 10);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->key, record(1).key);
    EXPECT_EQ(found->trials, 10U);
    ASSERT_EQ(found->metrics.size(), 2U);
    EXPECT_EQ(found->metrics[0].values[0], 0.1);
    EXPECT_TRUE(std::isnan(found->metrics[0].values[1]));
    EXPECT_EQ(found->metrics[0].values[2], 1e300);
    EXPECT_EQ(found->metrics[1].scope, "tenant=a\tb\\\n");
    EXPECT_FALSE(journal.find(record(1).key, 11));
    EXPECT_FALSE(journal.find(record(5).key, 10));
}

TEST(SweepJournal, CutOffAtAnyByteItKeepsTheLinesBeforeAndGoesOn) {
    const TemporaryFolder folder;
    {
        SweepJournal journal = open(folder);
        append(journal, 0, 3);
    }
    const std::string whole = folder.read("sweep.cache");
    for (std::size_t bytes = 0; bytes < whole.size(); ++bytes) {
        (void)folder.write("sweep.cache", whole.substr(0, bytes));
        const std::string kept = whole.substr(0, bytes);
        const auto lines = static_cast<std::size_t>(std::count(kept.begin(), kept.end(), '\n'));
        SweepJournal journal = open(folder);
        ASSERT_EQ(journal.size(), lines == 0 ? 0 : lines - 1) << bytes;
        append(journal, static_cast<int>(journal.size()), 3);
        ASSERT_EQ(folder.read("sweep.cache"), whole) << bytes;
    }
}

TEST(SweepJournal, NeverGivesALineWithAWrongByte) {
    const TemporaryFolder folder;
    {
        SweepJournal journal = open(folder);
        append(journal, 0, 2);
    }
    const std::string whole = folder.read("sweep.cache");
    const std::size_t first = whole.find('\n') + 1;
    for (std::size_t byte = first; byte < whole.size(); byte += 7) {
        std::string broken = whole;
        broken[byte] = static_cast<char>(broken[byte] ^ 1);
        (void)folder.write("sweep.cache", broken);
        const SweepJournal journal = open(folder);
        EXPECT_LE(journal.size(), 1U) << byte;
        for (int point = 0; point < 2; ++point) {
            const auto found = journal.find(record(point).key, record(point).trials);
            EXPECT_EQ(found ? found->metrics[0].values[0] : 0.1 * point, 0.1 * point);
        }
    }
}

TEST(SweepJournal, IsOfOneSweepAtATime) {
    const TemporaryFolder folder;
    const SweepJournal journal = open(folder);
    const auto second = SweepJournal::open(folder.path("sweep.cache"));
    ASSERT_FALSE(second);
    EXPECT_THAT(second.error()[0].problem, HasSubstr("in use by another sweep"));
}

TEST(SweepJournal, LeavesAFileThatIsNoneAsItIs) {
    const TemporaryFolder folder;
    const std::string file = folder.write("sweep.cache", "my notes");
    const auto journal = SweepJournal::open(file);
    ASSERT_FALSE(journal);
    EXPECT_THAT(journal.error()[0].problem, HasSubstr("no cache of a sweep"));
    EXPECT_EQ(folder.read("sweep.cache"), "my notes");
    EXPECT_FALSE(SweepJournal::open(folder.path("missing/sweep.cache")));
}

}  // namespace
}  // namespace headroom::study
