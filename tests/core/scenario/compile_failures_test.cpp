// Failures, checkpoints and power of nodes as the world has them.

#include "src/core/scenario/compile_failures.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/base/entity.hpp"
#include "tests/core/scenario/scenario_folder.hpp"

namespace headroom::scenario {
namespace {

using ::testing::HasSubstr;

// A job of 16 GPUs that runs for an hour, and one of 1 GPU.
trace::TraceFile two_jobs() {
    trace::TraceFile file;
    trace::Trace& trace = file.trace;
    trace.file = "jobs.csv";
    for (const std::uint32_t gpus : {16u, 1u}) {
        trace.ids.push_back(std::to_string(trace.size()));
        trace.submit_us.push_back(0);
        trace.runtime_us.push_back(3'600'000'000);
        trace.estimate_us.push_back(trace::kUnknown);
        trace.gpus.push_back(gpus);
        trace.priority.push_back(0);
        trace.line.push_back(static_cast<std::int64_t>(trace.size()) + 1);
        trace.partition.push_back("");
        trace.gpu_model.push_back("");
        trace.account.push_back("");
    }
    return file;
}

expected<CompiledWorld, Diagnostics> compile(const std::string& tables, const std::string& keys) {
    return compile_world(
        read_good("schema = 1\n" + tables + "[workload.w]\ntrace = \"jobs.csv\"\n" + keys),
        {two_jobs()});
}

TEST(CompileFailures, EachFleetOfTheClusterHasTheLawAndItsOwnPlaceOfDraws) {
    const auto compiled = compile(
        "seed = 9\n[cluster.c]\nfailures = { node_mtbf = \"10 d\", repair = \"90 s\" }\n"
        "[fleet.a]\nnodes = 4\n[fleet.b]\nnodes = 4\n",
        "");
    ASSERT_TRUE(compiled);
    const sim::World& world = compiled->world;
    EXPECT_TRUE(world.has_failures());
    EXPECT_EQ(world.seed, 9u);
    EXPECT_EQ(world.trial, 0u);
    for (const sim::Fleet& fleet : world.fleets) {
        EXPECT_EQ(fleet.failures.mtbf_us, 864'000'000'000);
        EXPECT_EQ(quantile(fleet.failures.repair, 0.3), 90);
        EXPECT_EQ(fleet.failures.entity_prefix, entity_prefix("fleet." + fleet.name));
    }
    EXPECT_TRUE(world.checkpointing_of.empty());
}

TEST(CompileFailures, JobsHaveTheCheckpointsOfTheirWorkload) {
    const auto compiled = compile("[fleet.a]\nnodes = 4\n",
                                  "checkpoint = { every = \"10 min\", restart = \"2 s\" }\n");
    ASSERT_TRUE(compiled);
    const sim::Checkpointing wanted{600'000'000, 2'000'000};
    EXPECT_EQ(compiled->world.checkpointing_for(JobId(std::size_t{1})), wanted);
    EXPECT_FALSE(compiled->world.has_failures());
}

TEST(CompileFailures, PowerIsInWholeMicrowattsANodeAndAGpu) {
    const auto compiled = compile(
        "[fleet.a]\nnodes = 4\nidle_power = \"1 kW\"\nbusy_power = \"2 kW\"\ngpus_per_node = 3\n"
        "[fleet.b]\nnodes = 8\n",
        "");
    ASSERT_TRUE(compiled);
    const sim::NodePower& power = compiled->world.fleets[0].power;
    EXPECT_TRUE(power.is_known);
    EXPECT_EQ(power.idle_uw, 1'000'000'000);
    EXPECT_EQ(power.slope_uw, 333'333'333);
    EXPECT_FALSE(compiled->world.fleets[1].power.is_known);
}

TEST(CompileFailures, AJobThatWouldHardlyEverEndNeedsCheckpointsOrAHorizon) {
    // Two nodes for an hour, one of which fails every 4 min on average.
    const std::string failing =
        "[cluster.c]\nfailures = { node_mtbf = \"8 min\", repair = \"1 s\" }\n"
        "[fleet.a]\nnodes = 4\n";
    const auto endless = compile(failing, "");
    ASSERT_FALSE(endless);
    EXPECT_THAT(format_diagnostics(endless.error()),
                HasSubstr("a job of 16 GPUs needs 1 h without a failure"));
    EXPECT_TRUE(compile(failing, "checkpoint = { every = \"5 min\" }\n"));
    EXPECT_TRUE(compile("horizon = \"1 d\"\n" + failing, ""));
}

}  // namespace
}  // namespace headroom::scenario
