#pragma once

// Runs a line in the shell of the machine, for tests of what other programs make of ours.

#include <string>

namespace headroom::test {

struct ShellRun {
    int exit_code = -1;
    std::string text;  // both streams
};

[[nodiscard]] ShellRun run_shell(const std::string& line);

// Whether a program of this name is on the PATH.
[[nodiscard]] bool has_program(const std::string& name);

}  // namespace headroom::test
