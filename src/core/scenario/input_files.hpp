#pragma once

// What a scenario is read from.

#include <string>
#include <vector>

#include "src/core/scenario/scenario.hpp"

namespace headroom::scenario {

// The scenario's file, what it extends, then the traces of its workloads.
[[nodiscard]] std::vector<std::string> input_files(const Scenario& scenario);

}  // namespace headroom::scenario
