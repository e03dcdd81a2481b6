#pragma once

// The study folder of a comparison: points.csv, compare.json and, of plain runs, a result folder
// an alternative.

#include <string>
#include <vector>

#include "src/study/compare/run_comparison.hpp"

namespace headroom::study {

// The names of the alternatives' folders: their labels, without what a file name should not hold,
// each its own whatever the case of its letters.
[[nodiscard]] std::vector<std::string> result_folders(const std::vector<std::string>& labels);

// Opened before the simulation, so that what cannot be written is told at once.
class ComparisonFolder {
public:
    // `inputs` are files that must not be replaced.
    [[nodiscard]] static expected<ComparisonFolder, Diagnostics> open(
        const std::string& folder,
        const std::vector<Alternative>& alternatives,
        bool has_trials,
        const std::vector<std::string>& inputs);

    // Names the folders in the comparison, then writes: results first, compare.json last.
    [[nodiscard]] expected<void, Diagnostics> write(Comparison& comparison,
                                                    const PlainRuns& runs,
                                                    const std::string& objective);

private:
    explicit ComparisonFolder(report::OutputFolder root) : root_(std::move(root)) {}

    report::OutputFolder root_;
    std::vector<std::optional<report::OutputFolder>> results_;  // [alternative]
    std::vector<std::string> names_;                            // [alternative]
};

}  // namespace headroom::study
