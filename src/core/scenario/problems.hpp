#pragma once

// Collects what is wrong with a scenario, so that all of it is told at once and in the order of the
// files.

#include <string>
#include <vector>

#include "src/core/scenario/source_files.hpp"
#include "src/core/text/diagnostic.hpp"

namespace headroom::scenario {

// What a problem says besides its place and path; `wanted` and `hint` may be empty.
struct ProblemText {
    std::string problem;
    std::string wanted;
    std::string hint;
};

class Problems {
public:
    explicit Problems(const SourceFiles& files) : files_(files) {}

    void add(PlaceRef place, std::string path, ProblemText text);
    [[nodiscard]] bool any() const { return !found_.empty(); }

    // Sorted by file in reading order, line and column; one of each; cut off after the first 200.
    [[nodiscard]] Diagnostics take();

private:
    struct Found {
        PlaceRef place;
        Diagnostic diagnostic;
    };
    const SourceFiles& files_;
    std::vector<Found> found_;
};

}  // namespace headroom::scenario
