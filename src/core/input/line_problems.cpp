#include "src/core/input/line_problems.hpp"

#include <algorithm>

namespace headroom::input {

namespace {

constexpr std::int64_t kErrorsShown = 20;
constexpr std::int64_t kMostCounted = 1'000'000'000;
constexpr std::size_t kShownBehind = 200;

bool continues_character(char letter) {
    return (static_cast<unsigned char>(letter) & 0xC0u) == 0x80u;
}

}  // namespace

std::string quoted(std::string_view text) {
    constexpr std::size_t kMostLetters = 40;
    std::size_t length = std::min(text.size(), kMostLetters);
    while (length > 0 && length < text.size() && continues_character(text[length])) {
        --length;
    }
    std::string result = "'";
    for (const char letter : text.substr(0, length)) {
        result += letter >= 0 && letter < ' ' ? '?' : letter;
    }
    return result + (text.size() > length ? "…'" : "'");
}

void LineProblems::report(const Line& line, std::int64_t column, Fault fault) {
    if (++errors_ > kErrorsShown) {
        return;
    }
    // Fields know bytes, people count characters; all of a very long line helps nobody.
    const auto bytes = static_cast<std::size_t>(std::max<std::int64_t>(column - 1, 0));
    const std::string_view before = line.text.substr(0, bytes);
    const auto continued = std::count_if(before.begin(), before.end(), continues_character);
    errors_shown_.push_back({Severity::kError,
                             {file_, line.number, column - continued},
                             {},
                             std::move(fault.problem),
                             std::move(fault.wanted),
                             std::move(fault.hint),
                             std::string(line.text.substr(0, bytes + kShownBehind))});
}

void LineProblems::warn(std::int64_t line, std::string problem) {
    warnings_.push_back({Severity::kWarning, {file_, line, 0}, {}, std::move(problem), {}, {}, {}});
}

Diagnostics LineProblems::take_errors() {
    if (errors_ > kErrorsShown) {
        const std::string more = "and " + std::to_string(errors_ - kErrorsShown) + " more";
        errors_shown_.push_back({Severity::kError, {file_, 0, 0}, {}, more, {}, {}, {}});
    }
    return std::move(errors_shown_);
}

ScaledNumber LineProblems::read_seconds(const Field& field,
                                        std::string_view name,
                                        const Line& line) {
    const ScaledNumber number = parse_seconds(field.text);
    if (number.kind == NumberText::kNotANumber) {
        report(line, field.column,
               {std::string(name) + " " + quoted(field.text) + " is not a number",
                "seconds, such as 3600 or 0.25",
                {}});
    } else if (number.kind == NumberText::kTooLarge) {
        report(line, field.column,
               {std::string(name) + " " + quoted(field.text) + " is more than 100 years", "seconds",
                "are these milliseconds?"});
    }
    return number;
}

ScaledNumber LineProblems::read_count(const Field& field, std::string_view name, const Line& line) {
    const ScaledNumber number = parse_scaled(field.text, 0, kMostCounted);
    if (number.kind == NumberText::kNotANumber) {
        report(line, field.column,
               {std::string(name) + " " + quoted(field.text) + " is not a number",
                "a whole number, such as 8",
                {}});
    } else if (number.kind == NumberText::kTooLarge) {
        report(line, field.column,
               {std::string(name) + " " + quoted(field.text) + " is too large",
                "at most " + std::to_string(kMostCounted),
                {}});
    }
    return number;
}

}  // namespace headroom::input
