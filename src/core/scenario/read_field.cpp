#include "src/core/scenario/read_field.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <utility>

#include "src/core/scenario/describe_fields.hpp"
#include "src/core/scenario/describe_problem.hpp"
#include "src/core/scenario/read_assertions.hpp"
#include "src/core/scenario/read_distribution.hpp"
#include "src/core/scenario/read_named_numbers.hpp"

namespace headroom::scenario {
namespace {

bool is_inside(const Range& range, double number) {
    const bool is_above = range.excludes_lowest ? number > range.lowest : number >= range.lowest;
    return is_above && number <= range.highest;
}

class Reader {
public:
    Reader(const Field& field,
           const std::string& path,
           const SourceFiles& files,
           Problems& problems)
        : field_(field), path_(path), files_(files), problems_(problems) {}

    std::optional<ReadValue> read(const Value& value) {
        ReadValue result;
        const Value* inner = unwrap(value, result.origin);
        if (inner == nullptr || !read_kind(*inner, result.field)) {
            return std::nullopt;
        }
        result.origin.place = files_.place(value.place);
        return result;
    }

private:
    bool complain(PlaceRef place, ProblemText text) {
        problems_.add(place, path_, std::move(text));
        return false;
    }

    bool complain_kind(const Value& value) {
        return complain(value.place, {"is " + std::string(describe_kind(value.kind)),
                                      describe_wanted(field_), ""});
    }

    // A table of growths, { arrivals, size, runtime }, is no annotated value.
    [[nodiscard]] bool is_plain_table(const Value& value) const {
        const bool is_annotated =
            value.table.find("value") != nullptr || value.table.find("dist") != nullptr;
        return field_.kind == FieldKind::kSettings || field_.kind == FieldKind::kAssertions ||
               field_.kind == FieldKind::kNumbers ||
               (field_.kind == FieldKind::kGrowth && !is_annotated);
    }

    // { value = …, source, as_of, owner } gives the value inside and fills the origin.
    const Value* unwrap(const Value& value, Origin& origin) {
        if (value.kind != ValueKind::kTable || is_plain_table(value)) {
            return &value;
        }
        const Entry* inner = value.table.find("value");
        const Entry* dist = value.table.find("dist");
        if (inner == nullptr && dist == nullptr) {
            complain(value.place,
                     {"is a table with neither value nor dist", describe_wanted(field_), ""});
            return nullptr;
        }
        bool is_good = true;
        for (const Entry& entry : value.table.entries()) {
            is_good = read_annotation(entry, inner != nullptr, origin) && is_good;
        }
        if (!is_good) {
            return nullptr;
        }
        return inner != nullptr ? &inner->value : &value;
    }

    bool read_annotation(const Entry& entry, bool is_value_table, Origin& origin) {
        std::string* text = entry.key == "source"  ? &origin.source
                            : entry.key == "as_of" ? &origin.as_of
                            : entry.key == "owner" ? &origin.owner
                                                   : nullptr;
        if (text != nullptr) {
            const bool is_text =
                entry.value.kind == ValueKind::kText || entry.value.kind == ValueKind::kDate;
            *text = entry.value.text;
            return is_text ||
                   complain(
                       entry.value.place,
                       {entry.key + " is " + std::string(describe_kind(entry.value.kind)),
                        entry.key == "as_of" ? "a date such as 2026-10-31" : "text in quotes", ""});
        }
        if (!is_value_table || entry.key == "value") {
            return true;
        }
        const std::string near = nearest_name(entry.key, {"value", "source", "as_of", "owner"});
        return complain(entry.place, {"unknown key '" + entry.key + "' beside value",
                                      "value, source, as_of, owner",
                                      near.empty() ? "" : "did you mean '" + near + "'?"});
    }

    bool read_kind(const Value& value, FieldValue& result) {
        switch (field_.kind) {
            case FieldKind::kText:
            case FieldKind::kPath:
                return read_text(value, result);
            case FieldKind::kChoice:
                return read_choice(value, result);
            case FieldKind::kCount:
                return read_count(value, result);
            case FieldKind::kQuantity:
                return read_number(value, result);
            case FieldKind::kSpan:
                return read_span(value, result);
            case FieldKind::kInstant:
                return read_instant(value, result);
            case FieldKind::kBoolean:
                result.boolean = value.boolean;
                return value.kind == ValueKind::kBoolean || complain_kind(value);
            case FieldKind::kTextList:
                return read_texts(value, result);
            case FieldKind::kNumberList:
                return read_numbers(value, result);
            case FieldKind::kGrowth:
                return read_growth(value, result);
            case FieldKind::kSettings:
                return read_settings(value, result);
            case FieldKind::kAssertions:
                return read_assertions(value, files_, problems_, result.assertions);
            case FieldKind::kNumbers:
                return read_named_numbers(value, field_, path_, files_, problems_,
                                          result.named_numbers);
            case FieldKind::kTable:
                break;
        }
        return complain_kind(value);
    }

    // On the command line a number or a date may be meant as a name.
    [[nodiscard]] static bool is_text(const Value& value, std::string& text) {
        const bool is_meant = value.kind != ValueKind::kText && !value.setting_text.empty() &&
                              value.kind != ValueKind::kArray && value.kind != ValueKind::kTable;
        text = is_meant ? value.setting_text : value.text;
        return is_meant || value.kind == ValueKind::kText;
    }

    bool read_text(const Value& value, FieldValue& result) {
        if (!is_text(value, result.text)) {
            return complain_kind(value);
        }
        if (result.text.empty() && !field_.default_text.starts_with('"')) {
            return complain(value.place, {"is empty", describe_wanted(field_), ""});
        }
        if (field_.kind == FieldKind::kPath) {
            result.text = resolve_path(value, result.text);
        }
        return true;
    }

    // A path is relative to the file that names it; on the command line, to the current folder.
    [[nodiscard]] std::string resolve_path(const Value& value, const std::string& text) const {
        std::filesystem::path folder;
        if (!files_.is_setting(value.place.file)) {
            folder = std::filesystem::path(files_.name(value.place.file)).parent_path();
        }
        std::error_code ignored;
        return std::filesystem::absolute(folder / text, ignored).lexically_normal().string();
    }

    bool read_choice(const Value& value, FieldValue& result) {
        if (!is_text(value, result.text)) {
            return complain_kind(value);
        }
        const auto found = std::find(field_.choices.begin(), field_.choices.end(), result.text);
        result.choice = static_cast<std::size_t>(found - field_.choices.begin());
        if (found != field_.choices.end()) {
            return true;
        }
        const std::vector<std::string> known(field_.choices.begin(), field_.choices.end());
        const std::string near = nearest_name(result.text, known);
        return complain(value.place,
                        {quote(result.text) + " is not one of the choices", describe_wanted(field_),
                         near.empty() ? "" : "did you mean \"" + near + "\"?"});
    }

    bool check_range(const Value& value, double number) {
        if (is_inside(field_.range, number)) {
            return true;
        }
        const bool has_unit = value.kind == ValueKind::kText;
        const std::string shown = has_unit ? quote(value.text) : to_toml(value);
        std::string range = describe_range(field_.range);
        if (field_.dimension == Dimension::kTime) {
            range += " s";
        }
        return complain(value.place, {"is " + shown, range, ""});
    }

    bool read_count(const Value& value, FieldValue& result) {
        if (value.kind != ValueKind::kInteger) {
            const bool is_quoted = value.kind == ValueKind::kText && !value.text.empty() &&
                                   value.text.find_first_not_of("0123456789") == std::string::npos;
            return complain(value.place,
                            {"is " + std::string(describe_kind(value.kind)),
                             describe_wanted(field_), is_quoted ? "leave the quotes out" : ""});
        }
        result.count = value.integer;
        return check_range(value, static_cast<double>(value.integer));
    }

    bool read_number(const Value& value, FieldValue& result) {
        if (value.kind == ValueKind::kTable) {
            if (field_.variation == Variation::kPlain) {
                return complain(value.place, {"takes one value, not a distribution",
                                              describe_wanted(field_), ""});
            }
            result.number.distribution = read_distribution(value, field_, path_, problems_);
            if (!result.number.distribution) {
                return false;
            }
            result.number.value = mean(*result.number.distribution);
            const bool is_good =
                is_inside(field_.range, result.number.value) || field_.range.clamps_draws;
            return is_good ||
                   complain(value.place, {"has a mean of " + format_real(result.number.value),
                                          describe_range(field_.range), ""});
        }
        const expected<double, std::string> number = read_quantity(value, field_.dimension);
        if (!number) {
            const bool is_wrong_kind = value.kind != ValueKind::kText &&
                                       value.kind != ValueKind::kInteger &&
                                       value.kind != ValueKind::kReal;
            return is_wrong_kind ? complain_kind(value)
                                 : complain(value.place, {number.error(), "", ""});
        }
        result.number.value = *number;
        const bool is_whole = !field_.range.is_whole || *number == std::floor(*number);
        return check_range(value, *number) &&
               (is_whole || complain(value.place, {"is " + to_toml(value), "a whole number", ""}));
    }

    bool read_span(const Value& value, FieldValue& result) {
        const bool is_number = value.kind == ValueKind::kInteger || value.kind == ValueKind::kReal;
        if (value.kind != ValueKind::kText && !is_number) {
            return complain_kind(value);
        }
        const expected<CalendarSpan, std::string> span =
            parse_span(is_number ? to_toml(value) : value.text);
        if (!span) {
            return complain(value.place, {span.error(), "", ""});
        }
        result.span = *span;
        return true;
    }

    bool read_instant(const Value& value, FieldValue& result) {
        if (value.kind != ValueKind::kText && value.kind != ValueKind::kDate) {
            return complain_kind(value);
        }
        const expected<Instant, std::string> instant = parse_instant(value.text);
        if (!instant) {
            return complain(value.place, {instant.error(), "", ""});
        }
        result.instant = *instant;
        return true;
    }

    bool read_texts(const Value& value, FieldValue& result) {
        if (value.kind != ValueKind::kArray) {
            return complain_kind(value);
        }
        if (value.items.empty()) {
            return complain(value.place, {"is empty", describe_wanted(field_), ""});
        }
        bool is_good = true;
        for (const Value& item : value.items) {
            if (item.kind != ValueKind::kText) {
                is_good = complain(item.place, {"holds " + std::string(describe_kind(item.kind)),
                                                describe_wanted(field_), ""});
            }
            result.texts.push_back(item.text);
        }
        return is_good;
    }

    bool read_numbers(const Value& value, FieldValue& result) {
        if (value.kind != ValueKind::kArray) {
            return complain_kind(value);
        }
        const std::size_t length = value.items.size();
        if (length == 0 || (field_.length > 0 && length != field_.length)) {
            return complain(
                value.place,
                {length == 0 ? "is empty" : "has " + std::to_string(length) + " numbers",
                 field_.length > 0 ? std::to_string(field_.length) + " numbers"
                                   : describe_wanted(field_),
                 ""});
        }
        bool is_good = true;
        for (const Value& item : value.items) {
            const expected<double, std::string> number = read_quantity(item, field_.dimension);
            is_good = (number ? check_range(item, *number)
                              : complain(item.place, {number.error(), "", ""})) &&
                      is_good;
            result.numbers.push_back(number.value_or(0));
        }
        return is_good;
    }

    // One growth is that of the arrivals; a table tells each apart.
    bool read_growth(const Value& value, FieldValue& result) {
        auto& growth = result.demand.growth;
        if (value.kind != ValueKind::kTable || !is_plain_table(value)) {
            return read_growth_of(value, path_, growth.arrivals);
        }
        bool is_good = true;
        for (const Entry& entry : value.table.entries()) {
            Growth* const part = entry.key == "arrivals"  ? &growth.arrivals
                                 : entry.key == "size"    ? &growth.size
                                 : entry.key == "runtime" ? &growth.runtime
                                                          : nullptr;
            const std::string inner = path_ + "." + entry.key;
            if (part != nullptr) {
                is_good = read_growth_of(entry.value, inner, *part) && is_good;
                continue;
            }
            const std::string near = nearest_name(entry.key, {"arrivals", "size", "runtime"});
            problems_.add(entry.place, inner,
                          {"unknown key", "one of arrivals, size, runtime",
                           near.empty() ? "" : "did you mean '" + near + "'?"});
            is_good = false;
        }
        return is_good;
    }

    bool read_growth_of(const Value& value, const std::string& path, Growth& growth) {
        Field part = field_;
        part.kind = FieldKind::kQuantity;
        if (value.kind == ValueKind::kArray) {
            part.kind = FieldKind::kNumberList;
            part.dimension = Dimension::kCount;
            part.range = {.lowest = 0, .highest = 1e6};
        }
        const std::optional<ReadValue> read = read_field(value, part, path, files_, problems_);
        if (read) {
            growth.yearly = read->field.number;
            growth.monthly = read->field.numbers;
        }
        return read.has_value();
    }

    bool read_settings(const Value& value, FieldValue& result) {
        if (value.kind != ValueKind::kTable) {
            return complain_kind(value);
        }
        for (const Entry& entry : value.table.entries()) {
            result.settings.emplace_back(entry.key, to_toml(entry.value));
        }
        return true;
    }

    const Field& field_;
    const std::string& path_;
    const SourceFiles& files_;
    Problems& problems_;
};

}  // namespace

std::string_view describe_dimension(Dimension dimension) {
    switch (dimension) {
        case Dimension::kCount:
            return "a number";
        case Dimension::kGpuCount:
            return "a number of GPUs";
        case Dimension::kFraction:
            return "a share";
        case Dimension::kTime:
            return "a duration";
        case Dimension::kPower:
            return "a power";
        case Dimension::kEnergy:
            return "an energy";
        case Dimension::kBytes:
            return "an amount of data";
        case Dimension::kByteRate:
            return "a data rate";
        case Dimension::kComputeRate:
            return "a computing rate";
        case Dimension::kTemperature:
            return "a temperature";
        case Dimension::kMass:
            return "a mass";
        case Dimension::kMassPerEnergy:
            return "a mass for each energy";
        case Dimension::kMoney:
            return "an amount of money";
        case Dimension::kMoneyPerEnergy:
        case Dimension::kMoneyPerGpuTime:
        case Dimension::kMoneyPerNode:
            return "a price";
        case Dimension::kGrowth:
            return "a growth";
        case Dimension::kGpuTime:
            return "GPU-time";
    }
    return "a quantity";
}

std::string describe_wanted(const Field& field) {
    const std::string example(field.example);
    switch (field.kind) {
        case FieldKind::kTable:
            return "a table";
        case FieldKind::kText:
            return "text in quotes such as " + example;
        case FieldKind::kPath:
            return "a file name in quotes such as " + example;
        case FieldKind::kChoice: {
            std::vector<std::string> choices;
            for (const std::string_view choice : field.choices) {
                choices.push_back(quote(choice));
            }
            return list_names(choices, "or");
        }
        case FieldKind::kCount:
            return "a whole number such as " + example;
        case FieldKind::kQuantity:
            if (field.dimension == Dimension::kCount) {
                return "a number such as " + (example[0] == '{' ? "8" : example);
            }
            return std::string(describe_dimension(field.dimension)) + " such as " +
                   quote(unit_example(field.dimension));
        case FieldKind::kSpan:
            return "a duration such as " + example;
        case FieldKind::kInstant:
            return "a date such as " + example;
        case FieldKind::kBoolean:
            return "true or false, without quotes";
        case FieldKind::kTextList:
            return "a list of names in quotes such as " + example;
        case FieldKind::kNumberList:
            return "a list such as " + example;
        case FieldKind::kGrowth:
            return "a growth such as \"40 %/y\", or the factors of the months in a list";
        case FieldKind::kSettings:
            return "paths and values such as " + example;
        case FieldKind::kAssertions:
            return "metrics and their limits such as " + example;
        case FieldKind::kNumbers:
            return "names with a number each such as " + example;
    }
    return example;
}

expected<double, std::string> read_quantity(const Value& value, Dimension dimension) {
    const bool is_number = value.kind == ValueKind::kInteger || value.kind == ValueKind::kReal;
    if (is_number && dimension == Dimension::kCount) {
        const double number =
            value.kind == ValueKind::kInteger ? static_cast<double>(value.integer) : value.real;
        if (!std::isfinite(number)) {
            return unexpected(std::string("is not a finite number; wanted a plain number"));
        }
        return number;
    }
    if (!is_number && value.kind != ValueKind::kText) {
        return unexpected("is " + std::string(describe_kind(value.kind)));
    }
    const expected<ParsedQuantity, std::string> parsed =
        parse_quantity(is_number ? to_toml(value) : value.text, dimension);
    if (!parsed) {
        return unexpected(parsed.error());
    }
    return parsed->value;
}

std::optional<ReadValue> read_field(const Value& value,
                                    const Field& field,
                                    const std::string& path,
                                    const SourceFiles& files,
                                    Problems& problems) {
    return Reader(field, path, files, problems).read(value);
}

}  // namespace headroom::scenario
