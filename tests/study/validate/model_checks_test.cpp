// Every row of `headroom validate-models` is a test: the models give what their sources say.

#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <set>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/cli/print_models.hpp"
#include "src/study/validate/model_report.hpp"

#include <nlohmann/json.hpp>

namespace headroom::study {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::vector<ModelCheck>& all_checks() {
    static const std::vector<ModelCheck> checks = all_model_checks();
    return checks;
}

std::string describe(const ModelCheck& check) {
    std::ostringstream text;
    text.precision(17);
    text << check.model << ": " << check.subject << ": ours " << check.ours << ", reference "
         << check.reference << " " << check.unit << ", error " << error_text(check)
         << ", tolerance " << tolerance_text(check) << ", source " << check.source;
    return text.str();
}

ModelCheck made_up(double reference, double ours, double tolerance, bool is_absolute = false) {
    ModelCheck check;
    check.model = "chiller";
    check.subject = "COP | at 18 °C";
    check.reference = reference;
    check.ours = ours;
    check.tolerance = tolerance;
    check.is_absolute = is_absolute;
    check.source = "a book";
    return check;
}

TEST(ModelChecks, EveryModelReproducesItsSources) {
    for (const ModelCheck& check : all_checks())
        EXPECT_TRUE(check.holds()) << describe(check);
}

TEST(ModelChecks, EveryRowSaysWhoSaysSoAndHowNear) {
    EXPECT_GE(all_checks().size(), 20U);
    for (const ModelCheck& check : all_checks()) {
        EXPECT_FALSE(check.model.empty()) << describe(check);
        EXPECT_FALSE(check.subject.empty()) << describe(check);
        EXPECT_FALSE(check.source.empty()) << describe(check);
        EXPECT_TRUE(std::isfinite(check.reference)) << describe(check);
        EXPECT_GE(check.tolerance, 0) << describe(check);
        // A relative tolerance of a reference of 0 would allow nothing but 0.
        EXPECT_TRUE(check.is_absolute || check.reference != 0 || check.tolerance == 0)
            << describe(check);
        EXPECT_TRUE(check.evidence == Evidence::kPrimary ||
                    check.evidence == Evidence::kSecondary || check.evidence == Evidence::kDerived)
            << describe(check);
    }
}

TEST(ModelChecks, NoTwoRowsHaveOneName) {
    std::set<std::pair<std::string, std::string>> names;
    for (const ModelCheck& check : all_checks())
        EXPECT_TRUE(names.emplace(check.model, check.subject).second) << describe(check);
}

TEST(ModelChecks, EveryFileOfChecksIsInTheReport) {
    const std::filesystem::path folder =
        std::filesystem::path(HEADROOM_SOURCE_DIR) / "src/study/validate";
    std::ifstream file(folder / "model_checks.cpp");
    const std::string report(std::istreambuf_iterator<char>(file), {});
    std::size_t parts = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (!name.ends_with("_checks.cpp") || name == "model_checks.cpp")
            continue;
        ++parts;
        EXPECT_THAT(report, HasSubstr("    " + entry.path().stem().string() + ",")) << name;
    }
    EXPECT_GE(parts, 5U);
}

TEST(ModelChecks, StandByModel) {
    std::set<std::string> begun;
    std::string last;
    for (const ModelCheck& check : all_checks()) {
        const bool is_together = check.model == last || begun.insert(check.model).second;
        EXPECT_TRUE(is_together) << describe(check);
        last = check.model;
    }
}

TEST(ModelCheckRow, HoldsWithinItsToleranceAndNeverOfNaN) {
    EXPECT_TRUE(made_up(-200, -201, 0.005).holds());
    EXPECT_FALSE(made_up(-200, -201.1, 0.005).holds());
    EXPECT_TRUE(made_up(0, 0.25, 0.25, true).holds());
    EXPECT_FALSE(made_up(0, 0.26, 0.25, true).holds());
    const double nan = std::numeric_limits<double>::quiet_NaN();
    EXPECT_FALSE(made_up(1, nan, 1e300).holds());
    EXPECT_FALSE(made_up(nan, 1, 1e300, true).holds());
}

TEST(ModelReport, ErrorsStandInPercentOrInTheUnit) {
    EXPECT_EQ(error_text(made_up(-200, -201, 0.01)), "-0.5 %");
    EXPECT_EQ(tolerance_text(made_up(-200, -201, 0.01)), "1 %");
    ModelCheck check = made_up(0, 0.25, 0.5, true);
    check.unit = "°C";
    EXPECT_EQ(error_text(check), "+0.25 °C");
    EXPECT_EQ(tolerance_text(check), "0.5 °C");
    check.ours = std::numeric_limits<double>::quiet_NaN();
    EXPECT_EQ(error_text(check), "not a number");
    EXPECT_EQ(error_text(made_up(0, 0, 0)), "0");
}

TEST(ModelReport, OursHasTheDigitsThatTheToleranceCallsFor) {
    EXPECT_EQ(ours_text(made_up(28'227'884, 28'227'884.125, 1e-6)), "28227884");
    EXPECT_EQ(ours_text(made_up(2.459603, 2.45960311149, 5e-7, true)), "2.4596031");
    EXPECT_EQ(ours_text(made_up(0.9, 0.8708201287, 0.1)), "0.87082");
    EXPECT_EQ(ours_text(made_up(12, 12, 1e-12)), "12");
}

TEST(ModelReport, TheSentenceNamesTheWorstRowAndFirstThoseThatDoNotHold) {
    std::vector<ModelCheck> checks{made_up(100, 105, 0.1), made_up(100, 100.3, 0.002)};
    checks[1].subject = "flow";
    checks[1].fitted = "a, b on this row";
    EXPECT_EQ(model_sentence(checks),
              "1 of 2 values reproduced; largest error 0.3 % of the reference (chiller: flow), "
              "1 row rests on parameters fitted to them");
    checks[0].ours = std::numeric_limits<double>::quiet_NaN();
    EXPECT_THAT(model_sentence(checks),
                HasSubstr("0 of 2 values reproduced; largest error not a number (chiller: COP"));
    checks = {made_up(100, 101, 0.1), made_up(100, 105, 0.1)};
    EXPECT_THAT(model_sentence(checks), HasSubstr("2 of 2 values reproduced; largest error 5 %"));
}

TEST(ModelReport, IsTheSameInEveryFormat) {
    const std::vector<ModelCheck> checks{made_up(100, 105, 0.1), made_up(100, 120, 0.1)};
    const auto json = nlohmann::json::parse(model_json(checks));
    EXPECT_EQ(json["schema"], 1);
    EXPECT_EQ(json["reproduced"], 1);
    EXPECT_EQ(json["checks"][1]["holds"], false);
    EXPECT_EQ(json["checks"][1]["error"], 20);
    EXPECT_EQ(model_table(checks).rows(), 2U);
    const std::string markdown = model_markdown(checks);
    EXPECT_THAT(markdown, HasSubstr("| COP \\| at 18 °C | 100 | 105 |  | +5 % | 10 % | derived |"));
    EXPECT_THAT(markdown, HasSubstr("**NO**"));
    EXPECT_THAT(model_names(checks), ElementsAre("chiller"));
}

TEST(ModelPage, ARowThatDoesNotHoldAndOneThatWasFittedShow) {
    std::vector<ModelCheck> checks{made_up(100, 105, 0.1), made_up(100, 120, 0.1)};
    checks[0].fitted = "slope, on all rows of the book";
    const std::string page = cli::models_text(checks);
    EXPECT_THAT(page, HasSubstr("  +5 %       10 %  derived*[1]\n"));
    EXPECT_THAT(page, HasSubstr(" +20 %       10 %  derived [1]  FAILS\n"));
    EXPECT_THAT(page, HasSubstr("\n* Fitted\n  chiller: slope, on all rows of the book\n"));
}

}  // namespace
}  // namespace headroom::study
