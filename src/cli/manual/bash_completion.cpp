#include <map>

#include "src/cli/manual/completion.hpp"

namespace headroom::cli {
namespace {

constexpr const char* kHead = R"(# Completes headroom in bash; made by `headroom completion bash`.

_headroom_words() {
    mapfile -t COMPREPLY < <(compgen -W "$1" -- "$current")
}

_headroom_paths() {
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen "$1" -- "$current")
}

_headroom_scenarios() {
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(
        compgen -f -X '!*.toml' -- "$current"
        compgen -d -- "$current"
    )
}

_headroom() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command='' i
    COMPREPLY=()
    # "--format=json" arrives as three words.
    if [[ $current == "=" ]]; then
        current=''
    elif [[ $previous == "=" ]]; then
        previous=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    for ((i = 1; i < COMP_CWORD; ++i)); do
        case "$command ${COMP_WORDS[i]}" in
            )";

// The patterns of a case, by what is done there; patterns that do the same stand together.
using Cases = std::map<std::string, std::vector<std::string>>;

std::string pattern_of(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "'" : " | '") + word + "'";
    return text;
}

std::string cases_text(const Cases& cases, const std::string& indent, const std::string& end) {
    std::string text;
    for (const auto& [action, patterns] : cases)
        text += indent + pattern_of(patterns) + ")\n" + indent + "    " + action + end + " ;;\n";
    return text;
}

std::string offer(const OptionEntry& option, const CommandEntry& program) {
    switch (value_kind(option)) {
        case ValueKind::kChoice:
            return "_headroom_words '" + spaced(choices(option)) + "'";
        case ValueKind::kFile:
            return "_headroom_paths -f";
        case ValueKind::kFolder:
            return "_headroom_paths -d";
        case ValueKind::kScenario:
            return "_headroom_scenarios";
        case ValueKind::kCommand:
            return "_headroom_words '" + spaced(names_of(program.commands)) + "'";
        case ValueKind::kText:
            break;
    }
    return ":";
}

// "command option": the words that stand before a value.
Cases values(const CommandEntry& program) {
    Cases cases;
    for (const CommandEntry* command : all_commands(program))
        for (const OptionEntry& option : command->options)
            for (const std::string& name : option.names)
                if (option.takes_value && !option.value_may_lack)
                    cases[offer(option, program)].push_back(command_words(*command) + " " + name);
    return cases;
}

Cases option_names(const CommandEntry& program) {
    Cases cases;
    for (const CommandEntry* command : all_commands(program)) {
        std::vector<std::string> names;
        for (const OptionEntry& option : command->options)
            names.insert(names.end(), option.names.begin(), option.names.end());
        cases["_headroom_words '" + spaced(names) + "'"].push_back(command_words(*command));
    }
    return cases;
}

Cases arguments(const CommandEntry& program) {
    Cases cases;
    for (const CommandEntry* command : all_commands(program)) {
        std::string action = ":";
        if (!command->commands.empty())
            action = "_headroom_words '" + spaced(names_of(command->commands)) +
                     (command == &program ? " help'" : "'");
        else if (!command->arguments.empty())
            action = offer(command->arguments.front(), program);
        cases[action].push_back(command_words(*command));
    }
    return cases;
}

}  // namespace

std::string bash_completion(const CommandEntry& program) {
    std::vector<std::string> known;
    for (const CommandEntry* command : all_commands(program))
        if (command != &program)
            known.push_back((command->path.size() == 2 ? " " : "") + command_words(*command));
    return kHead + pattern_of(known) +
           ")\n                command=\"${command:+$command }${COMP_WORDS[i]}\" ;;\n"
           "        esac\n    done\n"
           "    case \"$command $previous\" in\n" +
           cases_text(values(program), "        ", "\n            return") +
           "    esac\n    if [[ $current == -* ]]; then\n        case \"$command\" in\n" +
           cases_text(option_names(program), "            ", "") +
           "        esac\n        return\n    fi\n    case \"$command\" in\n" +
           cases_text(arguments(program), "        ", "") +
           "    esac\n}\n\ncomplete -F _headroom headroom\n";
}

}  // namespace headroom::cli
