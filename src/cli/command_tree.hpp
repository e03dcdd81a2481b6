#pragma once

// The commands of the program with their options, help and examples, as data: what completion
// scripts and manual pages are made from. It is read off the option parser, never written by hand.

#include <cstdint>
#include <string>
#include <vector>

namespace headroom::cli {

struct OptionEntry {
    std::vector<std::string> names;  // "-o", "--set"; none: an argument without a dash
    std::string argument;            // the name of such an argument: "scenario"
    std::string value;               // what it takes: "FILE", "json|text"; empty: nothing, or plain
    std::string help;
    bool takes_value = false;
    bool value_may_lack = false;
    bool may_repeat = false;
    bool is_required = false;
};

struct CommandEntry {
    std::vector<std::string> path;  // "headroom", "catalog", "list"
    std::string help;
    std::vector<OptionEntry> options;    // in the order of the help
    std::vector<OptionEntry> arguments;  // without a dash
    std::vector<std::string> examples;   // lines: a command, or a command and what it is for
    std::vector<std::string> notes;      // paragraphs
    std::vector<CommandEntry> commands;
};

// What can be offered where a value is to stand.
enum class ValueKind : std::uint8_t { kText, kChoice, kFile, kFolder, kScenario, kCommand };

[[nodiscard]] ValueKind value_kind(const OptionEntry& option);

// The choices of "json|text"; of any other value none.
[[nodiscard]] std::vector<std::string> choices(const OptionEntry& option);

// The names of the commands below one, and "list show diff" of any words.
[[nodiscard]] std::vector<std::string> names_of(const std::vector<CommandEntry>& commands);
[[nodiscard]] std::string spaced(const std::vector<std::string>& words);

// "catalog list" of headroom catalog list; empty for the program itself.
[[nodiscard]] std::string command_words(const CommandEntry& command);

// The program, its commands and theirs, each before what is below it.
[[nodiscard]] std::vector<const CommandEntry*> all_commands(const CommandEntry& program);

}  // namespace headroom::cli
