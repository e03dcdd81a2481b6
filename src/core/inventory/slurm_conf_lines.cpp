#include "src/core/inventory/slurm_conf_lines.hpp"

#include <algorithm>

namespace headroom::inventory {

namespace {

using input::Line;

constexpr std::string_view kBlanks = " \t";

// What lines give up to a comment: "\#" is a '#'.
std::string without_comment(std::string_view text) {
    std::string result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '#') {
            if (result.empty() || result.back() != '\\') {
                break;
            }
            result.pop_back();
        }
        result += text[at];
    }
    return result;
}

// Takes a '\' at the end off; whether there was one.
bool take_continuation(std::string& text) {
    const std::size_t last = text.find_last_not_of(" \t\r");
    if (last == std::string::npos || text[last] != '\\') {
        return false;
    }
    text.resize(last);
    return true;
}

std::int64_t column(std::size_t at) {
    return static_cast<std::int64_t>(at) + 1;
}

}  // namespace

bool SlurmConfLines::next(Line& line) {
    do {
        join();
    } while (text_.find_first_not_of(kBlanks) == std::string::npos && has_held_);
    line = {text_, number_, false};
    return text_.find_first_not_of(kBlanks) != std::string::npos;
}

// Puts the physical lines of one line together; it may be blank.
void SlurmConfLines::join() {
    text_.clear();
    number_ = 0;
    bool continues = true;
    while (continues && take_next()) {
        std::string part = without_comment(held_);
        number_ = number_ == 0 ? held_number_ : number_;
        last_number_ = held_number_;
        has_held_ = false;
        continues = take_continuation(part);
        text_ += part;
        if (!continues && text_.find_first_not_of(kBlanks) == std::string::npos) {
            text_.clear();
            number_ = 0;
            continues = true;
        }
    }
}

// Has a physical line ready that belongs to this one. Blank lines, which end a continued line,
// are not handed out by the input.
bool SlurmConfLines::take_next() {
    Line line;
    if (!has_held_ && input_.next(line)) {
        held_ = line.text;
        held_number_ = line.number;
        has_held_ = true;
    }
    const bool is_behind_a_blank_line = number_ > 0 && held_number_ != last_number_ + 1;
    return has_held_ && !is_behind_a_blank_line;
}

bool split_slurm_pairs(InventoryBuilder& builder, const Line& line, SlurmPairs& pairs) {
    const std::string_view text = line.text;
    pairs.clear();
    std::size_t at = text.find_first_not_of(kBlanks);
    while (at < text.size()) {
        const std::size_t key_end = std::min(text.find_first_of(" \t=", at), text.size());
        const std::size_t equals = std::min(text.find_first_not_of(kBlanks, key_end), text.size());
        std::string_view key = text.substr(at, key_end - at);
        if (!key.empty() && (key.back() == '+' || key.back() == '-')) {
            key.remove_suffix(1);  // "Key+=value": adds to what there is
        }
        if (key.empty() || equals == text.size() || text[equals] != '=') {
            builder.problems().report(
                line, column(at),
                {input::quoted(text.substr(at, std::max<std::size_t>(key_end - at, 1))) +
                     " is not Key=Value",
                 "Key=Value pairs, such as NodeName=gpu[001-064] Gres=gpu:h100:8",
                 {}});
            return false;
        }
        std::size_t begin = std::min(text.find_first_not_of(kBlanks, equals + 1), text.size());
        const bool is_quoted = begin < text.size() && text[begin] == '"';
        begin += is_quoted ? 1 : 0;
        const std::size_t end = is_quoted
                                    ? text.find('"', begin)
                                    : std::min(text.find_first_of(kBlanks, begin), text.size());
        if (end == std::string_view::npos || (!is_quoted && begin == end)) {
            builder.problems().report(
                line, column(begin),
                {std::string(key) + (is_quoted ? ": quote is not closed" : " has no value"),
                 is_quoted ? "a closing \"" : "Key=Value",
                 {}});
            return false;
        }
        pairs.push_back({key, text.substr(begin, end - begin), column(at), column(begin)});
        at = text.find_first_not_of(kBlanks, is_quoted ? end + 1 : end);
    }
    return !pairs.empty();
}

}  // namespace headroom::inventory
