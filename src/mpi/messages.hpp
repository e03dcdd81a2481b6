#pragma once

// What ranks tell rank 0, as bytes: whether they opened the same study, and what they played.

#include <optional>
#include <string>
#include <vector>

#include "src/cli/load_for_cli.hpp"
#include "src/study/montecarlo/trial_source.hpp"

namespace headroom::mpi {

// How a rank opened the study.
struct Opening {
    std::optional<cli::CliFailure> failure;
    std::string key;          // TrialSource::key
    std::string description;  // TrialSource::description
};
[[nodiscard]] std::string encode_opening(const Opening& opening);
[[nodiscard]] Opening decode_opening(const std::string& bytes);

// What a rank played of a round.
struct Played {
    struct Failure {
        std::uint64_t ticket = 0;  // at which it came
        LoadFailure load;
    };
    std::vector<study::TrialTable> tables;
    std::optional<Failure> failure;
};
[[nodiscard]] std::string encode_played(const std::string& key, const Played& played);
[[nodiscard]] Played decode_played(const std::string& bytes);

}  // namespace headroom::mpi
