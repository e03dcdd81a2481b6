#pragma once

// A check in GitHub's Markdown: as a comment on a pull request, and as the summary of a step.

#include <cstddef>
#include <string>
#include <string_view>

#include "src/study/check/check_report.hpp"

namespace headroom::study {

// The first line of every comment; hidden. By it a bot finds its own comment and updates it.
constexpr std::string_view kMarkdownMarker = "<!-- headroom-check -->";

// What GitHub takes: characters of a comment (counted here in bytes), bytes of a step's summary.
constexpr std::size_t kLongestComment = 65'536;
constexpr std::size_t kLongestStepSummary = 1'048'576;

struct MarkdownOptions {
    // Where the repository lies at the commit, "https://github.com/o/r/blob/1a2b3c": places link
    // to it. Empty: they are plain.
    std::string link_base;
};

// The verdict, a table of failures, and folded up all metrics with what differs from the baseline.
[[nodiscard]] std::string check_markdown(const CheckReport& report,
                                         const MarkdownOptions& options = {});

// For $GITHUB_STEP_SUMMARY: the verdict, a table of scenarios, a table of failures, warnings.
[[nodiscard]] std::string check_step_summary(const CheckReport& report,
                                             const MarkdownOptions& options = {});

}  // namespace headroom::study
