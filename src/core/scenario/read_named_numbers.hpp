#pragma once

// A table of names with a number each, such as [correlation].

#include <string>
#include <vector>

#include "src/core/scenario/field_table.hpp"
#include "src/core/scenario/problems.hpp"
#include "src/core/scenario/value.hpp"

namespace headroom::scenario {

// Each number has the unit and range of `field` and may be { value, source, as_of, owner }. What is
// wrong with one is told and the others are read; false only where it is no table at all.
bool read_named_numbers(const Value& table,
                        const Field& field,
                        const std::string& path,
                        const SourceFiles& files,
                        Problems& problems,
                        std::vector<NamedNumber>& numbers);

}  // namespace headroom::scenario
