#include "tests/cli/shell.hpp"

#include <array>
#include <cstdio>
#include <stdexcept>

#include <sys/wait.h>

namespace headroom::test {

ShellRun run_shell(const std::string& line) {
    std::FILE* pipe = ::popen(("{ " + line + "\n} 2>&1").c_str(), "r");
    if (pipe == nullptr)
        throw std::runtime_error("no shell");
    ShellRun run;
    std::array<char, 4096> buffer;
    while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), pipe))
        run.text.append(buffer.data(), got);
    const int status = ::pclose(pipe);
    run.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return run;
}

bool has_program(const std::string& name) {
    return run_shell("command -v " + name).exit_code == 0;
}

}  // namespace headroom::test
