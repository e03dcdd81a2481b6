// Whatever happens to the file: what is read is what was added, or there is a reason why not.

#include <csignal>
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/store/made_up_run.hpp"

#include <sys/resource.h>

namespace headroom::store {
namespace {

constexpr int kRuns = 12;

void make_store(const StoreFolder& folder) {
    auto store = RunStore::open(folder.file(), Access::kWrite);
    EXPECT_TRUE(store);
    for (int number = 0; number < kRuns; ++number) {
        report::RunSummary summary = made_up_summary(number);
        for (int i = 0; i < 50; ++i)
            summary.metrics.push_back({"m" + std::to_string(i), "tenant=t", number + i * 0.1, "s"});
        EXPECT_TRUE(store->add(summary, {"/results", "label"}));
    }
    EXPECT_TRUE(store->compact());
}

// The texts of all runs; nothing if anything was found to be wrong.
std::optional<std::vector<std::string>> read_all(const std::string& file) {
    auto store = RunStore::open(file, Access::kRead);
    if (!store)
        return std::nullopt;
    const auto runs = store->list();
    if (!runs)
        return std::nullopt;
    std::vector<std::string> texts;
    for (const StoredRun& listed : *runs) {
        const auto run = store->load(listed);
        if (!run)
            return std::nullopt;
        texts.push_back(run->key + run->origin.label + text_of(run->summary));
    }
    return texts;
}

TEST(StoreDamage, ATruncatedFileIsSaidToBe) {
    const StoreFolder folder;
    make_store(folder);
    const std::string whole = folder.bytes();
    const auto expected = read_all(folder.file());
    ASSERT_TRUE(expected);
    ASSERT_EQ(expected->size(), std::size_t{kRuns});
    const StoreFolder damaged;
    for (std::size_t length = 0; length < whole.size(); length += 509) {
        damaged.write("runs.sqlite", whole.substr(0, length));
        EXPECT_FALSE(read_all(damaged.file())) << length;
    }
}

TEST(StoreDamage, FlippedBitsNeverGiveOtherRuns) {
    const StoreFolder folder;
    make_store(folder);
    const std::string whole = folder.bytes();
    const auto expected = read_all(folder.file());
    ASSERT_TRUE(expected);
    std::mt19937_64 random(7);
    int found = 0;
    const StoreFolder damaged;
    for (int trial = 0; trial < 600; ++trial) {
        std::string bytes = whole;
        const std::size_t at = random() % bytes.size();
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << random() % 8));
        damaged.write("runs.sqlite", bytes);
        const auto read = read_all(damaged.file());
        EXPECT_EQ(read.value_or(*expected), *expected) << "byte " << at;
        found += read ? 0 : 1;
    }
    EXPECT_GT(found, 40);
}

TEST(StoreDamage, OverwrittenPagesNeverCrashAWriter) {
    const StoreFolder folder;
    make_store(folder);
    const std::string whole = folder.bytes();
    std::mt19937_64 random(8);
    const StoreFolder damaged;
    for (int trial = 0; trial < 200; ++trial) {
        std::string bytes = whole;
        const std::size_t begin = random() % bytes.size();
        for (std::size_t i = begin; i < std::min(bytes.size(), begin + 300); ++i)
            bytes[i] = static_cast<char>(random());
        damaged.write("runs.sqlite", bytes);
        for (const char* rest : {"runs.sqlite-wal", "runs.sqlite-shm"})
            std::filesystem::remove(damaged.file(rest));
        const auto added = record_run(damaged.file(), made_up_summary(100 + trial));
        EXPECT_TRUE(added || !added.error().at(0).problem.empty());
    }
}

// A limit on the size of files fails as a full disk does.
TEST(StoreDamage, AFullDiskTakesNothingFromTheStore) {
    const StoreFolder folder;
    make_store(folder);
    const auto expected = read_all(folder.file());
    ASSERT_TRUE(expected);
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    for (const rlim_t bytes : {0U, 5'000U, 20'000U}) {
        report::RunSummary large = made_up_summary(99);
        large.warnings.emplace_back(1'000'000, 'x');
        const rlimit small{bytes, before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
        const auto added = record_run(folder.file(), large);
        const auto made = record_run(folder.file("new.sqlite"), large);
        ::setrlimit(RLIMIT_FSIZE, &before);
        ASSERT_FALSE(added);
        EXPECT_THAT(added.error().at(0).problem, testing::HasSubstr("cannot be "));
        EXPECT_FALSE(made);
        EXPECT_EQ(read_all(folder.file()), expected);
    }
}

}  // namespace
}  // namespace headroom::store
