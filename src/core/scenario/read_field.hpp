#pragma once

// One value of the document to what its field wants: units, ranges, choices, distributions.

#include <optional>
#include <string>

#include "src/core/scenario/field_table.hpp"
#include "src/core/scenario/problems.hpp"
#include "src/core/scenario/value.hpp"

namespace headroom::scenario {

// A field's value with what its author says of it.
struct ReadValue {
    FieldValue field;
    Origin origin;
};

// None, and a problem at its place, if the value is not what the field wants. `path` is for
// messages.
[[nodiscard]] std::optional<ReadValue> read_field(const Value& value,
                                                  const Field& field,
                                                  const std::string& path,
                                                  const SourceFiles& files,
                                                  Problems& problems);

// What the field wants, as a part of a sentence: "a duration such as \"7 d\"".
[[nodiscard]] std::string describe_wanted(const Field& field);

// "a duration", "a power": the noun of a dimension.
[[nodiscard]] std::string_view describe_dimension(Dimension dimension);

// A plain number with its unit, in SI; or a sentence on what is wrong.
[[nodiscard]] expected<double, std::string> read_quantity(const Value& value, Dimension dimension);

}  // namespace headroom::scenario
