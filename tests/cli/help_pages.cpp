#include "tests/cli/help_pages.hpp"

#include <sstream>

#include "tests/cli/run_program.hpp"

namespace headroom::test {
namespace {

constexpr std::size_t kHelpColumn = 28;  // where the right column of a help page begins

// "  --format json|text    what to print": a name, or several with commas, and the help; a name
// that is too long has its help on the next line.
void add_entry(const std::string& line, std::vector<HelpEntry>& entries) {
    const std::size_t end = line.find(' ', 2);
    const std::size_t gap = line.find("  ", 2);
    const std::size_t help = line.size() > kHelpColumn && line[kHelpColumn - 1] == ' '
                                 ? kHelpColumn
                                 : (gap == std::string::npos ? line.size() : gap);
    std::istringstream names(line.substr(2, end == std::string::npos ? end : end - 2));
    for (std::string name; std::getline(names, name, ',');)
        entries.push_back({name, line.substr(help)});
}

void add_help(const std::string& help, std::vector<HelpEntry>& entries) {
    for (HelpEntry& entry : entries)
        if (entry.help.empty())
            entry.help = help;
}

HelpPage read_page(const std::vector<std::string>& words) {
    HelpPage page{words, {}, {}, {}, {}};
    std::vector<std::string> arguments = words;
    arguments.emplace_back("--help");
    page.text = run_headroom(arguments).out;
    std::istringstream stream(page.text);
    std::vector<HelpEntry>* section = nullptr;
    for (std::string line; std::getline(stream, line);) {
        if (line == "Positionals:")
            section = &page.arguments;
        else if (line == "Options:")
            section = &page.options;
        else if (line == "Subcommands:")
            section = &page.commands;
        else if (line.empty() || section == nullptr)
            section = nullptr;
        else if (line.starts_with("   ") && !section->empty())
            add_help(line.substr(kHelpColumn), *section);
        else
            add_entry(line, *section);
    }
    return page;
}

void collect(const std::vector<std::string>& words, std::vector<HelpPage>& pages) {
    pages.push_back(read_page(words));
    for (const HelpEntry& child : std::vector<HelpEntry>(pages.back().commands)) {
        std::vector<std::string> below = words;
        below.push_back(child.name);
        collect(below, pages);
    }
}

}  // namespace

std::vector<HelpPage> all_help_pages() {
    std::vector<HelpPage> pages;
    collect({}, pages);
    return pages;
}

}  // namespace headroom::test
