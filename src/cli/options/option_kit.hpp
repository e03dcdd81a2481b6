#pragma once

// What the options of several commands have in common. It brings in the option parser: only the
// files of this folder and command_line.cpp include it.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "src/cli/command_line.hpp"

#include <CLI/CLI.hpp>

namespace headroom::cli {

// An option that takes one of `names`, "a|b|c" in its help; `set` is called with one that is known.
CLI::Option* add_named_choice(CLI::App& command,
                              const std::string& name,
                              const std::vector<std::string>& names,
                              std::function<void(const std::string&)> set,
                              const std::string& help);

// Choices by name, without the parser's listing of what each is inside. Both `choice` and `choices`
// are used while the command line is parsed.
template <class Choice>
CLI::Option* add_choice(CLI::App& command,
                        const std::string& name,
                        Choice& choice,
                        const std::map<std::string, Choice>& choices,
                        const std::string& help) {
    std::vector<std::string> names;
    for (const auto& [key, value] : choices)
        names.push_back(key);
    return add_named_choice(
        command, name, names,
        [&choice, &choices](const std::string& text) { choice = choices.at(text); }, help);
}

// --format text|json, and --progress auto|json|none.
void add_format(CLI::App& command, OutputFormat& format, const std::string& help);
void add_progress(CLI::App& command, ProgressMode& progress);

// --set, --set-from and --seed; and the same with --variant.
void add_settings(CLI::App& command, ScenarioOptions& options);
void add_scenario_options(CLI::App& command, ScenarioOptions& options);

// --time-limit, with `help` on what happens then.
void add_time_limit(CLI::App& command,
                    std::optional<double>& time_limit_s,
                    const std::string& help);

// An empty value is mostly a variable that a script forgot to set.
[[nodiscard]] CLI::Validator not_empty();

// Names from a comma-separated list, each once, in the order of `known`; empty text: all. One that
// is not known is a fault of `option`.
[[nodiscard]] std::vector<std::string> parse_names(const std::string& option,
                                                   const std::string& text,
                                                   const std::vector<std::string>& known);

// "a,b,c"
[[nodiscard]] std::string joined(const std::vector<std::string>& parts, char separator = ',');

}  // namespace headroom::cli
