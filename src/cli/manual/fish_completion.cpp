#include "src/cli/manual/completion.hpp"

namespace headroom::cli {
namespace {

constexpr const char* kHead = R"(# Completes headroom in fish; made by `headroom completion fish`.

# Whether the words before the cursor that are no options begin with these ("help" left out).
function __headroom_in
    set -l words (commandline -opc)
    set -l plain (string match -v -- '-*' $words[2..])
    test "$plain[1]" = help; and set -e plain[1]
    set -l length (count $argv)
    test $length -eq 0; or test "$plain[1..$length]" = "$argv"
end

# Whether they are these and no more.
function __headroom_at
    set -l words (commandline -opc)
    set -l plain (string match -v -- '-*' $words[2..])
    test "$plain[1]" = help; and set -e plain[1]
    test "$plain" = "$argv"
end

complete -c headroom -f
complete -c headroom -n __headroom_at -a help -d 'the options of a command'
)";

std::string quoted(const std::string& text) {
    std::string safe = "'";
    for (const char letter : text) {
        if (letter == '\'' || letter == '\\')
            safe += '\\';
        safe += letter;
    }
    return safe + "'";
}

std::string condition(const char* function, const CommandEntry& command) {
    const std::string words = command_words(command);
    return "complete -c headroom -n '" + std::string(function) + (words.empty() ? "" : " ") +
           words + "'";
}

// -r: a value must follow; -x: and it is no file; -F: files are offered.
std::string value(const OptionEntry& option, const CommandEntry& program) {
    switch (value_kind(option)) {
        case ValueKind::kChoice:
            return " -a " + quoted(spaced(choices(option)));
        case ValueKind::kFile:
            return " -F";
        case ValueKind::kFolder:
            return " -a '(__fish_complete_directories)'";
        case ValueKind::kScenario:
            return " -k -a '(__fish_complete_suffix .toml)'";
        case ValueKind::kCommand:
            return " -a " + quoted(spaced(names_of(program.commands)));
        case ValueKind::kText:
            break;
    }
    return "";
}

std::string option_line(const CommandEntry& command,
                        const OptionEntry& option,
                        const CommandEntry& program) {
    // An option of the program stands before the command.
    std::string text = condition(&command == &program ? "__headroom_at" : "__headroom_in", command);
    for (const std::string& name : option.names)
        text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
    const bool takes_files = value_kind(option) == ValueKind::kFile;
    if (option.takes_value && !option.value_may_lack)
        text += takes_files ? " -r" : " -x";
    if (option.takes_value)
        text += value(option, program);
    return text + " -d " + quoted(option.help) + "\n";
}

}  // namespace

std::string fish_completion(const CommandEntry& program) {
    std::string text = kHead;
    for (const CommandEntry* command : all_commands(program)) {
        text += "\n";
        for (const CommandEntry& child : command->commands)
            text += condition("__headroom_at", *command) + " -a " + child.path.back() + " -d " +
                    quoted(child.help) + "\n";
        for (const OptionEntry& option : command->options)
            text += option_line(*command, option, program);
        if (!command->arguments.empty())
            text += condition("__headroom_in", *command) +
                    value(command->arguments.front(), program) + "\n";
    }
    return text;
}

}  // namespace headroom::cli
