#include "tests/cli/kill_program.hpp"

#include <csignal>
#include <cstdlib>
#include <filesystem>

#include <sys/wait.h>
#include <unistd.h>

namespace headroom::test {

std::uintmax_t size_of_file(const std::string& file) {
    std::error_code none;
    const std::uintmax_t size = std::filesystem::file_size(file, none);
    return none ? 0 : size;
}

bool kill_headroom_at(const std::vector<std::string>& arguments, std::uintmax_t bytes) {
    const std::string limit = std::to_string(bytes);
    const pid_t child = ::fork();
    if (child == 0) {
        ::setenv("LD_PRELOAD", HEADROOM_DIE_AT_SIZE, 1);
        ::setenv("HEADROOM_DIE_AT_BYTES", limit.c_str(), 1);
        ::setenv("ASAN_OPTIONS", "verify_asan_link_order=0", 1);  // or it refuses to come second
        std::vector<char*> argv{const_cast<char*>(HEADROOM_BINARY)};
        for (const std::string& word : arguments)
            argv.push_back(const_cast<char*>(word.c_str()));
        argv.push_back(nullptr);
        ::execv(HEADROOM_BINARY, argv.data());
        ::_exit(127);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

}  // namespace headroom::test
