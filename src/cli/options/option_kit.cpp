#include "src/cli/options/option_kit.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

#include "sim/base/units.hpp"

namespace headroom::cli {
namespace {

const std::map<std::string, OutputFormat> kFormats{{"text", OutputFormat::kText},
                                                   {"json", OutputFormat::kJson}};
const std::map<std::string, ProgressMode> kProgressModes{
    {"auto", ProgressMode::kAuto}, {"json", ProgressMode::kJson}, {"none", ProgressMode::kNone}};

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

double parse_time_limit(const std::string& text) {
    const auto limit = parse_quantity(text, Dimension::kTime);
    if (!limit)
        throw CLI::ValidationError("--time-limit", limit.error());
    if (!(limit->value > 0))
        throw CLI::ValidationError("--time-limit", "must be above zero, such as \"30 s\"");
    return limit->value;
}

std::vector<std::string> split_list(const std::string& text) {
    std::vector<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, ',');)
        parts.push_back(part);
    return parts;
}

}  // namespace

CLI::Option* add_named_choice(CLI::App& command,
                              const std::string& name,
                              const std::vector<std::string>& names,
                              std::function<void(const std::string&)> set,
                              const std::string& help) {
    const auto take = [name, names, set = std::move(set)](const std::string& text) {
        if (!contains(names, text))
            throw CLI::ValidationError(name, "'" + text + "' is none of " + joined(names, '|'));
        set(text);
    };
    return command.add_option_function<std::string>(name, take, help)
        ->type_name(joined(names, '|'));
}

void add_format(CLI::App& command, OutputFormat& format, const std::string& help) {
    add_choice(command, "--format", format, kFormats, help);
}

void add_progress(CLI::App& command, ProgressMode& progress) {
    add_choice(command, "--progress", progress, kProgressModes, "a bar, JSON lines, nothing");
}

void add_settings(CLI::App& command, ScenarioOptions& options) {
    command.add_option("--set", options.set, "change a value of the scenario; may be repeated")
        ->type_name("path=value")
        ->expected(1)
        ->take_all();
    command.add_option("--set-from", options.set_from, "change values by a CSV file: path,value")
        ->check(not_empty())
        ->type_name("FILE");
    command.add_option("--seed", options.seed, "the seed of every draw")
        ->check(not_empty())
        ->type_name("N");
}

void add_scenario_options(CLI::App& command, ScenarioOptions& options) {
    add_settings(command, options);
    command.add_option("--variant", options.variant, "a [variant.NAME] of the scenario")
        ->check(not_empty())
        ->type_name("NAME");
}

void add_time_limit(CLI::App& command,
                    std::optional<double>& time_limit_s,
                    const std::string& help) {
    command
        .add_option_function<std::string>(
            "--time-limit",
            [&time_limit_s](const std::string& text) { time_limit_s = parse_time_limit(text); },
            help)
        ->type_name("\"30 s\"");
}

CLI::Validator not_empty() {
    return {[](std::string& text) { return std::string(text.empty() ? "is empty" : ""); }, ""};
}

std::vector<std::string> parse_names(const std::string& option,
                                     const std::string& text,
                                     const std::vector<std::string>& known) {
    const std::vector<std::string> wanted =
        text == "all" ? std::vector<std::string>() : split_list(text);
    for (const std::string& name : wanted) {
        if (!contains(known, name))
            throw CLI::ValidationError(option, "'" + name + "' is none of " + joined(known));
    }
    std::vector<std::string> names;
    for (const std::string& name : known)
        if (wanted.empty() || contains(wanted, name))
            names.push_back(name);
    return names;
}

std::string joined(const std::vector<std::string>& parts, char separator) {
    std::string text;
    for (const std::string& part : parts)
        text += (text.empty() ? "" : std::string(1, separator)) + part;
    return text;
}

}  // namespace headroom::cli
