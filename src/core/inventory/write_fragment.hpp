#pragma once

// An inventory as part of a scenario file: clusters, fleets, partitions and tenants in the keys of
// a scenario, each with a comment that says where it came from, and a closing list of all that was
// not taken over. To be continued by hand, or named in `extends`.

#include <string>

#include "src/core/inventory/group_fleets.hpp"
#include "src/core/scenario/toml_text.hpp"

namespace headroom::inventory {

// The whole file, with `schema = 1`. Values that no file told are marked "guessed".
[[nodiscard]] std::string write_fragment(const Inventory& inventory);

// Whether to write down, as guesses, what no file told of the scheduler, or to leave it out: the
// scenario's defaults then hold unseen.
enum class SchedulerGuesses : std::uint8_t { kLeaveOut, kWrite };

// Its parts, for a file that has other tables too.
void write_tables(scenario::TomlText& toml,
                  const Inventory& inventory,
                  const FleetPlan& plan,
                  SchedulerGuesses guesses = SchedulerGuesses::kLeaveOut);
void write_not_taken(scenario::TomlText& toml, const Inventory& inventory, const FleetPlan& plan);

// Everything that was not taken over: of the inventory, of the plan, and what stands against
// values that are written.
[[nodiscard]] std::vector<NotTaken> list_not_taken(const Inventory& inventory,
                                                   const FleetPlan& plan);

}  // namespace headroom::inventory
