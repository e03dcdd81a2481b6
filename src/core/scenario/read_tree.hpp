#pragma once

// The tree of a document to a Scenario: every key looked up in the schema, every value read and
// stored. Names are not resolved here.

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "src/core/scenario/problems.hpp"
#include "src/core/scenario/scenario.hpp"
#include "src/core/scenario/value.hpp"

namespace headroom::scenario {

// By path, "fleet.h100.nodes"; items of lists as "partition.long.fleets[0]".
using Places = std::unordered_map<std::string, PlaceRef>;

struct ReadTree {
    Scenario scenario;
    Places places;  // of tables, values and items of lists
    // Path and ISO 4217 code of every price.
    std::vector<std::pair<std::string, std::string>> currencies;
};

// Factors as the options say: drawn for a trial, at a quantile, else at their means.
[[nodiscard]] ReadTree read_tree(const Value& root,
                                 const SourceFiles& files,
                                 const ReadOptions& options,
                                 Problems& problems);

}  // namespace headroom::scenario
