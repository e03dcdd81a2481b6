// No bytes crash the reader: it says what is wrong, or reads them.

#include <filesystem>
#include <random>

#include <gtest/gtest.h>

#include "src/core/scenario/scenario.hpp"
#include "tests/core/scenario/scenario_folder.hpp"

#include <unistd.h>

namespace headroom::scenario {
namespace {

std::string everything() {
    return R"(schema = 1
name = "Zürich" # a comment
start = 2027-01-01
horizon = "36 mo"
[cluster.slurm]
scheduler = { policy = "easy", backfill_depth = 10 }
[fleet.h100]
nodes = { value = 200, source = "list", as_of = 2026-01-01 }
[fleet."a.b"]
nodes = { dist = "uniform", low = 1, high = 3 }
[partition.long]
fleets = ["h100", "a.b"]
max_time = "7 d"
[tenant.nlp]
accounts = ["nlp*"]
[workload.w.generate]
jobs = 10
interarrival = { dist = "exponential", mean = "90 s" }
runtime = { dist = "empirical", values = ["1 h", "2 h"], weights = [1, 2] }
[variant.big]
set = { "fleet.h100.nodes" = 300 }
)";
}

// Refused with a message, or read; never anything else.
void read_any(const ScenarioFolder& folder, const std::string& text) {
    const auto scenario = read_scenario(folder.write("any.toml", text));
    if (!scenario) {
        EXPECT_FALSE(scenario.error().empty());
        EXPECT_FALSE(format_diagnostics(scenario.error()).empty());
    }
}

TEST(BrokenBytes, AFileCutOffAtAnyByteIsReadOrRefused) {
    const std::string whole = everything();
    ASSERT_TRUE(read_text(whole));
    const ScenarioFolder folder;
    for (std::size_t length = 0; length < whole.size(); ++length) {
        read_any(folder, whole.substr(0, length));
    }
}

TEST(BrokenBytes, AnyByteMayBeWrong) {
    const ScenarioFolder folder;
    std::mt19937 random(1);
    for (int round = 0; round < 400; ++round) {
        std::string text = everything();
        const std::size_t at = random() % text.size();
        text[at] = static_cast<char>(random() % 256);
        read_any(folder, text);
    }
}

TEST(BrokenBytes, ALineOfTenMegabytesIsFine) {
    const auto scenario = read_text("schema = 1\nname = \"" + std::string(10'000'000, 'x') +
                                    "\"\n[fleet.a]\nnodse = 1\n" + kSmallWorkload);
    ASSERT_FALSE(scenario);
    EXPECT_EQ(scenario.error().size(), 1u);
}

TEST(BrokenBytes, AProblemInALongLineIsShownWithoutTheLine) {
    const auto scenario = read_text("schema = 1\nseed = [" + std::string(1'000'000, ' ') + "]\n");
    ASSERT_FALSE(scenario);
    EXPECT_LT(format_diagnostics(scenario.error()).size(), 1000u);
}

TEST(BrokenBytes, DeepNestingIsRefused) {
    for (const std::size_t depth : {100u, 300u, 100'000u}) {
        std::string dots = "a";
        for (std::size_t i = 0; i < depth; ++i) {
            dots += ".a";
        }
        EXPECT_FALSE(read_text(dots + " = 1\n"));
        EXPECT_FALSE(read_text("[" + dots + "]\n"));
        EXPECT_FALSE(read_text("x = " + std::string(depth, '[') + std::string(depth, ']')));
        EXPECT_FALSE(read_text("x = " + std::string(depth, '[')));
    }
}

TEST(BrokenBytes, ManyProblemsAreCutShort) {
    std::string text = "schema = 1\n[fleet.a]\n";
    for (int i = 0; i < 1000; ++i) {
        text += "key" + std::to_string(i) + " = 1\n";
    }
    const auto scenario = read_text(text + kSmallWorkload);
    ASSERT_FALSE(scenario);
    EXPECT_EQ(scenario.error().size(), 201u);
    EXPECT_EQ(scenario.error().back().problem, "and 800 more problems");
}

TEST(BrokenBytes, WhatIsNoFileIsSaid) {
    const ScenarioFolder folder;
    const auto problem_of = [](const std::string& file) {
        const auto scenario = read_scenario(file);
        return scenario ? std::string() : format_diagnostics(scenario.error());
    };
    const std::string missing = folder.path("missing.toml");
    EXPECT_EQ(problem_of(missing), missing + ": error: does not exist; wanted a scenario file\n");
    EXPECT_EQ(problem_of(folder.path("")),
              folder.path("") + ": error: is a directory, not a file; wanted a scenario file\n");
    EXPECT_EQ(problem_of(""), "error: does not exist; wanted a scenario file\n");
}

TEST(BrokenBytes, AnUnreadableFileIsSaid) {
    if (::geteuid() == 0) {
        GTEST_SKIP() << "root may read every file";
    }
    const ScenarioFolder folder;
    const std::string file = folder.write("secret.toml", "schema = 1\n");
    std::filesystem::permissions(file, std::filesystem::perms::none);
    const auto scenario = read_scenario(file);
    ASSERT_FALSE(scenario);
    EXPECT_EQ(format_diagnostics(scenario.error()),
              file + ": error: cannot be opened: Permission denied; wanted a scenario file\n");
}

}  // namespace
}  // namespace headroom::scenario
