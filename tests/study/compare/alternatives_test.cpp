#include "src/study/compare/alternatives.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/study/compare/write_comparison.hpp"
#include "tests/cli/run_program.hpp"
#include "tests/cli/small_scenario.hpp"

namespace headroom::study {
namespace {

using test::TemporaryFolder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

std::string settings_of(const Case& one) {
    std::string text;
    for (const scenario::Override& setting : one.settings)
        text += setting.path + " <- " + setting.value + "\n";
    return text;
}

TEST(ParseCase, TakesALabelAndSettings) {
    const auto made = parse_case(" two more : fleet.a.nodes=96; hall.b.nodes = 4 ;", "--case");
    ASSERT_TRUE(made.has_value());
    EXPECT_EQ(made->label, "two more");
    EXPECT_EQ(settings_of(*made), "fleet.a.nodes <- 96\nhall.b.nodes <- 4\n");
}

TEST(ParseCase, WithoutALabelTheSettingsAreIt) {
    const auto made = parse_case("start=2027-01-01T00:00:00Z; seed=2", "--case");
    ASSERT_TRUE(made.has_value());
    EXPECT_EQ(made->label, "start=2027-01-01T00:00:00Z; seed=2");
    EXPECT_EQ(settings_of(*made), "start <- 2027-01-01T00:00:00Z\nseed <- 2\n");
}

TEST(ParseCase, QuotesHideWhatSeparates) {
    const auto made = parse_case(R"("a;b=c: d": name="x; y"; fleet.'e;f'.nodes=1)", "--case");
    ASSERT_TRUE(made.has_value());
    EXPECT_EQ(settings_of(*made), "name <- \"x; y\"\nfleet.'e;f'.nodes <- 1\n");
}

TEST(ParseCase, TellsEachSettingThatIsNone) {
    const auto made = parse_case("x: a; b=1; c", "--case");
    ASSERT_FALSE(made.has_value());
    EXPECT_THAT(made.error(), SizeIs(2));
    for (const char* empty : {"", "x:", " : a=1", ";"})
        EXPECT_FALSE(parse_case(empty, "--case").has_value()) << empty;
}

class OpenAlternatives : public testing::Test {
protected:
    TemporaryFolder folder_;
    std::string small_ = folder_.write("small.toml", test::kSmallScenario);

    [[nodiscard]] std::string labels(const AlternativeChoice& choice) const {
        const auto opened = open_alternatives(choice);
        if (!opened)
            return format_diagnostics(opened.error().problems);
        std::string text;
        for (const Alternative& one : *opened)
            text += (text.empty() ? "" : " | ") + one.label;
        return text;
    }
};

TEST_F(OpenAlternatives, AScenarioAloneStandsBesideItsVariants) {
    EXPECT_EQ(labels({.sources = {small_}}), "base | larger");
}

TEST_F(OpenAlternatives, NamedVariantsAndCasesStandInTheirOrder) {
    EXPECT_EQ(labels({.sources = {small_},
                      .variants = {"larger"},
                      .cases = {"six: fleet.a.nodes=6", "fleet.a.nodes=5"}}),
              "base | larger | six | fleet.a.nodes=5");
    EXPECT_EQ(labels({.sources = {small_}, .cases = {"six: fleet.a.nodes=6"}}), "base | six");
}

TEST_F(OpenAlternatives, AVariantCalledBaseKeepsItsName) {
    const std::string file = folder_.write(
        "own.toml", std::string(test::kSmallScenario) + "[variant.base]\nset = { seed = 2 }\n");
    EXPECT_EQ(labels({.sources = {file}}), "own | larger | base");
}

TEST_F(OpenAlternatives, FilesAreCalledByTheirNamesOrElseTheirPaths) {
    const std::string other = folder_.write("other.toml", test::kSmallScenario);
    EXPECT_EQ(labels({.sources = {small_, other}}), "small | other");
    ASSERT_EQ(test::run_headroom({"run", small_, "--quiet", "-o", folder_.path("small")}).exit_code,
              0);
    EXPECT_EQ(labels({.sources = {other, folder_.path("small") + "/"}}), "other | small");
    EXPECT_EQ(labels({.sources = {small_, folder_.path("small")}}),
              small_ + " | " + folder_.path("small"));
}

TEST_F(OpenAlternatives, TellsTheProblemsOfAllOfThemOnce) {
    const std::string told = labels({.sources = {small_},
                                     .variants = {"larger", "lager"},
                                     .cases = {"a: fleet.a.node=6", "b: fleet.x.nodes=1", "c"}});
    EXPECT_THAT(told, HasSubstr("lager"));
    EXPECT_THAT(told, HasSubstr("did you mean 'larger'?"));
    EXPECT_THAT(told, HasSubstr("fleet.a.node"));
    EXPECT_THAT(told, HasSubstr("fleet.x"));
    EXPECT_EQ(told.find("lager"), told.rfind("lager"));
    EXPECT_THAT(told, HasSubstr("'c' is not path=value"));
}

TEST_F(OpenAlternatives, RefusesWhatCannotBeCompared) {
    const std::string lone = folder_.write("lone.toml",
                                           "schema = 1\n[fleet.a]\n[workload.w]\n"
                                           "trace = \"none.csv\"\n");
    EXPECT_THAT(labels({.sources = {lone}}), HasSubstr("leaves nothing to compare it with"));
    EXPECT_THAT(labels({.sources = {small_, lone}, .cases = {"seed=2"}}),
                HasSubstr("belongs to one scenario file; there are 2"));
    EXPECT_THAT(labels({.sources = {small_}, .cases = {"x: seed=2", "x: seed=3"}}),
                HasSubstr("two alternatives are called 'x'"));
    ASSERT_EQ(test::run_headroom({"run", small_, "--quiet", "-o", folder_.path("out")}).exit_code,
              0);
    EXPECT_THAT(labels({.sources = {small_, folder_.path("out")}, .needs_scenarios = true}),
                HasSubstr("a result folder has one run, not trials"));
    AlternativeChoice changed{.sources = {small_, folder_.path("out")}};
    changed.options.overrides.push_back({"seed", "2", {"--seed", 0, 0}});
    EXPECT_THAT(labels(changed), HasSubstr("cannot change a result folder"));
}

TEST(ResultFolders, AreSafeAndDistinctNames) {
    EXPECT_THAT(result_folders({"base", "two more racks", "Base", "../x", "a/b", "a b", "über"}),
                ElementsAre("base", "two-more-racks", "Base-2", "x", "a-b", "a-b-2", "ber"));
    EXPECT_THAT(result_folders({"points.csv", "…"}), ElementsAre("points.csv-2", "alternative"));
}

}  // namespace
}  // namespace headroom::study
