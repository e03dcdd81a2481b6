#pragma once

// What `headroom size` is asked, as a user writes it: texts, not yet checked.

#include <cstddef>
#include <string>
#include <vector>

namespace headroom::study {

struct SizeQuestion {
    std::vector<std::string> paths{};     // "fleet.h100.nodes=1:200"
    std::vector<std::string> targets{};   // "wait.p95 <= 4 h", added to those of the scenario
    std::vector<std::string> minimise{};  // paths of `paths`, or metrics
    std::size_t trials = 0;               // 0: one plain run each
    double confidence = 0.95;
    bool is_exhaustive = false;
    std::size_t most_probes = 1000;
};

}  // namespace headroom::study
