#pragma once

// The tree of a document to a Scenario: every key looked up in the schema, every value read and
// stored. Names are not resolved here.

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

#include "src/core/scenario/problems.hpp"
#include "src/core/scenario/scenario.hpp"
#include "src/core/scenario/value.hpp"

namespace headroom::scenario {

// By path, "fleet.h100.nodes"; items of lists as "partition.long.fleets[0]".
using Places = std::unordered_map<std::string, PlaceRef>;

struct ReadTree {
    Scenario scenario;
    Places places;  // of tables, values and items of lists
};

// With a trial each factor has the value drawn for it, else its mean.
[[nodiscard]] ReadTree read_tree(const Value& root,
                                 const SourceFiles& files,
                                 std::optional<std::uint32_t> trial,
                                 Problems& problems);

}  // namespace headroom::scenario
