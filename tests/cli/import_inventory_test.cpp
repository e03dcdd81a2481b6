// `headroom import` of what a site has about its hardware, as a user would run it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/run_program.hpp"
#include "tests/core/inventory/slurm_fixtures.hpp"

#include <nlohmann/json.hpp>

namespace headroom::test {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

const char* const kWorkload = R"(schema = 1
extends = "fleet.toml"
name = "ours"
[workload.w]
partition = "batch"
[workload.w.generate]
jobs = 50
interarrival = "10 min"
runtime = "1 h"
gpus = 4
)";

class ImportInventory : public testing::Test {
protected:
    [[nodiscard]] ProgramRun run(const std::vector<std::string>& arguments) const {
        RunSetup setup;
        setup.folder = folder_.path();
        return run_headroom(arguments, setup);
    }

    TemporaryFolder folder_;
    std::string nodes_ = folder_.write("nodes.txt", inventory::kScontrolNodes);
    std::string conf_ = folder_.write("slurm.conf", inventory::kSlurmConf);
};

TEST_F(ImportInventory, TheFragmentAndAWorkloadAreAScenarioThatRuns) {
    const ProgramRun import = run({"import", "nodes.txt"});
    EXPECT_EQ(import.exit_code, 0) << import.err;
    EXPECT_THAT(import.out, AllOf(StartsWith("# Read from nodes.txt."), HasSubstr("[fleet.h100]\n"),
                                  HasSubstr("# not taken over: ")));
    EXPECT_THAT(import.err,
                AllOf(HasSubstr("scontrol: 5 nodes"),
                      HasSubstr("h100: 1 node × 8 = 8 GPUs, and 1 node down or drained")));
    (void)folder_.write("fleet.toml", import.out);
    (void)folder_.write("ours.toml", kWorkload);
    const ProgramRun validate = run({"validate", "ours.toml"});
    EXPECT_EQ(validate.exit_code, 0) << validate.err;
    const ProgramRun simulate = run({"run", "ours.toml", "--format", "json"});
    EXPECT_EQ(simulate.exit_code, 0) << simulate.err;
    EXPECT_EQ(nlohmann::json::parse(simulate.out)["metrics"]["jobs.completed"], 50);
}

TEST_F(ImportInventory, WritesTheFragmentToAFile) {
    const ProgramRun import = run({"import", "slurm.conf", "-o", "fleet.toml"});
    EXPECT_EQ(import.exit_code, 0) << import.err;
    EXPECT_EQ(import.out, "");
    EXPECT_THAT(folder_.read("fleet.toml"), HasSubstr("[partition.urgent]"));
    const ProgramRun onto_itself = run({"import", "slurm.conf", "-o", "slurm.conf"});
    EXPECT_EQ(onto_itself.exit_code, 3);
    EXPECT_EQ(folder_.read("slurm.conf"), inventory::kSlurmConf);
}

TEST_F(ImportInventory, AsJsonHasTheSame) {
    const ProgramRun import = run({"import", "slurm.conf", "--format", "json"});
    EXPECT_EQ(import.exit_code, 0) << import.err;
    const auto json = nlohmann::json::parse(import.out);
    ASSERT_EQ(json.size(), 1u);
    EXPECT_EQ(json[0]["kind"], "inventory");
    EXPECT_EQ(json[0]["format"], "slurm.conf");
    EXPECT_EQ(json[0]["nodes"], 6);
    EXPECT_EQ(json[0]["fleets"][0]["fleet"], "h100");
    EXPECT_EQ(json[0]["fleets"][0]["gpus"], 16);
    EXPECT_EQ(json[0]["partitions"][1]["max_time_s"], 604800);
    EXPECT_EQ(json[0]["partitions"][2]["max_time_s"], nullptr);
    EXPECT_EQ(json[0]["not_taken"][0]["file"], "slurm.conf");
    EXPECT_THAT(json[0]["fragment"].get<std::string>(), HasSubstr("[cluster.alpha.scheduler]"));
}

TEST_F(ImportInventory, StrictFailsWhereAnythingIsNotTakenOver) {
    const ProgramRun import = run({"import", "slurm.conf", "--strict"});
    EXPECT_EQ(import.exit_code, 3);
    EXPECT_THAT(import.err, HasSubstr("slurm.conf:8: error: not taken over: "
                                      "PriorityWeightAge=1000: multifactor priority is not "
                                      "modelled yet; wanted none, as --strict says\n"));
    (void)folder_.write("plain.txt", "NodeName=n1 CPUTot=8 Gres=gpu:8 State=IDLE\n");
    EXPECT_EQ(run({"import", "plain.txt", "--strict"}).exit_code, 0);
}

TEST_F(ImportInventory, BadFilesAreToldWithTheirPlace) {
    (void)folder_.write("bad.txt", "NodeName=n1 CPUTot=8 Gres=gpu:a:b:c State=IDLE\n");
    const ProgramRun import = run({"import", "bad.txt"});
    EXPECT_EQ(import.exit_code, 3);
    EXPECT_EQ(import.out, "");
    EXPECT_THAT(import.err,
                StartsWith("bad.txt:1:27: error: Gres: 'gpu:a:b:c' is not a count of GPUs; wanted "
                           "such as gpu:8 or gpu:h100:8\n"));
    EXPECT_EQ(run({"import", "nodes.txt", "--anonymise", "key", "-o", "x.toml"}).exit_code, 2);
    EXPECT_THAT(folder_.names(), ElementsAre("bad.txt", "nodes.txt", "slurm.conf"));
}

TEST_F(ImportInventory, TheFormatMayBeSaid) {
    EXPECT_EQ(run({"import", "nodes.txt", "--as", "scontrol"}).exit_code, 0);
    EXPECT_EQ(run({"import", "nodes.txt", "--as", "kueue"}).exit_code, 3);
    EXPECT_EQ(run({"import", "nodes.txt", "--as", "nothing"}).exit_code, 2);
}

}  // namespace
}  // namespace headroom::test
