#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/store/made_up_run.hpp"

#include <sys/wait.h>
#include <unistd.h>

namespace headroom::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<StoredRun> runs_in(const std::string& file) {
    auto store = RunStore::open(file, Access::kRead);
    if (!store) {
        ADD_FAILURE() << format_diagnostics(store.error());
        return {};
    }
    auto runs = store->list();
    EXPECT_TRUE(runs);
    for (StoredRun& run : *runs) {
        auto loaded = store->load(run);
        EXPECT_TRUE(loaded) << format_diagnostics(loaded.error());
        run = std::move(*loaded);
    }
    return std::move(*runs);
}

AddOutcome add(const std::string& file, const report::RunSummary& summary) {
    const auto added = record_run(file, summary);
    EXPECT_TRUE(added) << format_diagnostics(added.error());
    return added->outcome;
}

TEST(RunStore, GivesBackAllThatWasAdded) {
    const StoreFolder folder;
    const report::RunSummary summary = made_up_summary(3);
    const auto added = record_run(folder.file(), summary, {"/results/3", "nightly"});
    ASSERT_TRUE(added) << format_diagnostics(added.error());
    EXPECT_EQ(added->outcome, AddOutcome::kAdded);
    EXPECT_EQ(added->key.size(), 64U);
    EXPECT_EQ(added->short_key, added->key.substr(0, 8));
    const std::vector<StoredRun> runs = runs_in(folder.file());
    ASSERT_EQ(runs.size(), 1U);
    EXPECT_EQ(text_of(runs[0].summary), text_of(summary));
    EXPECT_EQ(runs[0].key, added->key);
    EXPECT_EQ(runs[0].short_key, added->short_key);
    EXPECT_EQ(runs[0].origin.folder, "/results/3");
    EXPECT_EQ(runs[0].origin.label, "nightly");
    EXPECT_EQ(runs[0].file(), "small.toml");
    EXPECT_EQ(runs[0].settings(), "fleet.a.nodes=8 horizon=2 y");
}

TEST(RunStore, GivesBackEveryNumberBitForBit) {
    const StoreFolder folder;
    report::RunSummary summary = made_up_summary();
    summary.metrics.clear();
    const std::vector<double> values{0.1,
                                     1e300,
                                     -5e-324,
                                     std::numeric_limits<double>::infinity(),
                                     9007199254740993.0,
                                     std::nextafter(1.0, 2.0),
                                     -3};
    for (std::size_t i = 0; i < values.size(); ++i)
        summary.metrics.push_back({"m" + std::to_string(i), "", values[i], ""});
    summary.metrics.push_back({"nan", "", std::nan(""), ""});
    summary.metrics.push_back({"zero", "", -0.0, ""});
    summary.provenance.seed = std::numeric_limits<std::uint64_t>::max();
    summary.simulated_us = std::numeric_limits<std::int64_t>::max();
    ASSERT_EQ(add(folder.file(), summary), AddOutcome::kAdded);
    EXPECT_EQ(add(folder.file(), summary), AddOutcome::kPresent);
    const report::RunSummary stored = runs_in(folder.file()).at(0).summary;
    for (std::size_t i = 0; i < values.size(); ++i)
        EXPECT_EQ(stored.metrics.at(i).value, values[i]);
    EXPECT_TRUE(std::isnan(stored.metrics.at(values.size()).value));
    EXPECT_EQ(stored.metrics.at(values.size() + 1).value, 0);
    EXPECT_EQ(stored.provenance.seed, summary.provenance.seed);
    EXPECT_EQ(stored.simulated_us, summary.simulated_us);
}

TEST(RunStore, KeepsOddNamesAsTheyAre) {
    const StoreFolder folder;
    const std::vector<std::string> odd{"",
                                       "'; DROP TABLE runs; --",
                                       "\"quoted\" [x]=y @",
                                       "a@b@c",
                                       "two\nlines\r\n\ttab",
                                       "emoji 🦙 ütf",
                                       std::string("nul\0in it", 9),
                                       "not utf-8: \xff\xc3",
                                       std::string(100'000, 'x'),
                                       "%s %n ?1 :a"};
    for (std::size_t i = 0; i < odd.size(); ++i) {
        const std::string& name = odd[i];
        report::RunSummary summary = made_up_summary(static_cast<int>(i));
        summary.scenario = summary.provenance.variant = summary.provenance.host = name;
        summary.provenance.inputs = {{name, name}};
        summary.provenance.overrides = {{name, name}};
        summary.warnings = {name};
        summary.metrics = {{name, name, 1, name}, {name + "@p90", name, 2, name}};
        ASSERT_TRUE(record_run(folder.file(), summary, {name, name}));
        const StoredRun stored = runs_in(folder.file()).back();
        EXPECT_EQ(stored.summary.scenario, name);
        EXPECT_EQ(stored.origin.folder, name);
        EXPECT_EQ(stored.origin.label, name);
        EXPECT_EQ(stored.summary.warnings, summary.warnings);
        EXPECT_EQ(stored.summary.provenance.overrides, summary.provenance.overrides);
        ASSERT_EQ(stored.summary.metrics.size(), 2U);
        EXPECT_EQ(stored.summary.metrics[0].full_name(), summary.metrics[0].full_name());
        EXPECT_EQ(stored.summary.metrics[1].name, summary.metrics[1].name);
    }
    EXPECT_EQ(runs_in(folder.file()).size(), odd.size());
}

TEST(RunStore, TheSameRunAgainChangesNothing) {
    const StoreFolder folder;
    ASSERT_EQ(add(folder.file(), made_up_summary()), AddOutcome::kAdded);
    const std::string before = folder.bytes();
    report::RunSummary again = made_up_summary();
    again.provenance.host = "another";
    again.provenance.timing = {"2027-05-05T00:00:00Z", 9, 9, 9};
    EXPECT_EQ(add(folder.file(), again), AddOutcome::kPresent);
    EXPECT_EQ(folder.bytes(), before);
}

TEST(RunStore, SaysWhereABuildDoesNotRepeatItself) {
    const StoreFolder folder;
    ASSERT_EQ(add(folder.file(), made_up_summary()), AddOutcome::kAdded);
    report::RunSummary other = made_up_summary();
    other.metrics[0].value = std::nextafter(other.metrics[0].value, 0);
    EXPECT_EQ(add(folder.file(), other), AddOutcome::kDiffers);
    EXPECT_EQ(runs_in(folder.file()).size(), 1U);
}

TEST(RunStore, ARunThatMeasuredLessIsTheSameRun) {
    const StoreFolder folder;
    ASSERT_EQ(add(folder.file(), made_up_summary()), AddOutcome::kAdded);
    report::RunSummary less = made_up_summary();
    less.metrics.pop_back();
    less.metrics.push_back({"headroom.load", "", 1.5, ""});
    EXPECT_EQ(add(folder.file(), less), AddOutcome::kPresent);
}

TEST(RunStore, ListsByStartAndThoseWithoutOneLast) {
    const StoreFolder folder;
    report::RunSummary undated = made_up_summary(9);
    undated.provenance.timing.started.clear();
    ASSERT_EQ(add(folder.file(), undated), AddOutcome::kAdded);
    for (const int number : {2, 0, 1})
        ASSERT_EQ(add(folder.file(), made_up_summary(number)), AddOutcome::kAdded);
    std::vector<std::uint64_t> seeds;
    for (const StoredRun& run : runs_in(folder.file()))
        seeds.push_back(run.summary.provenance.seed);
    EXPECT_THAT(seeds, ElementsAre(0, 1, 2, 9));
}

TEST(RunStore, RemovesRunsWithAllThatIsTheirs) {
    const StoreFolder folder;
    for (int number = 0; number < 200; ++number) {
        report::RunSummary summary = made_up_summary(number);
        summary.metrics.push_back({"only." + std::to_string(number), "", 1, ""});
        ASSERT_EQ(add(folder.file(), summary), AddOutcome::kAdded);
    }
    const std::size_t full = folder.bytes().size();
    {
        auto store = RunStore::open(folder.file(), Access::kWrite);
        auto runs = store->list();
        ASSERT_TRUE(runs);
        runs->pop_back();
        ASSERT_TRUE(store->remove(*runs));
        const auto compacted = store->compact();
        ASSERT_TRUE(compacted);
        EXPECT_TRUE(*compacted);
    }
    EXPECT_LT(folder.bytes().size(), full / 2);
    EXPECT_EQ(text_of(runs_in(folder.file()).at(0).summary).find("only.0"), std::string::npos);
    // A row that nobody refers to would be a fault here.
    folder.execute("runs.sqlite",
                   "CREATE TABLE rest AS SELECT (SELECT count(*) FROM metrics) + (SELECT count(*) "
                   "FROM measures) + (SELECT count(*) FROM inputs) + (SELECT count(*) FROM "
                   "settings) + (SELECT count(*) FROM warnings) AS n; "
                   "CREATE TABLE same (n CHECK (n = 5 + 5 + 2 + 2 + 2)); "
                   "INSERT INTO same SELECT n FROM rest");
}

std::string refusal(const std::string& file, Access access = Access::kWrite) {
    const auto store = RunStore::open(file, access);
    return store ? "" : store.error().at(0).problem;
}

TEST(RunStore, RefusesWhatIsNoStoreAndLeavesItAsItIs) {
    const StoreFolder folder;
    folder.write("text.txt",
                 "This is no database, but longer than a header of one hundred bytes. "
                 "This is no database, but longer.");
    folder.execute("other.sqlite", "CREATE TABLE runs (id); PRAGMA user_version = 1");
    const std::string text = folder.bytes("text.txt"), other = folder.bytes("other.sqlite");
    for (const Access access : {Access::kRead, Access::kWrite}) {
        EXPECT_THAT(refusal(folder.file("text.txt"), access), HasSubstr("no SQLite database"));
        EXPECT_EQ(refusal(folder.file("other.sqlite"), access),
                  "is the SQLite database of another program");
        EXPECT_EQ(refusal(folder.file(""), access), "is a folder");
    }
    EXPECT_EQ(folder.bytes("text.txt"), text);
    EXPECT_EQ(folder.bytes("other.sqlite"), other);
}

TEST(RunStore, RefusesANewerStoreWithASentence) {
    const StoreFolder folder;
    ASSERT_EQ(add(folder.file(), made_up_summary()), AddOutcome::kAdded);
    folder.execute("runs.sqlite", "PRAGMA user_version = 2");
    for (const Access access : {Access::kRead, Access::kWrite})
        EXPECT_EQ(refusal(folder.file(), access),
                  "was written by a newer headroom: it has version 2 of the store, this program "
                  "knows up to 1");
}

// Permissions do not bind root, so that a process without them has to look.
int read_and_write_as_nobody(const std::string& file) {
    constexpr uid_t kNobody = 65534;
    if (::geteuid() == 0 && ::setuid(kNobody) != 0)
        return 1;
    auto store = RunStore::open(file, Access::kRead);
    if (!store || !store->list() || store->list()->size() != 1)
        return 2;
    const auto added = record_run(file, made_up_summary(1));
    return added || added.error().at(0).problem != "cannot be written: it is read-only" ? 3 : 0;
}

TEST(RunStore, AReadOnlyStoreIsReadAndNotWritten) {
    namespace fs = std::filesystem;
    const StoreFolder folder;
    ASSERT_EQ(add(folder.file(), made_up_summary()), AddOutcome::kAdded);
    constexpr auto kAllRead =
        fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read;
    constexpr auto kAllEnter =
        fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec;
    fs::permissions(folder.file(), kAllRead);
    fs::permissions(folder.file(""), kAllRead | kAllEnter);
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(read_and_write_as_nobody(folder.file()));
    int status = -1;
    ::waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
    fs::permissions(folder.file(""), fs::perms::owner_all);
}

TEST(RunStore, ReadingNeverMakesAStore) {
    const StoreFolder folder;
    EXPECT_EQ(refusal(folder.file(), Access::kRead), "there is no store of runs");
    EXPECT_FALSE(std::filesystem::exists(folder.file()));
    folder.write("empty", "");
    EXPECT_EQ(refusal(folder.file("empty"), Access::kRead), "is empty");
    EXPECT_EQ(folder.bytes("empty"), "");
    EXPECT_EQ(add(folder.file("empty"), made_up_summary()), AddOutcome::kAdded);
    EXPECT_EQ(add(folder.file("new/folder/runs.sqlite"), made_up_summary()), AddOutcome::kAdded);
    folder.write("file", "x");
    EXPECT_THAT(refusal(folder.file("file/runs.sqlite")), HasSubstr("cannot be made"));
}

}  // namespace
}  // namespace headroom::store
