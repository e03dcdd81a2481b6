#pragma once

// A temporary folder with scenario files, for tests; gone at the end.

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "src/core/scenario/scenario.hpp"

namespace headroom::scenario {

// A small generated workload, named w.
inline constexpr const char* kSmallWorkload =
    "[workload.w.generate]\njobs = 1\ninterarrival = \"1 s\"\nruntime = \"1 h\"\n";

class ScenarioFolder {
public:
    ScenarioFolder();
    ~ScenarioFolder();
    ScenarioFolder(const ScenarioFolder&) = delete;
    ScenarioFolder& operator=(const ScenarioFolder&) = delete;

    // Writes a file; its path.
    std::string write(const std::string& name, const std::string& text) const;
    [[nodiscard]] std::string path(const std::string& name) const;

private:
    std::filesystem::path folder_;
};

using Settings = std::vector<std::pair<std::string, std::string>>;

// Reads `text` as a scenario.
[[nodiscard]] expected<Scenario, Diagnostics> read_text(const std::string& text,
                                                        const Settings& settings = {},
                                                        const std::string& variant = "");

// The same, and a test failure with the messages where it is refused.
[[nodiscard]] Scenario read_good(const std::string& text,
                                 const Settings& settings = {},
                                 const std::string& variant = "");

}  // namespace headroom::scenario
