#include "tests/cli/kill_program.hpp"

#include <csignal>
#include <filesystem>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

namespace headroom::test {

std::uintmax_t size_of_file(const std::string& file) {
    std::error_code none;
    const std::uintmax_t size = std::filesystem::file_size(file, none);
    return none ? 0 : size;
}

bool kill_headroom_at(const std::vector<std::string>& arguments,
                      const std::string& file,
                      std::uintmax_t bytes) {
    const pid_t child = ::fork();
    if (child == 0) {
        std::vector<char*> argv{const_cast<char*>(HEADROOM_BINARY)};
        for (const std::string& word : arguments)
            argv.push_back(const_cast<char*>(word.c_str()));
        argv.push_back(nullptr);
        ::execv(HEADROOM_BINARY, argv.data());
        ::_exit(127);
    }
    int status = 0;
    while (size_of_file(file) < bytes) {
        if (::waitpid(child, &status, WNOHANG) == child)
            return false;
        std::this_thread::yield();
    }
    ::kill(child, SIGKILL);
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

}  // namespace headroom::test
