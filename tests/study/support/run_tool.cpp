#include "tests/study/support/run_tool.hpp"

#include <array>
#include <cstdio>

#include "tests/core/input/temporary_file.hpp"

#include <sys/wait.h>

namespace headroom::test {

ToolRun run_tool(const std::string& command, const std::string& text) {
    const input::TemporaryFile file(text);
    std::string line = command + " 2>&1";
    if (const std::size_t at = line.find("{}"); at != std::string::npos)
        line.replace(at, 2, "'" + file.path() + "'");
    ToolRun run;
    std::FILE* const pipe = ::popen(line.c_str(), "r");
    if (pipe == nullptr)
        return run;
    std::array<char, 4096> part{};
    for (std::size_t size = 0; (size = std::fread(part.data(), 1, part.size(), pipe)) > 0;)
        run.out.append(part.data(), size);
    const int status = ::pclose(pipe);
    run.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return run;
}

}  // namespace headroom::test
