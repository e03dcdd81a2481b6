#pragma once

// Other people's programs that judge what ours wrote. A test that needs one skips, and says so,
// where it is not installed.

#include <string>

namespace headroom::test {

struct ToolRun {
    int exit_code = -1;
    std::string out;  // both streams
};

// `command` is for the shell; "{}" in it is the name of a file that holds `text`.
[[nodiscard]] ToolRun run_tool(const std::string& command, const std::string& text);

}  // namespace headroom::test
