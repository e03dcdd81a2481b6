#include "src/study/check/markdown_text.hpp"
#include "src/study/compare/comparison_page.hpp"

namespace headroom::study {
namespace {

constexpr std::size_t kMostBytes = 60'000;  // GitHub takes 65,536 characters in a comment

std::string table_text(const PageTable& table) {
    MarkdownRow heading;
    for (const std::string& text : table.heading)
        heading.push_back(markdown_text(text));
    std::vector<MarkdownRow> rows;
    for (const auto& row : table.rows) {
        MarkdownRow cells;
        for (const PageCell& cell : row)
            cells.push_back(markdown_text(cell.text));
        rows.push_back(std::move(cells));
    }
    return markdown_table(heading, rows, kMostBytes) + "\n";
}

}  // namespace

std::string comparison_markdown(const ComparisonPage& page) {
    std::string out = "### " + markdown_text(page.title) + "\n\n";
    for (const std::string& text : page.loud)
        out += "**Warning:** " + markdown_text(text) + "\n\n";
    for (const auto& [label, text] : page.facts)
        out += "- **" + markdown_text(label) + "**: " + markdown_text(text) + "\n";
    out += "\n" + table_text(page.metrics);
    if (page.regret)
        out += table_text(*page.regret);
    for (const std::string& text : page.conclusions)
        out += markdown_text(text) + "\n\n";
    for (const std::string& text : page.notes)
        out += "- " + markdown_text(text) + "\n";
    return out;
}

}  // namespace headroom::study
