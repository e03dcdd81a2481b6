#pragma once

// Scenarios that simulate in milliseconds, for searches that can be checked against trying all.

#include <string>

namespace headroom::test {

// Jobs of one GPU up to several nodes; `policy` is fcfs or easy, `placement` pool or packed.
inline std::string small_fleet(const std::string& policy, const std::string& placement) {
    return "schema = 1\n"
           "name = \"small fleet\"\n"
           "[cluster.c]\n"
           "scheduler = { policy = \"" +
           policy + "\", placement = \"" + placement +
           "\" }\n"
           "[fleet.a]\n"
           "nodes = 40\n"
           "gpus_per_node = 4\n"
           "[workload.w.generate]\n"
           "jobs = 300\n"
           "interarrival = { dist = \"exponential\", mean = \"6 min\" }\n"
           "runtime = { dist = \"exponential\", mean = \"2 h\" }\n"
           "gpus = { dist = \"empirical\", values = [1, 2, 4, 10], weights = [4, 3, 2, 1] }\n"
           "[demand.w]\n"
           "scale = 1\n";
}

}  // namespace headroom::test
