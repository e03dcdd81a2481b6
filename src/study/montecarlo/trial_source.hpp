#pragma once

// Where the numbers of trials come from: full simulations, or a backend that plays the same trials
// faster. A study knows nothing else of it.

#include <string>

#include "src/study/evaluate/parallel.hpp"
#include "src/study/montecarlo/trial_table.hpp"

namespace headroom::study {

class TrialSource {
public:
    virtual ~TrialSource() = default;

    // Trials are finished, kept and judged in blocks of so many.
    [[nodiscard]] virtual std::size_t block_trials() const = 0;
    // How many blocks keep the device busy at once, at least 1. Shows in no result.
    [[nodiscard]] virtual std::size_t blocks_at_once() const = 0;

    // "full simulations on 2 cores": for people, and for provenance.device.
    [[nodiscard]] virtual std::string description() const = 0;

    // What decides the outcome of a trial, given its number: two sources of the same key give the
    // same bits.
    [[nodiscard]] virtual const std::string& key() const = 0;

    // Plays consecutive blocks, a table each; after a stop request the last table may be short, and
    // those behind it are missing. Each trial depends on its own number alone. Progress counts the
    // trials of all blocks.
    [[nodiscard]] virtual expected<std::vector<TrialTable>, LoadFailure> run(
        const std::vector<TrialRange>& blocks, const StudyControl& control) = 0;
};

}  // namespace headroom::study
