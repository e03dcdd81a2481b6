#include "src/core/trace/date_fields.hpp"

#include "src/core/input/date_text.hpp"

namespace headroom::trace {

DateFields::DateFields(TraceBuilder& builder) : builder_(builder) {
    builder_.set_dated();
}

ScaledNumber DateFields::read(const Field& field, std::string_view name, const Line& line) {
    const input::DateText date = input::parse_date(field.text);
    if (date.kind == input::DateKind::kMissing) {
        return {};
    }
    if (date.kind == input::DateKind::kNotADate) {
        builder_.problems().report(line, field.column,
                                   {std::string(name) + " " + quoted(field.text) + " is not a date",
                                    "a date such as 2023-03-01 00:18:22+08:00",
                                    {}});
        return {};
    }
    if (!date.has_offset && !has_warned_) {
        has_warned_ = true;
        builder_.problems().warn(line.number, "dates have no time zone; they are read as UTC");
    }
    return {NumberText::kNumber, date.us, true};
}

std::int64_t DateFields::read_optional(const Field& field,
                                       std::string_view name,
                                       const Line& line) {
    const ScaledNumber date = read(field, name, line);
    return date.kind == NumberText::kNumber ? date.value : kUnknown;
}

}  // namespace headroom::trace
