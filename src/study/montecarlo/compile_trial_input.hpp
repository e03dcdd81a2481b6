#pragma once

// World to TrialInput: what queue_trial can run, and why it cannot run the rest.

#include <string>

#include "kernels/queue/queue_backend.hpp"
#include "sim/base/expected.hpp"
#include "sim/world/world.hpp"

namespace headroom::study {

// The plan and the jobs of a World, with the default capacity; or the feature that queue_trial
// lacks, as a clause: "it has 9 fleets, at most 8". O(jobs).
[[nodiscard]] expected<mc::TrialInput, std::string> compile_trial_input(const sim::World& world);

}  // namespace headroom::study
