#include "src/core/inventory/hostlist.hpp"

#include <algorithm>
#include <charconv>
#include <tuple>

namespace headroom::inventory {

namespace {

constexpr std::size_t kMostDigits = 18;
constexpr std::size_t kMostBrackets = 8;   // in one name
constexpr std::size_t kLongestName = 255;  // of a host: RFC 1035

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

bool is_number(std::string_view text) {
    return !text.empty() && text.size() <= kMostDigits &&
           std::all_of(text.begin(), text.end(), is_digit);
}

std::uint64_t to_number(std::string_view digits) {
    std::uint64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

std::string padded(std::uint64_t number, std::size_t width) {
    std::string text = std::to_string(number);
    return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

std::string_view trim(std::string_view text) {
    const auto is_blank = [](char letter) {
        return letter == ' ' || letter == '\t';
    };
    while (!text.empty() && is_blank(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && is_blank(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

// Expands one name with its brackets, left to right.
class NameExpander {
public:
    NameExpander(std::string_view whole, std::vector<std::string>& hosts)
        : whole_(whole), hosts_(hosts) {}

    // False with `fault` set.
    bool expand(std::string_view name) {
        if (std::count(name.begin(), name.end(), '[') >
            static_cast<std::ptrdiff_t>(kMostBrackets)) {
            return fail(name, "name has more than 8 pairs of brackets", "gpu[001-064,070]");
        }
        return expand(name, {});
    }
    HostlistFault fault;

private:
    bool expand(std::string_view rest, std::string prefix) {
        const std::size_t open = rest.find_first_of("[]");
        if (open == std::string_view::npos) {
            return add(prefix += rest, rest);
        }
        if (rest[open] == ']') {
            return fail(rest.substr(open), "']' has no '[' before it", "gpu[001-064,070]");
        }
        const std::size_t close = rest.find(']', open);
        if (close == std::string_view::npos) {
            return fail(rest.substr(open), "'[' is not closed", "gpu[001-064,070]");
        }
        prefix += rest.substr(0, open);
        std::string_view ranges = rest.substr(open + 1, close - open - 1);
        const std::string_view behind = rest.substr(close + 1);
        if (trim(ranges).empty()) {
            return fail(rest.substr(open), "'[]' has no numbers", "gpu[001-064,070]");
        }
        while (true) {
            const std::size_t comma = ranges.find(',');
            if (!expand_range(trim(ranges.substr(0, comma)), prefix, behind)) {
                return false;
            }
            if (comma == std::string_view::npos) {
                return true;
            }
            ranges.remove_prefix(comma + 1);
        }
    }

    bool expand_range(std::string_view range, const std::string& prefix, std::string_view behind) {
        const std::size_t dash = range.find('-');
        const std::string_view low = range.substr(0, dash);
        const std::string_view high = dash == std::string_view::npos ? low : range.substr(dash + 1);
        if (!is_number(low) || !is_number(high)) {
            return fail(range, "'" + std::string(range) + "' is not a range of numbers",
                        "such as 001-064");
        }
        const std::uint64_t last = to_number(high);
        if (to_number(low) > last) {
            return fail(range, "range " + std::string(range) + " goes down",
                        "the lower number first");
        }
        for (std::uint64_t number = to_number(low); number <= last; ++number) {
            if (!expand(behind, prefix + padded(number, low.size()))) {
                return false;
            }
        }
        return true;
    }

    bool add(std::string name, std::string_view at) {
        if (name.size() > kLongestName) {
            return fail(at, "name of a host is longer than 255 letters", "a host name");
        }
        if (hosts_.size() == kMostHosts) {
            return fail(at, "names more than 1000000 hosts", "at most 1000000");
        }
        hosts_.push_back(std::move(name));
        return true;
    }

    bool fail(std::string_view at, std::string problem, std::string wanted) {
        fault = {static_cast<std::size_t>(at.data() - whole_.data()), std::move(problem),
                 std::move(wanted)};
        return false;
    }

    std::string_view whole_;
    std::vector<std::string>& hosts_;
};

// A name around its last number.
struct SplitName {
    std::string_view prefix;
    std::string_view suffix;
    std::string_view digits;  // empty: the name has no number

    [[nodiscard]] auto order() const { return std::tuple(prefix, suffix, digits.size(), digits); }
};

SplitName split_name(std::string_view name) {
    std::size_t end = name.size();
    while (end > 0 && !is_digit(name[end - 1])) {
        --end;
    }
    std::size_t begin = end;
    while (begin > 0 && end - begin < kMostDigits && is_digit(name[begin - 1])) {
        --begin;
    }
    if (begin == end) {
        return {name, {}, {}};
    }
    return {name.substr(0, begin), name.substr(end), name.substr(begin, end - begin)};
}

bool follows(const SplitName& next, const SplitName& last) {
    return next.prefix == last.prefix && next.suffix == last.suffix && !last.digits.empty() &&
           next.digits == padded(to_number(last.digits) + 1, last.digits.size());
}

// "001-064" or "070" for the names [first, last] of a run.
std::string run_text(const SplitName& first, const SplitName& last) {
    std::string text(first.digits);
    if (first.digits != last.digits) {
        text += "-";
        text += last.digits;
    }
    return text;
}

// The names of equal prefix and suffix, sorted, as one part of the list.
std::string group_text(std::span<const SplitName> names) {
    std::string ranges;
    std::size_t first = 0;
    for (std::size_t i = 1; i <= names.size(); ++i) {
        if (i == names.size() || !follows(names[i], names[i - 1])) {
            ranges += (ranges.empty() ? "" : ",") + run_text(names[first], names[i - 1]);
            first = i;
        }
    }
    std::string text(names[0].prefix);
    text += names.size() == 1 ? ranges : "[" + ranges + "]";
    return text += names[0].suffix;
}

}  // namespace

std::vector<std::string_view> split_hostlist(std::string_view text) {
    std::vector<std::string_view> parts;
    std::size_t begin = 0;
    bool is_inside = false;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        if (at < text.size() && (is_inside || text[at] != ',')) {
            is_inside = text[at] == '[' || (is_inside && text[at] != ']');
            continue;
        }
        if (const std::string_view part = trim(text.substr(begin, at - begin)); !part.empty()) {
            parts.push_back(part);
        }
        begin = at + 1;
    }
    return parts;
}

expected<std::vector<std::string>, HostlistFault> expand_hostlist(std::string_view text) {
    std::vector<std::string> hosts;
    NameExpander expander(text, hosts);
    for (const std::string_view part : split_hostlist(text)) {
        if (!expander.expand(part)) {
            return unexpected(std::move(expander.fault));
        }
    }
    return hosts;
}

std::string compress_hostlist(std::span<const std::string> names) {
    std::vector<SplitName> split;
    split.reserve(names.size());
    for (const std::string& name : names) {
        split.push_back(split_name(name));
    }
    std::sort(split.begin(), split.end(),
              [](const SplitName& a, const SplitName& b) { return a.order() < b.order(); });
    split.erase(
        std::unique(split.begin(), split.end(),
                    [](const SplitName& a, const SplitName& b) { return a.order() == b.order(); }),
        split.end());
    std::string text;
    for (std::size_t begin = 0; begin < split.size();) {
        std::size_t end = begin + 1;
        while (end < split.size() && split[end].prefix == split[begin].prefix &&
               split[end].suffix == split[begin].suffix && !split[begin].digits.empty()) {
            ++end;
        }
        text +=
            (text.empty() ? "" : ",") + group_text(std::span(split).subspan(begin, end - begin));
        begin = end;
    }
    return text;
}

}  // namespace headroom::inventory
