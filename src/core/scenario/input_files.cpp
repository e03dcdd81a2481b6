#include "src/core/scenario/input_files.hpp"

namespace headroom::scenario {

std::vector<std::string> input_files(const Scenario& scenario) {
    std::vector<std::string> files = scenario.files;
    for (const auto& [name, workload] : scenario.workloads) {
        if (!workload.trace.empty()) {
            files.push_back(workload.trace);
        }
    }
    return files;
}

}  // namespace headroom::scenario
