#pragma once

// Where a result comes from, for programs.

#include "src/core/result/result.hpp"
#include "src/core/table/json_writer.hpp"

namespace headroom::report {

// Members of an object that is open: version, git, seed, catalog, variant, set, inputs. Without
// what differs between two runs of the same input: device, host and timing.
void write_origin(JsonWriter& json, const Provenance& provenance);

}  // namespace headroom::report
