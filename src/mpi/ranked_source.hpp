#pragma once

// All ranks as one source of trials: rank 0 decides what is played next, every rank plays what it
// gets a ticket for, and rank 0 has the results. Each rank has a source of its own beneath.

#include <memory>
#include <string>

#include "src/mpi/ranks.hpp"
#include "src/study/montecarlo/trial_source.hpp"

namespace headroom::mpi {

// Of rank 0; the others are in serve_rounds meanwhile.
class RankedSource : public study::TrialSource {
public:
    // `own` plays what falls to rank 0; `ranks` must outlive this.
    RankedSource(std::unique_ptr<study::TrialSource> own, Ranks& ranks, std::string description)
        : own_(std::move(own)), ranks_(ranks), description_(std::move(description)) {}

    [[nodiscard]] std::size_t block_trials() const override { return own_->block_trials(); }
    // A round: enough that waiting for its end costs little, and so few that a kill loses little.
    [[nodiscard]] std::size_t blocks_at_once() const override;
    [[nodiscard]] std::string description() const override { return description_; }
    [[nodiscard]] const std::string& key() const override { return own_->key(); }
    // The rank that is asked to stop, or at which a trial fails, ends the round for all.
    [[nodiscard]] expected<std::vector<study::TrialTable>, LoadFailure> run(
        const std::vector<study::TrialRange>& blocks, const study::StudyControl& control) override;

private:
    std::unique_ptr<study::TrialSource> own_;
    Ranks& ranks_;
    std::string description_;
};

// Of every other rank: plays until rank 0 lets it go.
void serve_rounds(study::TrialSource& own, Ranks& ranks, const study::StudyControl& control);

// Of rank 0, once no more rounds come.
void end_rounds(Ranks& ranks);

}  // namespace headroom::mpi
