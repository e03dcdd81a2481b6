#pragma once

// Problems of an input for programs.

#include "src/core/table/json_writer.hpp"
#include "src/core/text/diagnostic.hpp"

namespace headroom::report {

// An array of objects: severity, file, line, column, path, problem, wanted, hint.
void write_problems(JsonWriter& json, const Diagnostics& problems);

}  // namespace headroom::report
