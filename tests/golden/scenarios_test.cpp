// Every shipped scenario, run as a user would, gives what it gave before: what it prints, here, and
// every metric, by `headroom check` against scenarios/baselines. A change of the numbers shows as a
// change of these files, to be reviewed like code. To make them anew:
//   HEADROOM_UPDATE_GOLDEN=1 ctest -L golden

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "tests/cli/run_program.hpp"

namespace headroom::test {
namespace {

namespace fs = std::filesystem;

struct Case {
    std::string name;
    std::vector<std::string> arguments;  // of `headroom run`, from the source folder
    std::string needs;                   // a file that may be absent
};

std::vector<Case> cases() {
    const std::string philly = "../shared/traces/philly/philly.csv";
    return {
        {"quickstart", {"scenarios/quickstart.toml"}, ""},
        {"quickstart-112-nodes",
         {"scenarios/quickstart.toml", "--set", "fleet.h100.nodes=112"},
         ""},
        {"two-halls", {"scenarios/two-halls.toml"}, ""},
        {"two-halls-late", {"scenarios/two-halls.toml", "--variant", "late"}, ""},
        {"mmc", {"scenarios/mmc.toml"}, ""},
        {"catalog-nodes", {"scenarios/catalog-nodes.toml"}, ""},
        {"philly-like", {"scenarios/philly-like.toml"}, ""},
        {"llm-lab", {"scenarios/llm-lab.toml"}, ""},
        {"failures", {"scenarios/failures.toml"}, ""},
        {"failures-none", {"scenarios/failures.toml", "--variant", "none"}, ""},
        {"diurnal", {"scenarios/diurnal.toml"}, ""},
        {"diurnal-even", {"scenarios/diurnal.toml", "--variant", "even"}, ""},
        {"frontier", {"scenarios/frontier.toml"}, ""},
        {"frontier-cooled", {"scenarios/frontier.toml", "--variant", "cooled"}, ""},
        {"frontier-capped", {"scenarios/frontier.toml", "--variant", "capped"}, ""},
        {"grid-limit", {"scenarios/grid-limit.toml"}, ""},
        {"philly", {"scenarios/philly.toml", "--set", "workload.philly.trace=" + philly}, philly}};
}

void PrintTo(const Case& golden, std::ostream* out) {
    *out << golden.name;
}

std::string content(const fs::path& file) {
    std::ifstream input(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(input), {}};
}

void expect_golden(const std::string& file, const std::string& found) {
    const fs::path golden = fs::path(HEADROOM_SOURCE_DIR) / "tests" / "golden" / file;
    if (std::getenv("HEADROOM_UPDATE_GOLDEN") != nullptr)
        std::ofstream(golden, std::ios::binary) << found;
    EXPECT_EQ(content(golden), found) << "if this is meant: HEADROOM_UPDATE_GOLDEN=1";
}

std::string test_name(std::string name) {
    for (char& c : name)
        c = c == '-' || c == '/' ? '_' : c;
    return name;
}

class ScenarioGolden : public testing::TestWithParam<Case> {};

TEST_P(ScenarioGolden, GivesWhatItGaveBefore) {
    const Case& golden = GetParam();
    if (!golden.needs.empty() && !fs::exists(fs::path(HEADROOM_SOURCE_DIR) / golden.needs))
        GTEST_SKIP() << golden.needs << " is not here";
    std::vector<std::string> arguments{"run"};
    arguments.insert(arguments.end(), golden.arguments.begin(), golden.arguments.end());
    const ProgramRun run = run_headroom(arguments);
    ASSERT_EQ(run.exit_code, 0) << run.err;
    expect_golden(golden.name + ".txt", run.out);
}

INSTANTIATE_TEST_SUITE_P(Scenarios,
                         ScenarioGolden,
                         testing::ValuesIn(cases()),
                         [](const auto& golden) { return test_name(golden.param.name); });

// On one thread, so that the page names the same device everywhere.
TEST(PlanGolden, GivesWhatItGaveBefore) {
    const ProgramRun run = run_headroom({"montecarlo", "scenarios/plan.toml", "--plan", "--device",
                                         "cpu", "--threads", "1", "--trials", "20000"});
    ASSERT_EQ(run.exit_code, 0) << run.err;
    expect_golden("plan.txt", run.out);
}

// Scenarios that hold all they need; scenarios/philly.toml needs a trace of its user's.
const std::vector<std::string> kComplete{
    "quickstart", "two-halls", "mmc",       "catalog-nodes", "philly-like",
    "llm-lab",    "diurnal",   "failures",  "ci/research",   "ci/two-queues",
    "ci/launch",  "frontier",  "grid-limit"};

class ScenarioBaseline : public testing::TestWithParam<std::string> {};

// With all its variants. One that is meant to fail an assertion still keeps its baseline.
TEST_P(ScenarioBaseline, HasTheMetricsOfItsBaseline) {
    std::vector<std::string> arguments{"check", "scenarios/" + GetParam() + ".toml", "--variants",
                                       "--baseline", "scenarios/baselines"};
    if (std::getenv("HEADROOM_UPDATE_GOLDEN") != nullptr)
        (void)run_headroom([&] {
            auto update = arguments;
            update.emplace_back("--update-baseline");
            return update;
        }());
    const ProgramRun run = run_headroom(arguments);
    const bool is_meant_to_fail = GetParam() == "ci/launch";
    EXPECT_EQ(run.exit_code, is_meant_to_fail ? 1 : 0) << run.out << run.err;
    EXPECT_EQ(run.out.find("baseline: "), std::string::npos) << run.out;
}

INSTANTIATE_TEST_SUITE_P(Scenarios,
                         ScenarioBaseline,
                         testing::ValuesIn(kComplete),
                         [](const auto& scenario) { return test_name(scenario.param); });

// The answer is a property of the scenario, not of the machine.
TEST(ScenarioBaseline, IsTheSameForAnyNumberOfThreads) {
    const auto check = [](const char* threads) {
        const TemporaryFolder folder;
        (void)run_headroom({"check", "scenarios/ci/research.toml", "scenarios/ci/two-queues.toml",
                            "--threads", threads, "--openmetrics", folder.path("metrics"),
                            "--junit", folder.path("junit"), "--markdown",
                            folder.path("markdown")});
        return folder.read("metrics") + folder.read("junit") + folder.read("markdown");
    };
    const std::string one = check("1");
    EXPECT_GT(one.size(), 10'000U);
    EXPECT_EQ(one, check("3"));
}

}  // namespace
}  // namespace headroom::test
