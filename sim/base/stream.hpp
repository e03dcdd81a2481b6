#pragma once

// Every random stream of the program has a name here, so that two models cannot share draws by
// accident. Values are part of the results: never renumber, only append.

#include <cstdint>

namespace headroom {

enum class Stream : std::uint32_t {
    kInterarrival = 1,
    kRuntime = 2,
    kGpus = 3,
    kEstimate = 4,
    kFactor = 5,
};

}  // namespace headroom
