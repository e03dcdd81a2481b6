#pragma once

// Two or more runs side by side: what of their inputs differs, and what that did to the metrics.
// Pure.

#include <vector>

#include "src/core/store/stored_run.hpp"
#include "src/core/table/table.hpp"

namespace headroom::store {

struct RunComparison {
    // A line a fact in which they are not all the same (version, git, catalog, seed, variant, each
    // setting, each input by its hash): what, and a column a run.
    report::Table causes;
    // A line a metric of any of them: metric, unit, a column value_RUN each, and for each but the
    // first difference_RUN and relative_RUN, against the first; relative to 0 there is none.
    report::Table metrics;
};

[[nodiscard]] RunComparison compare_runs(const std::vector<StoredRun>& runs);

}  // namespace headroom::store
