#pragma once

// How Slurm writes GPUs, states, time limits and Key=Value lines; what scontrol and slurm.conf
// share. Sources: https://slurm.schedmd.com/slurm.conf.html, https://slurm.schedmd.com/gres.html,
// https://slurm.schedmd.com/sinfo.html (NODE STATE CODES).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "src/core/inventory/inventory.hpp"

namespace headroom::inventory {

// The GPUs of a Gres text such as "gpu:h100:8(S:0-1),nvme:1".
struct GresGpus {
    struct Model {
        std::string name;  // empty: the text names none
        std::int64_t count = 0;
    };
    std::vector<Model> models;    // in the order of the text, each once
    std::int64_t mig_slices = 0;  // gpu:a100_1g.10gb:7 and the like: not whole GPUs

    [[nodiscard]] std::int64_t total() const;
};

// The error is the part that cannot be read. "(null)" and "" are no GPUs.
[[nodiscard]] expected<GresGpus, std::string> parse_gres(std::string_view text);

// The same from a TRES text: "cpu=192,mem=2000G,gres/gpu=8,gres/gpu:h100=8".
[[nodiscard]] expected<GresGpus, std::string> parse_tres_gpus(std::string_view text);

struct SlurmState {
    NodeState state = NodeState::kUp;
    bool is_future = false;      // FUTURE: does not exist yet
    std::string_view unknown{};  // a word that we do not know; counts as up
};

// "IDLE", "MIXED+DRAIN", "DOWN*+NOT_RESPONDING". In slurm.conf UNKNOWN is a node like any other.
[[nodiscard]] SlurmState parse_node_state(std::string_view text);

struct TimeLimit {
    bool is_valid = false;
    std::optional<double> seconds;  // none: no limit
};

// Minutes, minutes:seconds, hours:minutes:seconds, days-hours, days-hours:minutes,
// days-hours:minutes:seconds; INFINITE, UNLIMITED, NONE.
[[nodiscard]] TimeLimit parse_time_limit(std::string_view text);

[[nodiscard]] bool equals_ignoring_case(std::string_view a, std::string_view b);
[[nodiscard]] std::string to_lower(std::string_view text);
[[nodiscard]] bool is_truth(std::string_view text);  // YES, TRUE, UP, 1

// Parts at commas; empty for the words that mean nothing: ALL, (null), N/A, NONE.
[[nodiscard]] std::vector<std::string> split_names(std::string_view text);

}  // namespace headroom::inventory
