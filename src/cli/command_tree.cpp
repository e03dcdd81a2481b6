#include "src/cli/command_tree.hpp"

#include <algorithm>
#include <map>
#include <sstream>

namespace headroom::cli {
namespace {

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

// "json|text", but not "VERSION|DIR": capitals stand for what the user fills in.
bool lists_choices(const std::string& value) {
    return has(value, "|") && std::none_of(value.begin(), value.end(), [](char letter) {
               return letter >= 'A' && letter <= 'Z';
           });
}

ValueKind kind_of_argument(const std::string& name) {
    static const std::map<std::string, ValueKind> kKinds{{"scenario", ValueKind::kScenario},
                                                         {"file", ValueKind::kFile},
                                                         {"result", ValueKind::kFolder},
                                                         {"command", ValueKind::kCommand}};
    const auto found = kKinds.find(name);
    return found == kKinds.end() ? ValueKind::kText : found->second;
}

void collect(const CommandEntry& command, std::vector<const CommandEntry*>& found) {
    found.push_back(&command);
    for (const CommandEntry& child : command.commands)
        collect(child, found);
}

}  // namespace

ValueKind value_kind(const OptionEntry& option) {
    if (lists_choices(option.value))
        return ValueKind::kChoice;
    if (has(option.value, "DIR"))
        return ValueKind::kFolder;
    if (has(option.value, "FILE"))
        return ValueKind::kFile;
    return kind_of_argument(option.argument);
}

std::vector<std::string> choices(const OptionEntry& option) {
    std::vector<std::string> words;
    if (!lists_choices(option.value))
        return words;
    std::istringstream stream(option.value);
    for (std::string word; std::getline(stream, word, '|');)
        words.push_back(word);
    return words;
}

std::vector<std::string> names_of(const std::vector<CommandEntry>& commands) {
    std::vector<std::string> names;
    for (const CommandEntry& command : commands)
        names.push_back(command.path.back());
    return names;
}

std::string spaced(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : " ") + word;
    return text;
}

std::string command_words(const CommandEntry& command) {
    return spaced({command.path.begin() + 1, command.path.end()});
}

std::vector<const CommandEntry*> all_commands(const CommandEntry& program) {
    std::vector<const CommandEntry*> found;
    collect(program, found);
    return found;
}

}  // namespace headroom::cli
