#include <algorithm>

#include <gtest/gtest.h>

#include "tests/core/store/made_up_run.hpp"

#include <sys/wait.h>
#include <unistd.h>

namespace headroom::store {
namespace {

// Adds runs one by one, each by opening the store anew, as many jobs of a pipeline do.
int add_runs(const std::string& file, int first, int count) {
    for (int number = first; number < first + count; ++number) {
        const auto added = record_run(file, made_up_summary(number));
        if (!added || added->outcome != AddOutcome::kAdded)
            return 1;
    }
    return 0;
}

std::vector<pid_t> start_writers(const std::string& file, int writers, int count) {
    std::vector<pid_t> children;
    for (int writer = 0; writer < writers; ++writer) {
        const pid_t child = ::fork();
        if (child == 0)
            ::_exit(add_runs(file, writer * count, count));
        children.push_back(child);
    }
    return children;
}

bool is_any_running(const std::vector<pid_t>& children) {
    return std::any_of(children.begin(), children.end(), [](pid_t child) {
        siginfo_t ended{};
        ::waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOHANG | WNOWAIT);
        return ended.si_pid == 0;
    });
}

void expect_all_succeed(const std::vector<pid_t>& children) {
    for (const pid_t child : children) {
        int status = -1;
        ::waitpid(child, &status, 0);
        EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
}

std::size_t runs_in(const std::string& file) {
    auto store = RunStore::open(file, Access::kRead);
    if (!store)
        return 0;
    const auto runs = store->list();
    EXPECT_TRUE(runs);
    for (const StoredRun& run : *runs)
        EXPECT_TRUE(store->load(run));
    return runs->size();
}

TEST(ParallelStore, TwoProcessesThatAddAHundredRunsEachMake200) {
    const StoreFolder folder;
    expect_all_succeed(start_writers(folder.file(), 2, 100));
    EXPECT_EQ(runs_in(folder.file()), 200U);
}

TEST(ParallelStore, EightProcessesMayMakeTheStoreAtTheSameMoment) {
    for (int repetition = 0; repetition < 10; ++repetition) {
        const StoreFolder folder;
        expect_all_succeed(start_writers(folder.file(), 8, 1));
        EXPECT_EQ(runs_in(folder.file()), 8U);
    }
}

TEST(ParallelStore, ReadersSeeWholeRunsWhileOthersWrite) {
    const StoreFolder folder;
    ASSERT_TRUE(record_run(folder.file(), made_up_summary(-1)));
    const std::vector<pid_t> children = start_writers(folder.file(), 2, 30);
    std::size_t seen = 1;
    while (is_any_running(children)) {
        const std::size_t now = runs_in(folder.file());
        EXPECT_GE(now, seen);
        seen = now;
    }
    expect_all_succeed(children);
    EXPECT_EQ(runs_in(folder.file()), 61U);
}

}  // namespace
}  // namespace headroom::store
