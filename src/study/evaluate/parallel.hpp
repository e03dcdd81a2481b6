#pragma once

// Independent tasks over the cores of this machine. What comes out does not depend on how many
// there are, because each task writes to its own place.

#include <cstddef>
#include <functional>
#include <stop_token>

namespace headroom::study {

// How much of a study is done, in simulations.
struct StudyProgress {
    std::size_t done = 0;
    std::size_t total = 0;
};

struct StudyControl {
    int threads = 0;  // 0: as many as there are cores
    std::stop_token stop;
    std::function<void(const StudyProgress&)> on_progress;  // one call at a time
};

// Runs task(0) … task(count - 1), each once, started in about that order; after a stop request none
// is started. `task` returns whether it finished.
void run_tasks(std::size_t count,
               const StudyControl& control,
               const std::function<bool(std::size_t)>& task);

}  // namespace headroom::study
