#pragma once

// Manual pages in roff (man(7)): one of the program, one of each command with those below it.

#include <string>

#include "src/cli/command_tree.hpp"

namespace headroom::cli {

// "headroom" or "headroom-run": the name of a command's page.
[[nodiscard]] std::string page_name(const CommandEntry& command);

// `version` stands in the page's foot. Pages carry no date: the same program makes the same bytes.
[[nodiscard]] std::string man_page(const CommandEntry& command,
                                   const CommandEntry& program,
                                   const std::string& version);

}  // namespace headroom::cli
