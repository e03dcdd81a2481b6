#include "src/core/scenario/input_files.hpp"

namespace headroom::scenario {

std::vector<std::string> input_files(const Scenario& scenario) {
    std::vector<std::string> files = scenario.files;
    const auto add = [&](const std::string& file) {
        if (!file.empty()) {
            files.push_back(file);
        }
    };
    for (const auto& [name, workload] : scenario.workloads) {
        add(workload.trace);
    }
    for (const auto& [name, site] : scenario.sites) {
        add(site.facility.weather);
        add(site.facility.carbon_table);
        add(site.facility.cap.calendar);
    }
    for (const auto& [name, hall] : scenario.halls) {
        add(hall.facility.cap.calendar);
    }
    return files;
}

}  // namespace headroom::scenario
