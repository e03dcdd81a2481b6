#pragma once

// What the structs of a scenario are made of: a number that may be a distribution, and named
// tables.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/distribution.hpp"

namespace headroom::scenario {

// A number that may be a distribution. A factor is drawn once a trial (a plain run uses the mean);
// a law is drawn at each occurrence, in every run. The field table says which of the two a field
// is.
struct Number {
    double value = 0;  // SI; the mean where there is a distribution
    std::optional<Distribution> distribution;
};

// Named tables keep the order of the file.
template <class T>
using Named = std::vector<std::pair<std::string, T>>;

}  // namespace headroom::scenario
