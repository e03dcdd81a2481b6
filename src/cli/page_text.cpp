#include "src/cli/page_text.hpp"

#include <algorithm>

#include "src/cli/terminal.hpp"
#include "src/core/table/write_table.hpp"

namespace headroom::cli {
namespace {

using report::display_width;

constexpr std::size_t kPageWidth = 96;

}  // namespace

std::string label(std::string_view text) {
    return "  " + toned(Tone::kLabel, text) +
           std::string(kLabelWidth - std::min(kLabelWidth, display_width(text)), ' ');
}

std::string wrapped(std::string_view text, std::size_t indent) {
    std::string out;
    std::size_t column = indent;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        const bool is_first = column == indent;
        if (!is_first && column + 1 + display_width(word) > kPageWidth) {
            out += '\n' + std::string(indent, ' ');
            column = indent;
        } else if (!is_first) {
            out += ' ';
            ++column;
        }
        out += word;
        column += display_width(word);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

std::string text_table(const std::vector<std::vector<std::string>>& rows,
                       std::size_t least_width,
                       bool is_last_text) {
    if (rows.empty())
        return {};
    std::vector<std::size_t> widths(rows[0].size(), least_width);
    widths[0] = std::max(widths[0], kLabelWidth - 2);
    for (const auto& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], display_width(row[i]));
    std::string out;
    for (std::size_t line = 0; line < rows.size(); ++line) {
        std::string text;
        for (std::size_t i = 0; i < rows[line].size(); ++i) {
            const std::string blanks(widths[i] - display_width(rows[line][i]), ' ');
            text += i == 0 ? "" : "  ";
            const bool is_text = i == 0 || (is_last_text && i + 1 == rows[line].size());
            text += is_text ? rows[line][i] + blanks : blanks + rows[line][i];
        }
        text.erase(text.find_last_not_of(' ') + 1);
        out += "  " + (line == 0 ? toned(Tone::kLabel, text) : text) + '\n';
    }
    return out;
}

}  // namespace headroom::cli
