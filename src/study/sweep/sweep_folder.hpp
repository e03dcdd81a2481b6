#pragma once

// The study folder of a sweep: points.csv, sweep.csv and study.json, written all or none when every
// point is there, and sweep.cache, which grows with each point and stays.

#include <string>
#include <vector>

#include "src/core/result/output_folder.hpp"
#include "src/study/sweep/sweep_outputs.hpp"

namespace headroom::study {

// Opened before the simulation, so that what cannot be written is told at once.
class SweepFolder {
public:
    // `inputs` are files that must not be replaced.
    [[nodiscard]] static expected<SweepFolder, Diagnostics> open(
        const std::string& folder, const std::vector<std::string>& inputs);

    [[nodiscard]] SweepJournal& journal() { return journal_; }

    [[nodiscard]] expected<void, Diagnostics> write(const SweepPlan& plan,
                                                    const SweepResult& result,
                                                    const report::Provenance& origin);

private:
    SweepFolder(report::OutputFolder folder, SweepJournal journal)
        : folder_(std::move(folder)), journal_(std::move(journal)) {}

    report::OutputFolder folder_;
    SweepJournal journal_;
};

}  // namespace headroom::study
