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
    kClass = 6,
    kFinalState = 7,
    kLongestEstimate = 8,
    kBurst = 9,
    kBurstGap = 10,
    kSession = 11,
    kThinkTime = 12,
    kUser = 13,
    kLikeness = 14,
    kSizeGrowth = 15,
    kArrivalGrowth = 16,
    kCopyTime = 17,
    kWeek = 18,
    kNodeFailure = 19,
    kNodeRepair = 20,
    kPlanDemand = 21,
    kPlanPrice = 22,
    kPlanSpike = 23,
    kPlanNodePrice = 24,
    kPlanLeadTime = 25,
    kPlanNodesDown = 26,
    kWeather = 27,
    kHumidity = 28,
    kGridCarbon = 29,
};

}  // namespace headroom
