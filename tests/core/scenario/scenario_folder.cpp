#include "tests/core/scenario/scenario_folder.hpp"

#include <fstream>
#include <stdexcept>

#include <gtest/gtest.h>

#include <stdlib.h>

namespace headroom::scenario {

ScenarioFolder::ScenarioFolder() {
    std::string name =
        (std::filesystem::temp_directory_path() / "headroom_scenario_XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
        throw std::runtime_error("cannot make a temporary folder");
    }
    folder_ = name;
}

ScenarioFolder::~ScenarioFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

std::string ScenarioFolder::write(const std::string& name, const std::string& text) const {
    const std::filesystem::path file = folder_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    return file.string();
}

std::string ScenarioFolder::path(const std::string& name) const {
    return (folder_ / name).string();
}

expected<Scenario, Diagnostics> read_text(const std::string& text,
                                          const Settings& settings,
                                          const std::string& variant) {
    const ScenarioFolder folder;
    ReadOptions options;
    options.variant = variant;
    for (const auto& [path, value] : settings) {
        options.overrides.push_back({path, value, {"--set", 0, 0}});
    }
    return read_scenario(folder.write("scenario.toml", text), options);
}

Scenario read_good(const std::string& text, const Settings& settings, const std::string& variant) {
    expected<Scenario, Diagnostics> scenario = read_text(text, settings, variant);
    if (!scenario) {
        ADD_FAILURE() << format_diagnostics(scenario.error());
        return {};
    }
    return *scenario;
}

}  // namespace headroom::scenario
