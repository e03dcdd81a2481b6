#pragma once

namespace headroom::test {

// Ends in milliseconds; some jobs wait.
constexpr const char* kSmallScenario = R"(schema = 1
name = "small"
[fleet.a]
nodes = 4
gpus_per_node = 8
[workload.w.generate]
jobs = 500
interarrival = { dist = "exponential", mean = "10 min" }
runtime = { dist = "exponential", mean = "2 h" }
gpus = { dist = "empirical", values = [1, 8, 12], weights = [1, 1, 1] }
[variant.larger]
set = { "fleet.a.nodes" = 8 }
)";

// Without a stop it would take seconds: an ever longer queue.
constexpr const char* kEndlessScenario = R"(schema = 1
name = "endless"
[fleet.a]
nodes = 64
gpus_per_node = 8
[workload.w.generate]
jobs = 400000
interarrival = { dist = "exponential", mean = "1 s" }
runtime = { dist = "exponential", mean = "1 h" }
gpus = { dist = "uniform", low = 1, high = 400 }
)";

}  // namespace headroom::test
