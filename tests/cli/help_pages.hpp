#pragma once

// What the help of each command shows, read off its text: the oracle for what is made of the same
// table by other ways.

#include <string>
#include <vector>

namespace headroom::test {

struct HelpEntry {
    std::string name;  // "--format", "scenario", "run"
    std::string help;
};

struct HelpPage {
    std::vector<std::string> words;  // "catalog", "list"
    std::string text;
    std::vector<HelpEntry> arguments;
    std::vector<HelpEntry> options;  // one for each of its names
    std::vector<HelpEntry> commands;
};

// The page of the program and of every command that a page names.
[[nodiscard]] std::vector<HelpPage> all_help_pages();

}  // namespace headroom::test
