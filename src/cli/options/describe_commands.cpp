#include "src/cli/options/describe_commands.hpp"

#include <sstream>

#include <CLI/CLI.hpp>

namespace headroom::cli {
namespace {

OptionEntry describe_option(const CLI::Option& option) {
    OptionEntry entry;
    for (const std::string& name : option.get_snames())
        entry.names.push_back("-" + name);
    for (const std::string& name : option.get_lnames())
        entry.names.push_back("--" + name);
    if (entry.names.empty())
        entry.argument = option.get_name();
    entry.takes_value = option.get_items_expected_max() > 0;
    entry.value = entry.takes_value ? option.get_type_name() : "";
    entry.help = option.get_description();
    entry.value_may_lack = option.get_expected_min() == 0;
    entry.may_repeat =
        entry.takes_value && (option.get_expected_max() > 1 ||
                              option.get_multi_option_policy() == CLI::MultiOptionPolicy::TakeAll);
    entry.is_required = option.get_required();
    return entry;
}

// A footer is "Examples:" with indented lines, then paragraphs with an empty line before each.
void read_footer(const std::string& footer, CommandEntry& command) {
    std::istringstream stream(footer);
    bool is_example = false;
    bool is_new = true;
    for (std::string line; std::getline(stream, line); is_new = line.empty()) {
        if (line == "Examples:")
            is_example = true;
        else if (line.empty())
            is_example = false;
        else if (is_example)
            command.examples.push_back(line.substr(line.find_first_not_of(' ')));
        else if (is_new)
            command.notes.push_back(line);
        else
            command.notes.back() += "\n" + line;
    }
}

CommandEntry describe(const CLI::App& app, std::vector<std::string> path) {
    CommandEntry command;
    path.push_back(app.get_name());
    command.path = path;
    command.help = app.get_description();
    read_footer(app.get_footer(), command);
    for (const CLI::Option* option :
         app.get_options([](const CLI::Option* each) { return !each->get_group().empty(); })) {
        OptionEntry entry = describe_option(*option);
        (entry.names.empty() ? command.arguments : command.options).push_back(std::move(entry));
    }
    for (const CLI::App* child : app.get_subcommands([](const CLI::App*) { return true; }))
        command.commands.push_back(describe(*child, path));
    return command;
}

}  // namespace

CommandEntry describe_commands(const CLI::App& program) {
    return describe(program, {});
}

}  // namespace headroom::cli
