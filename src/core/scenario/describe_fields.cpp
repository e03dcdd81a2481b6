#include "src/core/scenario/describe_fields.hpp"

#include <cmath>

#include "src/core/scenario/describe_problem.hpp"
#include "src/core/scenario/read_field.hpp"
#include "src/core/scenario/value.hpp"

namespace headroom::scenario {
namespace {

constexpr std::size_t kWidth = 88;

// Breaks a paragraph into lines that start with `indent`.
std::string wrap(std::string_view paragraph, const std::string& indent) {
    std::string text;
    std::string line;
    while (!paragraph.empty()) {
        const std::size_t blank = paragraph.find(' ');
        const std::string_view word = paragraph.substr(0, blank);
        paragraph.remove_prefix(blank == std::string_view::npos ? paragraph.size() : blank + 1);
        if (!line.empty() && indent.size() + line.size() + 1 + word.size() > kWidth) {
            text += indent + line + "\n";
            line.clear();
        }
        line += (line.empty() ? "" : " ") + std::string(word);
    }
    return text + indent + line + "\n";
}

std::string table_header(std::string_view path) {
    std::string name(path);
    for (std::size_t star = name.find('*'); star != std::string::npos; star = name.find('*')) {
        name.replace(star, 1, "NAME");
    }
    return "[" + name + "]";
}

// "A duration, at least 0 s; may be a distribution, drawn for each job."
std::string describe_takes(const Field& field) {
    std::string text;
    switch (field.kind) {
        case FieldKind::kQuantity:
            text = describe_dimension(field.dimension);
            text += field.dimension == Dimension::kCount ? "" : " with its unit";
            break;
        case FieldKind::kChoice:
            text = describe_wanted(field);
            break;
        case FieldKind::kCount:
            text = "a whole number";
            break;
        case FieldKind::kPath:
            text = "a file, relative to this one";
            break;
        case FieldKind::kSpan:
            text = "a duration; months and years follow the calendar";
            break;
        case FieldKind::kInstant:
            text = "a date, with or without a time of day; UTC unless it says otherwise";
            break;
        case FieldKind::kBoolean:
            text = "true or false";
            break;
        case FieldKind::kTextList:
            text = "a list of texts";
            break;
        case FieldKind::kNumberList:
            text = "a list of " + (field.length > 0 ? std::to_string(field.length) + " " : "");
            text += field.dimension == Dimension::kCount ? "numbers" : "quantities with their unit";
            break;
        case FieldKind::kGrowth:
            return "a growth, a list of monthly factors, or a table of them; a growth may be a "
                   "distribution, whose mean counts in a plain run";
        case FieldKind::kSettings:
            text = "paths and values";
            break;
        case FieldKind::kAssertions:
            text = "metrics, as --list-metrics prints them with or without their unit, and limits";
            break;
        case FieldKind::kNumbers:
            text = "names with a number each";
            break;
        case FieldKind::kText:
        case FieldKind::kTable:
            text = "text";
            break;
    }
    const std::string range = describe_range(field.range);
    if (!range.empty()) {
        text += ", " + range + (field.dimension == Dimension::kTime ? " s" : "");
    }
    if (field.variation == Variation::kFactor) {
        text += "; may be a distribution, whose mean counts in a plain run";
    } else if (field.variation == Variation::kLaw) {
        text += "; may be a distribution, drawn anew each time";
    }
    return text;
}

std::string describe_default(const Field& field) {
    if (field.is_required) {
        return "required";
    }
    const std::string text(field.default_text);
    return "default: " + (text.starts_with('[') ? text.substr(1, text.size() - 2) : text);
}

// "10,000,000"; a fraction as it is.
std::string describe_bound(double bound) {
    if (bound != std::floor(bound) || std::abs(bound) > 1e15) {
        return format_real(bound);
    }
    std::string digits = std::to_string(std::llround(std::abs(bound)));
    for (auto i = static_cast<std::ptrdiff_t>(digits.size()) - 3; i > 0; i -= 3) {
        digits.insert(static_cast<std::size_t>(i), ",");
    }
    return (bound < 0 ? "-" : "") + digits;
}

}  // namespace

std::string describe_range(const Range& range) {
    const bool has_lowest = !std::isinf(range.lowest);
    const bool has_highest = !std::isinf(range.highest);
    // A bound that only guards the arithmetic teaches nothing.
    const bool is_guard = range.highest > 1e9;
    if (!has_lowest && !has_highest) {
        return {};
    }
    const std::string lowest = describe_bound(range.lowest);
    if (has_lowest && has_highest && !range.excludes_lowest && !is_guard) {
        return range.lowest == range.highest ? lowest
                                             : lowest + " to " + describe_bound(range.highest);
    }
    if (has_lowest) {
        return (range.excludes_lowest ? "more than " : "at least ") + lowest;
    }
    return "at most " + describe_bound(range.highest);
}

std::string describe_fields() {
    std::string text =
        "The keys of a scenario file (TOML). NAME stands for a name of your choice.\n\n";
    for (const Field& field : field_table()) {
        const std::string key(field.path.substr(field.path.rfind('.') + 1));
        if (field.kind == FieldKind::kTable) {
            const bool is_needed = field.is_required;
            text += "\n" + table_header(field.path) + "\n" +
                    wrap(std::string(field.help) + (is_needed ? "; at least one." : "."), "    ") +
                    "\n";
            continue;
        }
        text += "  " + key + " = " + std::string(field.example) + "\n";
        text += wrap(std::string(field.help) + ".", "      ");
        text +=
            wrap("Takes " + describe_takes(field) + "; " + describe_default(field) + ".", "      ");
    }
    text +=
        "\n"
        "Any value may say where it comes from:\n"
        "  nodes = { value = 200, source = \"asset list\", as_of = 2026-10-31, owner = \"ops\" "
        "}\n\n"
        "A distribution is a table; its parameters carry the unit of the field:\n"
        "  { dist = \"uniform\", low, high }            { dist = \"normal\", mean, sd }\n"
        "  { dist = \"lognormal\", median, sigma }      { dist = \"lognormal\", p50, p90 }\n"
        "  { dist = \"exponential\", mean }             { dist = \"weibull\", scale, shape }\n"
        "  { dist = \"gamma\", scale, shape }           { dist = \"gamma\", mean, sd }\n"
        "  { dist = \"triangular\", low, mode, high }   { dist = \"beta-pert\", low, mode, high }\n"
        "  { dist = \"empirical\", values, weights }    each also with truncate = [low, high]\n"
        "  { dist = \"empirical\", quantiles = [[0, \"1 s\"], [0.5, \"10 min\"], [1, \"7 d\"]] }: "
        "a "
        "table of\n"
        "      quantiles, between which the logarithm of the value grows evenly\n";
    return text;
}

}  // namespace headroom::scenario
