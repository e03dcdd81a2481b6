#include "src/study/check/check_markdown.hpp"

#include <algorithm>
#include <regex>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/study/check/markdown_text.hpp"
#include "tests/study/check/made_up_report.hpp"
#include "tests/study/support/run_tool.hpp"

namespace headroom::study {
namespace {

using test::run_tool;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t found = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
        ++found;
    return found;
}

TEST(CheckMarkdown, OpensWithItsMarkerThenVerdictFailuresAndFoldedMetrics) {
    EXPECT_EQ(check_markdown(small_report(), {"https://example.org/o/r/blob/1a2b"}),
              R"(<!-- headroom-check -->
### Headroom: FAILED

2 of 3 scenarios fail; 2 claims hold, 3 fail, 1 warning

|  | Place | Claim | Found | Detail |
| --- | --- | --- | --- | --- |
| **fails** | [`scenarios/ci/gate.toml:12`](https://example.org/o/r/blob/1a2b/scenarios/ci/gate.toml#L12))"
              R"( | `wait.p95[partition=long] <= 4 h` | 5 h 12 min | )"
              R"(30 % above the limit. Why: promised to research |
| **fails** | [`scenarios/ci/gate.toml:14`](https://example.org/o/r/blob/1a2b/scenarios/ci/gate.toml#L14))"
              R"( | `cost.tco@p90 <= 231 M$` | not measured | the run has no costs |
| **fails** | [`scenarios/ci/gate.toml`](https://example.org/o/r/blob/1a2b/scenarios/ci/gate.toml))"
              R"( | `engine.events as in the baseline` | 121 (baseline 120) | )"
              R"(1 more; the input jobs.csv changed |
| **fails** | [`scenarios/ci/broken.toml:6`](https://example.org/o/r/blob/1a2b/scenarios/ci/broken.toml#L6))"
              R"( | `fleet.h100.gpu_per_node` |  | unknown key; wanted one of cluster, hall; )"
              R"(did you mean 'gpus\_per\_node'? |
| warns | [`scenarios/ci/gate.toml:13`](https://example.org/o/r/blob/1a2b/scenarios/ci/gate.toml#L13))"
              R"( | `gpu.allocated >= 80 %` | 71.5 % | 8.5 points below the limit |

<details><summary><code>scenarios/ci/gate.toml</code>: 3 metrics, baseline: 1 fails</summary>

| Metric | Value | Baseline | Difference |
| --- | --- | --- | --- |
| `wait.p95_s[partition=long]` | 5 h 12 min |  |  |
| `gpu.held_gpu_h` | 2.50 GPUh |  |  |
| `engine.events` | 121 | 120 | **0.8 % above** |

</details>

<details><summary><code>scenarios/ci/costs.toml @late</code>: 2 metrics</summary>

| Metric | Value |
| --- | --- |
| `wait.mean_s@mean` | 10 min ± 2.5 s |
| `wait.mean_s@p90` | 12 min |

</details>
)");
}

TEST(CheckMarkdown, KeepsWithinACommentAndClosesWhatItOpens) {
    for (const std::size_t claims : {0U, 1U, 40U, 200U, 1000U}) {
        CheckReport report = nasty_report(claims);
        report.scenarios.resize(9, report.scenarios[0]);
        const std::string text = check_markdown(report);
        EXPECT_LE(text.size(), kLongestComment) << claims;
        EXPECT_THAT(text, StartsWith(std::string(kMarkdownMarker) + "\n"));
        EXPECT_EQ(count(text, "<details>"), count(text, "</details>\n")) << claims;
        EXPECT_THAT(text, EndsWith("\n"));
    }
}

TEST(CheckMarkdown, SaysHowMuchItLeavesOut) {
    CheckReport report = nasty_report(200);
    report.scenarios.resize(30, report.scenarios[0]);
    EXPECT_THAT(check_markdown(report), AllOf(HasSubstr("\nand "), HasSubstr(" more rows\n"),
                                              HasSubstr("There is no room for the metrics of ")));
    EXPECT_THAT(check_markdown(small_report()), Not(HasSubstr(" more row")));
}

TEST(CheckStepSummary, ListsScenariosFailuresAndNotes) {
    EXPECT_THAT(check_step_summary(small_report()),
                AllOf(StartsWith("## Headroom: FAILED\n\n2 of 3 scenarios fail;"),
                      HasSubstr("| `scenarios/ci/gate.toml` | **fails** | 1 holds, 2 fail, "
                                "1 warning | 1 fails | one run |\n"
                                "| `scenarios/ci/costs.toml @late` | passes | 1 holds | none | "
                                "200 trials |\n"
                                "| `scenarios/ci/broken.toml` | **could not be run** |"),
                      HasSubstr("| **fails** | `scenarios/ci/gate.toml:12` |"),
                      HasSubstr("| `scenarios/ci/gate.toml` | the queue is growing |\n")));
}

TEST(CheckStepSummary, KeepsWithinAMebibyte) {
    CheckReport report = nasty_report(1000);
    report.scenarios.resize(4, report.scenarios[0]);
    report.scenarios[0].warnings.assign(4000, nasty_text());
    const std::string text = check_step_summary(report);
    EXPECT_LE(text.size(), kLongestStepSummary);
    EXPECT_GT(text.size(), kLongestStepSummary / 2);
    EXPECT_EQ(count(text, " more rows\n"), 2U);
}

TEST(MarkdownText, EscapesWhatMarkdownAndHtmlActUpon) {
    EXPECT_EQ(markdown_text("a|b`c<d>&e*_[f]\\~"), "a\\|b\\`c&lt;d&gt;&amp;e\\*\\_\\[f\\]\\\\\\~");
    EXPECT_EQ(markdown_text("@p90 #12\nx"), "@&#8203;p90 #&#8203;12 x");
}

TEST(CodeSpan, HasMoreBackticksThanItsText) {
    EXPECT_EQ(code_span("a <b> *c*"), "`a <b> *c*`");
    EXPECT_EQ(code_span("a`b``c"), "```a`b``c```");
    EXPECT_EQ(code_span("`a"), "`` `a ``");
    EXPECT_EQ(code_span("a|b"), "`a\\|b`");
    EXPECT_EQ(code_span(""), "");
}

TEST(PlaceLink, LinksOnlyWhatLiesInTheRepository) {
    EXPECT_EQ(place_link({"./a b(1).toml", 3, 1}, "https://h/b"),
              "[`./a b(1).toml:3`](https://h/b/a%20b%281%29.toml#L3)");
    EXPECT_EQ(place_link({"a.toml", 0, 0}, "https://h/b"), "[`a.toml`](https://h/b/a.toml)");
    EXPECT_EQ(place_link({"/etc/a.toml", 3, 1}, "https://h/b"), "`/etc/a.toml:3`");
    EXPECT_EQ(place_link({"a.toml", 3, 1}, ""), "`a.toml:3`");
}

// GitHub's own renderer as the judge: the texts come out as they went in, and act as nothing.
TEST(CheckMarkdown, NastyTextsRenderAsThemselves) {
    if (run_tool("cmark-gfm --version", "").exit_code != 0)
        GTEST_SKIP() << "cmark-gfm is not installed";
    const std::string markdown = check_markdown(nasty_report(4), {"https://example.org/b"});
    const std::string html = run_tool("cmark-gfm --unsafe -e table -e autolink {}", markdown).out;
    EXPECT_EQ(count(html, "<table>"), 2U);
    // The heading, four claims and the warning of a problem; the heading and four metrics.
    EXPECT_EQ(count(html, "<tr>"), 6U + 5U) << html;
    EXPECT_EQ(count(html, "<td>"), 5U * 5U + 4U * 4U) << html;
    EXPECT_EQ(count(html, "<details>"), 1U);
    EXPECT_EQ(count(html, "</details>"), 1U);
    EXPECT_THAT(html, Not(HasSubstr("<em>")));
    EXPECT_THAT(html, Not(HasSubstr("<d>")));
    EXPECT_THAT(html, HasSubstr("]]&gt;|`x``y`*_[z](u)\\ 100%,e:f"));
}

}  // namespace
}  // namespace headroom::study
