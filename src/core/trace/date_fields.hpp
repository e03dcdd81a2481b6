#pragma once

// Dates in the fields of a table, as instants in microseconds since 1970. Dates without a time zone
// are read as UTC, which is told once.

#include "src/core/trace/trace_builder.hpp"

namespace headroom::trace {

class DateFields {
public:
    // The rows' times are then dates: see TraceBuilder::set_dated.
    explicit DateFields(TraceBuilder& builder);

    // Missing is no fault; what is no date is reported under the field's name.
    [[nodiscard]] ScaledNumber read(const Field& field, std::string_view name, const Line& line);
    // As read(), where the field may be missing: kUnknown then.
    [[nodiscard]] std::int64_t read_optional(const Field& field,
                                             std::string_view name,
                                             const Line& line);

private:
    TraceBuilder& builder_;
    bool has_warned_ = false;
};

}  // namespace headroom::trace
