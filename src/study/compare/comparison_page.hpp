#pragma once

// A comparison as a page for people: sentences and tables of text, before anything is known of a
// terminal or of Markdown.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "src/study/compare/comparison_view.hpp"

namespace headroom::study {

struct PageCell {
    std::string text;
    Verdict verdict = Verdict::kSame;  // how the text may be coloured; it says the same in words
};

struct PageTable {
    std::vector<std::string> heading;
    std::vector<std::vector<PageCell>> rows;
    std::size_t left = 1;    // columns that stand to the left
    std::size_t repeat = 1;  // columns that come again where a table is too wide for one piece,
    std::size_t group = 1;   // which may be cut after this many of the others
};

struct ComparisonPage {
    std::string title;
    std::vector<std::string> loud;                           // put the numbers in question
    std::vector<std::pair<std::string, std::string>> facts;  // a label and its text
    PageTable metrics;
    std::optional<PageTable> regret;
    std::vector<std::string> conclusions;
    std::vector<std::string> notes;
};

[[nodiscard]] ComparisonPage comparison_page(const Comparison& comparison,
                                             const ComparisonView& view);

// The same for a comment on a pull request.
[[nodiscard]] std::string comparison_markdown(const ComparisonPage& page);

}  // namespace headroom::study
