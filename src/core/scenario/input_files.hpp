#pragma once

// What a scenario is read from.

#include <string>
#include <vector>

#include "src/core/scenario/scenario.hpp"

namespace headroom::scenario {

// The scenario's file, what it extends, the traces of its workloads, then the
// weather, carbon tables and cap calendars of its sites and halls.
[[nodiscard]] std::vector<std::string> input_files(const Scenario& scenario);

}  // namespace headroom::scenario
