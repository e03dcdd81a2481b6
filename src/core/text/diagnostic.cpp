#include "src/core/text/diagnostic.hpp"

#include <algorithm>

#include "src/core/text/utf8.hpp"

namespace headroom {
namespace {

constexpr std::size_t kShownColumns = 100;
constexpr std::size_t kShownBefore = 60;
constexpr std::string_view kIndent = "    ";

bool continues_character(char c) {
    return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u;
}

// The byte at which a column (counted in characters, from 1) starts.
std::size_t byte_of_column(std::string_view line, std::int64_t column) {
    std::size_t byte = 0;
    for (std::int64_t seen = 1; seen < column && byte < line.size(); ++seen) {
        ++byte;
        while (byte < line.size() && continues_character(line[byte])) {
            ++byte;
        }
    }
    return byte;
}

// A terminal must not obey what a file contains, nor be sent what is not text.
std::string make_showable(std::string_view text) {
    std::string shown;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = utf8_length(text.substr(at));
        const auto code = static_cast<unsigned char>(text[at]);
        const bool is_control = (code < 0x20u && code != '\t') || code == 0x7fu;
        if (length == 0 || is_control) {
            shown += length == 0 ? '?' : ' ';
        } else {
            shown += text.substr(at, length);
        }
        at += length == 0 ? 1 : length;
    }
    return shown;
}

std::string format_source_line(const Diagnostic& diagnostic) {
    const std::string_view line = diagnostic.source_line;
    const std::size_t caret = byte_of_column(line, diagnostic.place.column);
    const bool fits = line.size() <= kShownColumns;
    std::size_t begin = !fits && caret > kShownBefore ? caret - kShownBefore : 0;
    while (begin > 0 && continues_character(line[begin])) {
        --begin;
    }
    std::size_t end = std::min(line.size(), begin + kShownColumns);
    while (end < line.size() && continues_character(line[end])) {
        ++end;
    }
    std::string text(kIndent);
    text += make_showable(line.substr(begin, end - begin));
    text += '\n';
    if (diagnostic.place.column > 0) {
        text += kIndent;
        for (std::size_t byte = begin; byte < std::min(caret, end); ++byte) {
            if (!continues_character(line[byte])) {
                text += line[byte] == '\t' ? '\t' : ' ';
            }
        }
        text += "^\n";
    }
    return text;
}

std::string format_place(const SourcePlace& place) {
    std::string text = place.file;
    if (place.line > 0) {
        text += ":" + std::to_string(place.line);
        if (place.column > 0) {
            text += ":" + std::to_string(place.column);
        }
    }
    return text.empty() ? text : text + ": ";
}

}  // namespace

std::string format_diagnostic(const Diagnostic& diagnostic) {
    std::string text = format_place(diagnostic.place);
    text += diagnostic.severity == Severity::kError ? "error: " : "warning: ";
    if (!diagnostic.path.empty()) {
        text += diagnostic.path + ": ";
    }
    text += diagnostic.problem;
    if (!diagnostic.wanted.empty()) {
        text += "; wanted " + diagnostic.wanted;
    }
    text += '\n';
    if (!diagnostic.source_line.empty()) {
        text += format_source_line(diagnostic);
    }
    if (!diagnostic.hint.empty()) {
        text += std::string(kIndent) + diagnostic.hint + '\n';
    }
    return text;
}

std::string format_diagnostics(const Diagnostics& diagnostics) {
    std::string text;
    for (const Diagnostic& diagnostic : diagnostics) {
        text += format_diagnostic(diagnostic);
    }
    return text;
}

bool has_error(const Diagnostics& diagnostics) {
    return std::any_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& diagnostic) {
        return diagnostic.severity == Severity::kError;
    });
}

}  // namespace headroom
