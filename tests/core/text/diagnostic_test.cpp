#include "src/core/text/diagnostic.hpp"

#include <gtest/gtest.h>

namespace headroom {
namespace {

Diagnostic problem_at(std::int64_t column, const std::string& source_line) {
    Diagnostic diagnostic;
    diagnostic.place = {"a.toml", 3, column};
    diagnostic.path = "fleet.a.nodes";
    diagnostic.problem = "is -1";
    diagnostic.source_line = source_line;
    return diagnostic;
}

TEST(FormatDiagnostic, HasPlacePathProblemWantedLineCaretAndHint) {
    Diagnostic diagnostic = problem_at(9, "nodes = -1");
    diagnostic.wanted = "at least 0";
    diagnostic.hint = "did you mean 1?";
    EXPECT_EQ(format_diagnostic(diagnostic),
              "a.toml:3:9: error: fleet.a.nodes: is -1; wanted at least 0\n"
              "    nodes = -1\n"
              "            ^\n"
              "    did you mean 1?\n");
}

TEST(FormatDiagnostic, LeavesOutWhatIsNotKnown) {
    Diagnostic diagnostic;
    diagnostic.problem = "no workload";
    EXPECT_EQ(format_diagnostic(diagnostic), "error: no workload\n");
    diagnostic.place.file = "--set";
    diagnostic.severity = Severity::kWarning;
    EXPECT_EQ(format_diagnostic(diagnostic), "--set: warning: no workload\n");
}

TEST(FormatDiagnostic, CountsCharactersAndKeepsTabs) {
    EXPECT_EQ(format_diagnostic(problem_at(7, "\tä = é1")),
              "a.toml:3:7: error: fleet.a.nodes: is -1\n"
              "    \tä = é1\n"
              "    \t     ^\n");
}

TEST(FormatDiagnostic, ShowsAPartOfALongLine) {
    const std::string text = format_diagnostic(problem_at(1001, std::string(1000, 'x') + "Y"));
    EXPECT_EQ(text, "a.toml:3:1001: error: fleet.a.nodes: is -1\n    " + std::string(60, 'x') +
                        "Y\n    " + std::string(60, ' ') + "^\n");
}

TEST(FormatDiagnostic, SendsNoControlCharactersToATerminal) {
    EXPECT_EQ(format_diagnostic(problem_at(2, "a\x1b[31m\xff")),
              "a.toml:3:2: error: fleet.a.nodes: is -1\n    a [31m?\n     ^\n");
}

TEST(FormatDiagnostic, SurvivesAColumnBehindTheLine) {
    EXPECT_EQ(format_diagnostic(problem_at(99, "ab")),
              "a.toml:3:99: error: fleet.a.nodes: is -1\n    ab\n      ^\n");
}

TEST(HasError, WarningsAreNone) {
    Diagnostics diagnostics(2);
    diagnostics[0].severity = Severity::kWarning;
    diagnostics[1].severity = Severity::kWarning;
    EXPECT_FALSE(has_error(diagnostics));
    diagnostics[1].severity = Severity::kError;
    EXPECT_TRUE(has_error(diagnostics));
    EXPECT_FALSE(has_error({}));
}

}  // namespace
}  // namespace headroom
