#include "src/study/check/markdown_text.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "src/core/text/utf8.hpp"
#include "src/study/check/check_summary.hpp"

namespace headroom::study {
namespace {

constexpr std::size_t kLongestCell = 2000;
constexpr std::string_view kNoBreak = "&#8203;";  // of no width: ends what would be a name
constexpr std::string_view kMarks = "\\`*_[]|~";

// Long texts end in "…", so that one of them does not push out all others.
std::string cell_line(std::string_view text) {
    const std::string line = one_line(text);
    if (line.size() <= kLongestCell)
        return line;
    return std::string(utf8_prefix(line, kLongestCell)) + "…";
}

bool is_unreserved(char letter) {
    const bool is_alnum = std::isalnum(static_cast<unsigned char>(letter)) != 0;
    return is_alnum || std::string_view("-._~/").find(letter) != std::string_view::npos;
}

std::string url_path(std::string_view path) {
    constexpr std::array<char, 17> kHex{"0123456789ABCDEF"};
    std::string url;
    for (const char letter : path) {
        const auto byte = static_cast<unsigned char>(letter);
        if (is_unreserved(letter))
            url += letter;
        else
            url.append(1, '%').append(1, kHex[byte >> 4u]).append(1, kHex[byte & 15u]);
    }
    return url;
}

std::string row_text(const MarkdownRow& row) {
    std::string text = "|";
    for (const std::string& cell : row)
        text += " " + cell + " |";
    return text + "\n";
}

// For what HTML would read as markup; empty for all other letters.
std::string_view html_entity(char letter) {
    return letter == '<' ? "&lt;" : letter == '>' ? "&gt;" : letter == '&' ? "&amp;" : "";
}

}  // namespace

std::string markdown_text(std::string_view text) {
    std::string out;
    for (const char letter : cell_line(text)) {
        if (const auto entity = html_entity(letter); !entity.empty())
            out += entity;
        else if (letter == '@' || letter == '#')
            out.append(1, letter).append(kNoBreak);
        else if (kMarks.find(letter) != std::string_view::npos)
            out.append(1, '\\').append(1, letter);
        else
            out += letter;
    }
    return out;
}

std::string code_span(std::string_view text) {
    const std::string line = cell_line(text);
    if (line.empty())
        return {};
    std::size_t longest = 0, run = 0;
    for (const char letter : line) {
        run = letter == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const std::string fence(longest + 1, '`');
    const bool needs_blanks = line.front() == '`' || line.back() == '`';
    std::string out = fence + (needs_blanks ? " " : "");
    for (const char letter : line)
        out += letter == '|' ? std::string("\\|") : std::string(1, letter);
    return out + (needs_blanks ? " " : "") + fence;
}

std::string html_text(std::string_view text) {
    std::string out;
    for (const char letter : cell_line(text)) {
        if (const auto entity = html_entity(letter); !entity.empty())
            out += entity;
        else
            out += letter;
    }
    return out;
}

std::string place_link(const SourcePlace& place, std::string_view link_base) {
    const std::string line = place.line > 0 ? std::to_string(place.line) : "";
    const std::string shown = code_span(place.file + (line.empty() ? "" : ":" + line));
    if (link_base.empty() || place.file.starts_with("/"))
        return shown;
    std::string_view file = place.file;
    while (file.starts_with("./"))
        file.remove_prefix(2);
    std::string url = std::string(link_base) + "/" + url_path(file);
    return "[" + shown + "](" + url + (line.empty() ? "" : "#L" + line) + ")";
}

std::string markdown_table(const MarkdownRow& heading,
                           const std::vector<MarkdownRow>& rows,
                           std::size_t most_bytes) {
    constexpr std::size_t kMoreLine = 60;
    std::string text = row_text(heading) + "|";
    for (std::size_t i = 0; i < heading.size(); ++i)
        text += " --- |";
    text += '\n';
    if (text.size() + kMoreLine > most_bytes)
        return {};
    std::size_t shown = 0;
    for (; shown < rows.size(); ++shown) {
        const std::string row = row_text(rows[shown]);
        const std::size_t reserve = shown + 1 == rows.size() ? 0 : kMoreLine;
        if (text.size() + row.size() + reserve > most_bytes)
            break;
        text += row;
    }
    if (shown < rows.size())
        text += "\nand " + counted(rows.size() - shown, "more row") + "\n";
    return text;
}

}  // namespace headroom::study
