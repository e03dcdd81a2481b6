// Every shipped scenario, run as a user would, gives what it gave before: what it prints and every
// metric. A change of the numbers shows as a change of these files, to be reviewed like code. To
// make them anew:
//   HEADROOM_UPDATE_GOLDEN=1 ctest -L golden

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "tests/cli/run_program.hpp"

#include <nlohmann/json.hpp>

namespace headroom::test {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

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
        {"diurnal", {"scenarios/diurnal.toml"}, ""},
        {"diurnal-even", {"scenarios/diurnal.toml", "--variant", "even"}, ""},
        {"philly", {"scenarios/philly.toml", "--set", "workload.philly.trace=" + philly}, philly}};
}

void PrintTo(const Case& golden, std::ostream* out) {
    *out << golden.name;
}

std::string content(const fs::path& file) {
    std::ifstream input(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(input), {}};
}

// Without what says which program ran where and when, and the checksums: a comment in a scenario
// may change.
std::string lasting_part(const std::string& summary) {
    Json json = Json::parse(summary);
    for (const char* key : {"version", "git", "inputs", "device", "host", "timing"})
        json["provenance"].erase(key);
    json["provenance"]["catalog"].erase("sha256");
    return json.dump(2) + "\n";
}

void expect_golden(const std::string& file, const std::string& found) {
    const fs::path golden = fs::path(HEADROOM_SOURCE_DIR) / "tests" / "golden" / file;
    if (std::getenv("HEADROOM_UPDATE_GOLDEN") != nullptr)
        std::ofstream(golden, std::ios::binary) << found;
    EXPECT_EQ(content(golden), found) << "if this is meant: HEADROOM_UPDATE_GOLDEN=1";
}

class ScenarioGolden : public testing::TestWithParam<Case> {};

TEST_P(ScenarioGolden, GivesWhatItGaveBefore) {
    const Case& golden = GetParam();
    if (!golden.needs.empty() && !fs::exists(fs::path(HEADROOM_SOURCE_DIR) / golden.needs))
        GTEST_SKIP() << golden.needs << " is not here";
    const TemporaryFolder folder;
    std::vector<std::string> arguments{"run", "-o", folder.path("out")};
    arguments.insert(arguments.end(), golden.arguments.begin(), golden.arguments.end());
    const ProgramRun run = run_headroom(arguments);
    ASSERT_EQ(run.exit_code, 0) << run.err;
    expect_golden(golden.name + ".txt", run.out);
    expect_golden(golden.name + ".json", lasting_part(folder.read("out/summary.json")));
}

INSTANTIATE_TEST_SUITE_P(Scenarios,
                         ScenarioGolden,
                         testing::ValuesIn(cases()),
                         [](const auto& golden) {
                             std::string name = golden.param.name;
                             for (char& c : name)
                                 c = c == '-' ? '_' : c;
                             return name;
                         });

}  // namespace
}  // namespace headroom::test
