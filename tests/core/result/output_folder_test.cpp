#include "src/core/result/output_folder.hpp"

#include <csignal>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/core/result/sha256.hpp"

#include <sys/resource.h>
#include <unistd.h>

namespace headroom::report {
namespace {

namespace fs = std::filesystem;

class OutputFolderTest : public testing::Test {
protected:
    OutputFolderTest()
        : root_(fs::temp_directory_path() / ("headroom-output-" + std::to_string(::getpid()))) {
        fs::create_directories(root_);
    }
    ~OutputFolderTest() override {
        fs::permissions(root_, fs::perms::owner_all);
        fs::remove_all(root_);
    }
    [[nodiscard]] std::vector<std::string> names(const fs::path& folder) const {
        std::vector<std::string> found;
        for (const auto& entry : fs::directory_iterator(folder))
            found.push_back(entry.path().filename().string());
        return found;
    }
    static std::string content(const fs::path& file) {
        std::ifstream input(file);
        return {std::istreambuf_iterator<char>(input), {}};
    }

    fs::path root_;
};

void write_hello(const TextSink& sink) {
    sink("hello ");
    sink("world\n");
}

TEST_F(OutputFolderTest, FilesAppearOnlyWithTheCommit) {
    auto folder = OutputFolder::open((root_ / "a" / "b").string());
    ASSERT_TRUE(folder);
    ASSERT_TRUE(folder->write("x.txt", write_hello));
    EXPECT_FALSE(fs::exists(root_ / "a" / "b" / "x.txt"));
    ASSERT_TRUE(folder->commit());
    EXPECT_THAT(names(root_ / "a" / "b"), testing::ElementsAre("x.txt"));
    EXPECT_EQ(content(root_ / "a" / "b" / "x.txt"), "hello world\n");
}

TEST_F(OutputFolderTest, WithoutCommitNothingRemainsOfFilesAndNewFolders) {
    {
        auto folder = OutputFolder::open((root_ / "a" / "b").string());
        ASSERT_TRUE(folder);
        ASSERT_TRUE(folder->write("x.txt", write_hello));
    }
    EXPECT_THAT(names(root_), testing::IsEmpty());
}

TEST_F(OutputFolderTest, AFailedWriteKeepsTheOlderFile) {
    std::ofstream(root_ / "x.txt") << "older";
    {
        auto folder = OutputFolder::open(root_.string());
        ASSERT_TRUE(folder);
        ASSERT_TRUE(folder->write("x.txt", write_hello));
    }
    EXPECT_EQ(content(root_ / "x.txt"), "older");
    EXPECT_THAT(names(root_), testing::ElementsAre("x.txt"));
}

// A limit on the size of files fails as a full disk does: in the middle of a write.
TEST_F(OutputFolderTest, AWriteThatFailsHalfWaySaysSoAndLeavesNothing) {
    std::ofstream(root_ / "x.txt") << "older";
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    const rlimit small{1000, before.rlim_max};
    {
        auto folder = OutputFolder::open(root_.string());
        ASSERT_TRUE(folder);
        ::setrlimit(RLIMIT_FSIZE, &small);
        const auto written =
            folder->write("x.txt", [](const TextSink& sink) { sink(std::string(100'000, 'x')); });
        ::setrlimit(RLIMIT_FSIZE, &before);
        ASSERT_FALSE(written);
        EXPECT_EQ(written.error().at(0).problem, "cannot be written: File too large");
    }
    EXPECT_EQ(content(root_ / "x.txt"), "older");
    EXPECT_THAT(names(root_), testing::ElementsAre("x.txt"));
}

TEST_F(OutputFolderTest, CommitRemovesWhatIsOutdated) {
    std::ofstream(root_ / "old.csv") << "older";
    auto folder = OutputFolder::open(root_.string() + "/");
    ASSERT_TRUE(folder);
    ASSERT_TRUE(folder->write("x.txt", write_hello));
    ASSERT_TRUE(folder->commit({"old.csv", "never-there.csv"}));
    EXPECT_THAT(names(root_), testing::ElementsAre("x.txt"));
}

TEST_F(OutputFolderTest, SaysWhyAFolderCannotBeUsed) {
    std::ofstream(root_ / "file") << "x";
    const auto file = OutputFolder::open((root_ / "file").string());
    ASSERT_FALSE(file);
    EXPECT_EQ(file.error().at(0).problem, "is a file, not a folder");
    const auto below_file = OutputFolder::open((root_ / "file" / "sub").string());
    ASSERT_FALSE(below_file);
    EXPECT_THAT(below_file.error().at(0).problem, testing::HasSubstr("Not a directory"));
    EXPECT_FALSE(OutputFolder::open(""));
}

TEST_F(OutputFolderTest, AFolderWithoutLeaveToWriteIsRefusedAtOnce) {
    if (::geteuid() == 0)
        GTEST_SKIP() << "the superuser may write everywhere";
    fs::permissions(root_, fs::perms::owner_read | fs::perms::owner_exec);
    EXPECT_FALSE(OutputFolder::open(root_.string()));
    EXPECT_FALSE(OutputFolder::open((root_ / "sub").string()));
}

TEST(Sha256, AgreesWithTheExampleOfFips180) {
    const fs::path file =
        fs::temp_directory_path() / ("headroom-sha-" + std::to_string(::getpid()));
    std::ofstream(file) << "abc";
    // FIPS 180-4, "SHA-256 example", one block message.
    EXPECT_EQ(sha256_of_file(file.string()).value_or(""),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    fs::remove(file);
    EXPECT_FALSE(sha256_of_file(file.string()).has_value());
}

}  // namespace
}  // namespace headroom::report
