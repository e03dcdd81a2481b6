#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/run_program.hpp"

#include <nlohmann/json.hpp>

namespace headroom::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using testing::UnorderedElementsAre;

TEST(ValidateModels, ShowsEveryModelWithItsSourcesAndASentence) {
    const ProgramRun run = run_headroom({"validate-models"});
    EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
    EXPECT_EQ(run.err, "");
    EXPECT_THAT(run.out,
                AllOf(HasSubstr("\nqueueing\n"), HasSubstr("M/M/8, load 0.9: mean wait"),
                      HasSubstr("\nSources\n"), HasSubstr("Erlang C"),
                      HasSubstr(" values reproduced; largest error "), Not(HasSubstr("FAILS"))));
}

TEST(ValidateModels, OneModelIsChosenByName) {
    const ProgramRun run =
        run_headroom({"validate-models", "--model", "checkpointing", "--format", "json"});
    EXPECT_EQ(run.exit_code, 0) << run.err;
    const auto json = nlohmann::json::parse(run.out);
    EXPECT_EQ(json["schema"], 1);
    ASSERT_EQ(json["checks"].size(), 1U);
    EXPECT_EQ(json["checks"][0]["model"], "checkpointing");
    EXPECT_EQ(json["checks"][0]["holds"], true);
    EXPECT_EQ(json["reproduced"], 1);
    EXPECT_EQ(json["values"], 1);
}

TEST(ValidateModels, AnUnknownModelIsExit2AndNamesTheLikelyOne) {
    const ProgramRun run = run_headroom({"validate-models", "--model", "queuing"});
    EXPECT_EQ(run.exit_code, 2);
    EXPECT_EQ(run.out, "");
    EXPECT_THAT(run.err, AllOf(HasSubstr("--model"), HasSubstr("no model 'queuing'"),
                               HasSubstr("did you mean 'queueing'?")));
    EXPECT_EQ(run_headroom({"validate-models", "--model", ""}).exit_code, 2);
    EXPECT_EQ(run_headroom({"validate-models", "--format", "xml"}).exit_code, 2);
}

TEST(ValidateModels, WritesThreeFilesThatAreTheSameEveryTime) {
    const TemporaryFolder folder;
    const ProgramRun run =
        run_headroom({"validate-models", "-o", folder.path("out"), "--format", "csv", "--quiet"});
    EXPECT_EQ(run.exit_code, 0) << run.err;
    EXPECT_EQ(run.err, "");
    EXPECT_THAT(folder.names("out"),
                UnorderedElementsAre("models.json", "models.csv", "models.md"));
    EXPECT_EQ(folder.read("out/models.csv"), run.out);
    EXPECT_THAT(run.out, StartsWith("model,subject,unit,reference,ours,error,tolerance,"
                                    "tolerance_is,holds,evidence,source,fitted\n"));
    EXPECT_THAT(folder.read("out/models.md"), HasSubstr("### queueing\n"));
    EXPECT_EQ(run_headroom({"validate-models", "--format", "json"}).out,
              folder.read("out/models.json"));
}

TEST(ValidateModels, AFolderThatCannotBeMadeIsExit3) {
    const TemporaryFolder folder;
    const std::string file = folder.write("file", "");
    EXPECT_EQ(run_headroom({"validate-models", "-o", file + "/out"}).exit_code, 3);
}

}  // namespace
}  // namespace headroom::test
