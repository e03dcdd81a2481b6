#include "src/study/check/check_junit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/study/check/made_up_report.hpp"
#include "tests/study/support/run_tool.hpp"

namespace headroom::study {
namespace {

using test::run_tool;
using test::ToolRun;
using testing::HasSubstr;
using testing::Not;

ToolRun validate(const std::string& xml) {
    return run_tool(
        "xmllint --noout --nonet --schema '" HEADROOM_SOURCE_DIR "/tests/study/junit.xsd' {}", xml);
}

#define NEEDS_XMLLINT()                                   \
    if (run_tool("xmllint --version", "").exit_code != 0) \
    GTEST_SKIP() << "xmllint is not installed (libxml2-utils)"

TEST(CheckJunit, OneSuiteAScenarioAndOneCaseAClaimWithTheTextInTheBody) {
    CheckReport report = small_report();
    report.scenarios.resize(1);
    report.scenarios[0].claims.resize(2);
    report.scenarios[0].provenance.inputs.resize(1);
    EXPECT_EQ(check_junit(report), R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="scenarios/ci/gate.toml" package="scenarios.ci" id="0" )"
                                   R"(timestamp="1970-01-01T00:00:00" hostname="localhost" )"
                                   R"(tests="2" failures="1" errors="0" skipped="0" time="0">
    <properties>
      <property name="scenario" value="Gate: 4,000 GPUs"/>
      <property name="version" value="0.4.0"/>
      <property name="git" value="2db74ec51f3a"/>
      <property name="catalog" value="2026.11"/>
      <property name="seed" value="1"/>
      <property name="trials" value="0"/>
      <property name="sha256 of gate.toml" value="a1"/>
    </properties>
    <testcase name="wait.p95[partition=long] &lt;= 4 h" classname="scenarios.ci.gate" time="0">
      <failure message="found 5 h 12 min: 30 % above the limit. Why: promised to research" )"
                                   R"(type="assertion">scenarios/ci/gate.toml:12:1: )"
                                   R"(wait.p95[partition=long] &lt;= 4 h
found:  5 h 12 min
detail: 30 % above the limit
why:    promised to research
</failure>
    </testcase>
    <testcase name="jobs.rejected == 0" classname="scenarios.ci.gate" time="0"/>
    <system-out>warning: the queue is growing
</system-out>
    <system-err></system-err>
  </testsuite>
</testsuites>
)");
}

TEST(CheckJunit, IsValidByWhatBothCommonSchemasAllow) {
    NEEDS_XMLLINT();
    for (const CheckReport& report :
         {small_report(), passing_report(), CheckReport{}, nasty_report(0), nasty_report(200)}) {
        const ToolRun run = validate(check_junit(report));
        EXPECT_EQ(run.exit_code, 0) << run.out;
    }
}

TEST(CheckJunit, TheSchemaRefusesWhatOneOfBothRefuses) {
    NEEDS_XMLLINT();
    const std::string xml = check_junit(small_report());
    const auto with = [&](const std::string& what, const std::string& instead) {
        std::string changed = xml;
        changed.replace(changed.find(what), what.size(), instead);
        return validate(changed).exit_code;
    };
    EXPECT_NE(with("<testsuites>", "<testsuites name=\"x\">"), 0);
    EXPECT_NE(with("<testcase name", "<testcase line=\"1\" name"), 0);
    EXPECT_NE(with(" hostname=\"localhost\"", ""), 0);
    EXPECT_NE(with("time=\"0\"", "time=\"1e-3\""), 0);
    EXPECT_NE(with("<skipped ", "<skipped type=\"assertion\" "), 0);
    EXPECT_NE(with("T00:00:00", "T00:00:00Z"), 0);
    EXPECT_NE(with("<system-err></system-err>", ""), 0);
}

TEST(CheckJunit, AScenarioThatCannotBeRunIsAnError) {
    const std::string xml = check_junit(small_report());
    EXPECT_THAT(xml, HasSubstr("<testcase name=\"runs\" classname=\"scenarios.ci.broken\""));
    EXPECT_THAT(xml, HasSubstr("type=\"problem\">scenarios/ci/broken.toml:6:1: error: "));
    EXPECT_THAT(xml, HasSubstr("tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\""));
}

TEST(CheckJunit, AWarningThatFailsDoesNotFailTheJob) {
    EXPECT_THAT(check_junit(small_report()),
                HasSubstr("<skipped message=\"a warning, it does not fail the check: found 71.5"));
}

TEST(CheckJunit, AStoppedCheckIsNeverGreen) {
    CheckReport report = passing_report();
    report.is_complete = false;
    EXPECT_THAT(check_junit(report), HasSubstr("<error message=\"stopped early:"));
}

TEST(CheckJunit, CarriesTimesOnlyWhereTheReportHasThem) {
    CheckReport report = passing_report();
    report.scenarios[0].provenance.timing = {"2027-01-01T08:00:00Z", 12.5, 0, 0};
    report.scenarios[0].provenance.host = "ci-17";
    const std::string xml = check_junit(report);
    EXPECT_THAT(xml, HasSubstr("timestamp=\"2027-01-01T08:00:00\" hostname=\"ci-17\""));
    EXPECT_THAT(xml, HasSubstr("skipped=\"0\" time=\"12.5\""));
}

TEST(CheckJunit, NamesClassesAfterThePathOfTheScenario) {
    const auto class_of = [](const std::string& file) {
        CheckReport report = passing_report();
        report.scenarios[0].file = file;
        report.scenarios[0].variant.clear();
        const std::string xml = check_junit(report);
        const std::size_t at = xml.find("classname=\"") + 11;
        return xml.substr(at, xml.find('"', at) - at);
    };
    EXPECT_EQ(class_of("gate.toml"), "gate");
    EXPECT_EQ(class_of("./a/b.c/d.e.toml"), "a.b_c.d_e");
    EXPECT_EQ(class_of("../../x/y z.toml"), "x.y_z");
    EXPECT_EQ(class_of("/tmp/x.toml"), "tmp.x");
    EXPECT_THAT(check_junit(passing_report()), HasSubstr("classname=\"scenarios.ci.costs@late\""));
}

TEST(CheckJunit, HoldsNoCharacterThatXmlForbids) {
    const std::string xml = check_junit(nasty_report(4));
    EXPECT_THAT(xml, Not(HasSubstr("]]>")));
    EXPECT_THAT(xml, Not(HasSubstr("\x1B")));
    EXPECT_THAT(xml, Not(HasSubstr("\x01")));
    EXPECT_THAT(xml, Not(HasSubstr("\xFF")));
    EXPECT_THAT(xml, Not(HasSubstr("\xEF\xBF\xBF")));
    EXPECT_THAT(xml, HasSubstr("é😀"));
}

}  // namespace
}  // namespace headroom::study
