#include <utility>

#include "src/core/scenario/compile_world.hpp"

namespace headroom::scenario {

expected<std::vector<trace::TraceFile>, Diagnostics> load_workloads(const Scenario& scenario) {
    std::vector<trace::TraceFile> traces;
    Diagnostics problems;
    for (const auto& [name, workload] : scenario.workloads) {
        if (workload.generate) {
            traces.push_back(generate_trace(name, *workload.generate, scenario.seed));
            continue;
        }
        expected<trace::TraceFile, Diagnostics> file =
            trace::read_trace(workload.trace, workload.format.empty() ? "auto" : workload.format);
        if (file) {
            traces.push_back(std::move(*file));
        } else {
            problems.insert(problems.end(), file.error().begin(), file.error().end());
        }
    }
    if (!problems.empty()) {
        return unexpected(std::move(problems));
    }
    return traces;
}

}  // namespace headroom::scenario
