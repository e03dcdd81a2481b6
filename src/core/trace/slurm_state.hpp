#pragma once

// The states in which Slurm's accounting leaves a job, and what each means to a reader of traces.
// Sources: https://slurm.schedmd.com/job_state_codes.html, job_state_string() of Slurm.

#include <cstdint>
#include <string_view>

namespace headroom::trace {

enum class StateKind : std::uint8_t {
    kEnded,     // it will not run again, whatever it came to
    kPending,   // it waits
    kRunning,   // it holds its nodes, also suspended or on its way in or out
    kRequeued,  // this run of it ended, another follows
    kResized,   // its run goes on with another size, in another record
    kRevoked,   // another cluster of the federation runs it
    kNone,      // an empty text
    kUnlisted,  // a word that is none of Slurm's, or not yet
};

struct SlurmState {
    StateKind kind = StateKind::kNone;
    std::string_view name;  // lower case, "cancelled"; of kUnlisted: the text as it stands
};

// "COMPLETED", "CANCELLED by 1234", "CANCELLED+". O(number of states).
[[nodiscard]] SlurmState parse_slurm_state(std::string_view text);

}  // namespace headroom::trace
