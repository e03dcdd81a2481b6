#include "src/cli/manual/man_page.hpp"

#include <algorithm>
#include <cctype>

#include "src/cli/exit_code.hpp"

namespace headroom::cli {
namespace {

// Text as it stands, whatever roff would make of its letters.
std::string plain(const std::string& text) {
    std::string safe;
    bool begins_line = true;
    for (const char letter : text) {
        if (begins_line && (letter == '.' || letter == '\''))
            safe += "\\&";
        begins_line = letter == '\n';
        switch (letter) {
            case '\\':
                safe += "\\e";
                break;
            case '-':
                safe += "\\-";
                break;
            case '\'':
                safe += "\\(aq";
                break;
            case '`':
                safe += "\\(ga";
                break;
            case '^':
                safe += "\\(ha";
                break;
            case '~':
                safe += "\\(ti";
                break;
            default:
                safe += letter;
        }
    }
    return safe;
}

std::string bold(const std::string& text) {
    return "\\fB" + plain(text) + "\\fR";
}

std::string italic(const std::string& text) {
    return "\\fI" + plain(text) + "\\fR";
}

std::string sentence(std::string text) {
    if (!text.empty())
        text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
    return plain(text) + (text.ends_with('.') ? "" : ".") + "\n";
}

std::string synopsis(const CommandEntry& command) {
    std::string text = ".B " + plain(spaced(command.path)) + "\n" +
                       (command.options.empty() ? "" : "[\\fIOPTIONS\\fR]\n");
    if (!command.commands.empty())
        text += "\\fICOMMAND\\fR\n";
    for (const OptionEntry& argument : command.arguments) {
        const std::string name =
            italic(argument.argument) + (argument.may_repeat ? " .\\|.\\|." : "");
        text += argument.is_required ? name + "\n" : "[" + name + "]\n";
    }
    return text;
}

std::string option_text(const OptionEntry& option) {
    std::string names;
    for (const std::string& name : option.names)
        names += (names.empty() ? "" : ", ") + bold(name);
    if (option.names.empty())
        names = italic(option.argument);
    if (!option.value.empty())
        names += " " + italic(option.value);
    return ".TP\n" + names + "\n" + sentence(option.help);
}

std::string options_text(const CommandEntry& command) {
    std::string text;
    for (const OptionEntry& argument : command.arguments)
        text += option_text(argument);
    for (const OptionEntry& option : command.options)
        text += option_text(option);
    return text;
}

std::string notes_text(const CommandEntry& command) {
    std::string text;
    for (const std::string& note : command.notes)
        if (!note.starts_with("Exit codes:"))  // they have a section of their own
            text += ".PP\n" + plain(note) + "\n";
    return text;
}

// The commands below one: of the program those with a page, of a command all it does.
std::string commands_text(const CommandEntry& command, bool is_program) {
    std::string text;
    if (is_program) {
        text = ".SH COMMANDS\n";
        for (const CommandEntry& child : command.commands)
            text += ".TP\n" + bold(page_name(child)) + "(1)\n" + sentence(child.help);
        return text;
    }
    for (const CommandEntry& child : command.commands)
        text += ".SS " + plain(spaced(child.path)) + "\n" + sentence(child.help) + ".PP\n" +
                synopsis(child) + notes_text(child) + options_text(child);
    return text;
}

std::string exit_text() {
    std::string text = ".SH EXIT STATUS\n";
    for (const ExitMeaning& exit : kExitMeanings)
        text += ".TP\n.B " + std::to_string(exit.code) + "\n" + sentence(exit.meaning);
    return text;
}

// Of the program its own; of a command also those of the commands below it, each once.
std::string examples_text(const CommandEntry& command, bool is_program) {
    std::vector<std::string> lines = command.examples;
    for (const CommandEntry& child : command.commands)
        for (const std::string& example : child.examples)
            if (!is_program && std::find(lines.begin(), lines.end(), example) == lines.end())
                lines.push_back(example);
    std::string text;
    for (const std::string& line : lines)
        text += plain(line) + "\n";
    return text.empty() ? "" : ".SH EXAMPLES\n.EX\n" + text + ".EE\n";
}

std::string see_also(const CommandEntry& command, const CommandEntry& program) {
    std::string text = ".SH SEE ALSO\n";
    std::string separator;
    for (const CommandEntry* each : all_commands(program)) {
        if (each->path.size() > 2 || each->path == command.path)
            continue;
        text += separator + ".BR " + plain(page_name(*each)) + " (1)";
        separator = ",\n";
    }
    return text + "\n";
}

}  // namespace

std::string page_name(const CommandEntry& command) {
    std::string name;
    for (const std::string& word : command.path)
        name += (name.empty() ? "" : "-") + word;
    return name;
}

std::string man_page(const CommandEntry& command,
                     const CommandEntry& program,
                     const std::string& version) {
    const bool is_program = command.path.size() == 1;
    std::string title = page_name(command);
    for (char& letter : title)
        letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
    std::string help = command.help;
    if (is_program && help.starts_with("Headroom: "))
        help = help.substr(10);
    return ".\\\" Made by `headroom man`.\n.TH " + plain(title) + " 1 \"\" \"headroom " +
           plain(version) + "\" \"User Commands\"\n.SH NAME\n" + plain(page_name(command)) +
           " \\- " + plain(help) + "\n.SH SYNOPSIS\n" + synopsis(command) + ".SH DESCRIPTION\n" +
           sentence(help) + notes_text(command) + ".SH OPTIONS\n" + options_text(command) +
           commands_text(command, is_program) + exit_text() + examples_text(command, is_program) +
           see_also(command, program);
}

}  // namespace headroom::cli
