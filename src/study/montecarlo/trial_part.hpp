#pragma once

// A part of a study: some of its trials in a file that another machine can merge with others.

#include <string>
#include <vector>

#include "src/study/montecarlo/run_trials.hpp"
#include "src/study/montecarlo/study_head.hpp"

namespace headroom::study {

struct TrialPart {
    std::string file;    // for messages
    std::string key;     // TrialSource::key
    std::string device;  // what played it
    StudyHead head;
    std::size_t asked = 0;  // more than the table has where it was stopped
    TrialTable table;
};

[[nodiscard]] std::string encode_part(const TrialPart& part);

// Damaged, foreign and newer files are refused with a reason.
[[nodiscard]] expected<TrialPart, Diagnostics> read_part(const std::string& file);

// Parts in any order to the run of one process. Refuses, by name, parts of different studies, parts
// that overlap, gaps between them and parts that were stopped before their end.
struct MergedParts {
    StudyHead head;
    TrialRun run;
    std::string device;
};
[[nodiscard]] expected<MergedParts, Diagnostics> merge_parts(std::vector<TrialPart> parts);

}  // namespace headroom::study
