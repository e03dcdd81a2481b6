#include "src/cli/print_comparison.hpp"

#include <algorithm>

#include "src/cli/page_text.hpp"
#include "src/cli/terminal.hpp"
#include "src/core/table/write_table.hpp"

namespace headroom::cli {
namespace {

using report::display_width;
using study::PageCell;
using study::PageTable;

constexpr std::size_t kTableWidth = 118;
constexpr std::string_view kGap = "  ";

std::string coloured(const PageCell& cell) {
    switch (cell.verdict) {
        case study::Verdict::kBetter:
            return toned(Tone::kBetter, cell.text);
        case study::Verdict::kWorse:
            return toned(Tone::kWorse, cell.text);
        case study::Verdict::kSame:
        case study::Verdict::kDifferent:
            return cell.text;
    }
    return cell.text;
}

std::vector<std::size_t> column_widths(const PageTable& table) {
    std::vector<std::size_t> widths;
    for (std::size_t i = 0; i < table.heading.size(); ++i) {
        widths.push_back(display_width(table.heading[i]));
        for (const auto& row : table.rows)
            widths[i] = std::max(widths[i], display_width(row[i].text));
    }
    return widths;
}

// Which columns stand beside each other in each piece of a table that is too wide for a line.
std::vector<std::vector<std::size_t>> cut_columns(const PageTable& table,
                                                  const std::vector<std::size_t>& widths) {
    std::vector<std::vector<std::size_t>> pieces;
    std::size_t next = std::min(table.repeat, widths.size());
    do {
        std::vector<std::size_t> piece;
        std::size_t width = 0;
        for (std::size_t i = 0; i < std::min(table.repeat, widths.size()); ++i) {
            piece.push_back(i);
            width += kGap.size() + widths[i];
        }
        const std::size_t first = next;
        while (next < widths.size()) {
            std::size_t more = 0;
            for (std::size_t i = next; i < std::min(next + table.group, widths.size()); ++i)
                more += kGap.size() + widths[i];
            if (next > first && width + more > kTableWidth)
                break;
            width += more;
            for (std::size_t i = 0; i < table.group && next < widths.size(); ++i)
                piece.push_back(next++);
        }
        pieces.push_back(std::move(piece));
    } while (next < widths.size());
    return pieces;
}

std::string line_of(const std::vector<PageCell>& cells,
                    const std::vector<std::size_t>& columns,
                    const std::vector<std::size_t>& widths,
                    std::size_t left) {
    std::string line;
    std::string blanks;
    for (const std::size_t i : columns) {
        const std::string padding(widths[i] - display_width(cells[i].text), ' ');
        line += blanks;
        blanks = i < left ? std::string(kGap) + padding : std::string(kGap);
        if (i >= left)
            line += padding;
        line += coloured(cells[i]);
    }
    const std::size_t end = line.find_last_not_of(' ');
    return std::string(kGap) + line.substr(0, end == std::string::npos ? 0 : end + 1) + "\n";
}

std::string table_text(const PageTable& table) {
    const std::vector<std::size_t> widths = column_widths(table);
    std::vector<PageCell> heading;
    for (const std::string& text : table.heading)
        heading.push_back({text});
    std::string out;
    for (const auto& columns : cut_columns(table, widths)) {
        std::string line = line_of(heading, columns, widths, table.left);
        line.pop_back();
        out += "\n" + toned(Tone::kLabel, line) + "\n";
        for (const auto& row : table.rows)
            out += line_of(row, columns, widths, table.left);
    }
    return out;
}

std::string fact_text(const std::string& name, const std::string& text) {
    constexpr std::size_t kIndent = kLabelWidth + 2;
    if (display_width(name) < kLabelWidth)
        return label(name) + wrapped(text, kIndent) + "\n";
    return label(name) + "\n" + std::string(kIndent, ' ') + wrapped(text, kIndent) + "\n";
}

}  // namespace

std::string comparison_text(const study::ComparisonPage& page) {
    std::string out = toned(Tone::kTitle, page.title) + "\n";
    const std::string head = "  WARNING: ";
    for (const std::string& text : page.loud)
        out += toned(Tone::kWarning, head + wrapped(text, head.size())) + "\n";
    out += "\n";
    for (const auto& [name, text] : page.facts)
        out += fact_text(name, text);
    out += table_text(page.metrics);
    if (page.regret)
        out += table_text(*page.regret);
    for (const std::string& text : page.conclusions)
        out += "\n  " + wrapped(text, 2) + "\n";
    for (std::size_t i = 0; i < page.notes.size(); ++i)
        out += (i == 0 ? "\n  Note: " : "  Note: ") + wrapped(page.notes[i], 8) + "\n";
    return out;
}

}  // namespace headroom::cli
