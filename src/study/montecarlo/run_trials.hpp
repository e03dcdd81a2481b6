#pragma once

// The trials of a study, block by block: taken from a journal where they are there, played where
// they are not, until all are done or they are precise enough.

#include <string>
#include <vector>

#include "src/study/montecarlo/precision.hpp"
#include "src/study/montecarlo/trial_journal.hpp"
#include "src/study/montecarlo/trial_source.hpp"

namespace headroom::study {

// Nothing is decided on fewer.
constexpr std::size_t kLeastTrials = 128;

struct TrialPlan {
    TrialRange trials;                  // all that are wanted at most
    std::vector<Precision> precisions;  // none: all are played
    bool is_antithetic = false;
};

enum class TrialEnd : std::uint8_t {
    kFinished,  // all that were asked for
    kPrecise,   // fewer sufficed
    kStopped,   // by a request
};

struct ReachedPrecision {
    Precision wanted;
    double reached = 0;  // +inf: it cannot be told

    [[nodiscard]] bool is_enough() const { return reached <= wanted.wanted; }
};

struct TrialRun {
    TrialTable table;
    TrialEnd end = TrialEnd::kFinished;
    std::size_t asked = 0;
    std::size_t from_journal = 0;  // trials
    std::vector<ReachedPrecision> precisions;
};

// Decides after whole blocks, in their order, and drops those behind: what comes out depends on
// neither threads nor journal. Each finished block goes into the journal, which may be nullptr.
[[nodiscard]] expected<TrialRun, LoadFailure> run_trials(TrialSource& source,
                                                         const TrialPlan& plan,
                                                         TrialJournal* journal,
                                                         const StudyControl& control);

}  // namespace headroom::study
