#pragma once

// A problem that shows only once a scenario is compiled, at the place where its key was written.

#include <string>
#include <utility>

#include "src/core/scenario/scenario.hpp"

namespace headroom::scenario {

// A key that is not written has no line.
[[nodiscard]] inline Diagnostic place_problem(const Scenario& scenario,
                                              const std::string& path,
                                              std::string problem,
                                              std::string wanted) {
    Diagnostic diagnostic;
    const auto origin = scenario.origins.find(path);
    diagnostic.place =
        origin == scenario.origins.end() ? SourcePlace{scenario.file, 0, 0} : origin->second.place;
    diagnostic.path = path;
    diagnostic.problem = std::move(problem);
    diagnostic.wanted = std::move(wanted);
    return diagnostic;
}

}  // namespace headroom::scenario
