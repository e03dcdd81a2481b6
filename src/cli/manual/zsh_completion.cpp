#include "src/cli/manual/completion.hpp"

namespace headroom::cli {
namespace {

// Within single quotes; `special` are the letters that zsh's _arguments would read as syntax.
std::string escaped(const std::string& text, const std::string& special) {
    std::string safe;
    for (const char letter : text) {
        if (letter == '\'')
            safe += "'\\'";
        else if (letter == '\\' || special.find(letter) != std::string::npos)
            safe += '\\';
        safe += letter;
    }
    return safe;
}

std::string action(const OptionEntry& option, const CommandEntry& program) {
    switch (value_kind(option)) {
        case ValueKind::kChoice:
            return "(" + spaced(choices(option)) + ")";
        case ValueKind::kFile:
            return "_files";
        case ValueKind::kFolder:
            return "_files -/";
        case ValueKind::kScenario:
            return "_files -g \"*.toml\"";
        case ValueKind::kCommand:
            return "(" + spaced(names_of(program.commands)) + ")";
        case ValueKind::kText:
            break;
    }
    return " ";
}

// '*--set[help]:path=value: '; of several names, each excludes the others.
std::string option_spec(const OptionEntry& option, const CommandEntry& program) {
    std::string text;
    for (const std::string& name : option.names) {
        const std::string excluded =
            option.may_repeat ? "*"
                              : (option.names.size() > 1 ? "(" + spaced(option.names) + ")" : "");
        text += "        '" + excluded + name + "[" + escaped(option.help, "[]") + "]";
        if (option.takes_value)
            text += std::string(option.value_may_lack ? "::" : ":") + escaped(option.value, ":") +
                    ":" + action(option, program);
        text += "' \\\n";
    }
    return text;
}

std::string argument_spec(const OptionEntry& argument, const CommandEntry& program) {
    return std::string("        '") + (argument.may_repeat ? "*" : "") + ":" +
           escaped(argument.argument, ":") + ":" + action(argument, program) + "' \\\n";
}

std::string function_name(const CommandEntry& command) {
    std::string name;
    for (const std::string& word : command.path)
        name += "_" + word;
    return name;
}

std::string dispatch(const CommandEntry& command, bool is_program) {
    std::string list, calls;
    for (const CommandEntry& child : command.commands) {
        list += "                '" + child.path.back() + ":" + escaped(child.help, ":") + "'\n";
        calls += "                " + child.path.back() + ") " + function_name(child) + " ;;\n";
    }
    if (is_program) {
        list += "                'help:the options of a command'\n";
        calls += "                help) _arguments ':command:(" +
                 spaced(names_of(command.commands)) + ")' ;;\n";
    }
    return "    case $state in\n        command)\n            commands=(\n" + list +
           "            )\n            _describe command commands\n            ;;\n"
           "        arguments)\n            case $words[1] in\n" +
           calls + "            esac\n            ;;\n    esac\n";
}

std::string function_text(const CommandEntry& command, const CommandEntry& program) {
    const bool has_commands = !command.commands.empty();
    std::string text = function_name(command) + "() {\n";
    if (has_commands)
        text += "    local state context line\n    local -a commands\n    typeset -A opt_args\n";
    text += std::string("    _arguments ") + (has_commands ? "-C " : "") + "\\\n";
    for (const OptionEntry& option : command.options)
        text += option_spec(option, program);
    for (const OptionEntry& argument : command.arguments)
        text += argument_spec(argument, program);
    if (has_commands)
        text += "        ':command:->command' \\\n        '*::argument:->arguments' \\\n";
    text.replace(text.size() - 3, 3, "\n");
    return text + (has_commands ? dispatch(command, &command == &program) : "") + "}\n\n";
}

}  // namespace

std::string zsh_completion(const CommandEntry& program) {
    std::string text =
        "#compdef headroom\n# Completes headroom in zsh; made by `headroom completion zsh`.\n\n";
    for (const CommandEntry* command : all_commands(program))
        text += function_text(*command, program);
    // Autoloaded from $fpath the file is the function's body; sourced, it only makes it known.
    return text +
           "if [[ $funcstack[1] == _headroom ]]; then\n    _headroom \"$@\"\nelse\n"
           "    compdef _headroom headroom\nfi\n";
}

}  // namespace headroom::cli
