#include "tests/cli/run_program.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

namespace headroom::test {
namespace {

namespace fs = std::filesystem;
using Pipe = std::array<int, 2>;

[[noreturn]] void become_program(const std::vector<std::string>& arguments, const RunSetup& setup) {
    std::vector<char*> words{const_cast<char*>(HEADROOM_BINARY)};
    for (const std::string& argument : arguments)
        words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    for (const std::string& variable : setup.environment)
        ::putenv(const_cast<char*>(variable.c_str()));
    const std::string folder = setup.folder.empty() ? HEADROOM_SOURCE_DIR : setup.folder;
    if (::chdir(folder.c_str()) == 0)
        ::execv(HEADROOM_BINARY, words.data());
    ::_exit(127);
}

// Reads both streams until they are closed; sends the signal when its time has come.
void listen(pid_t child, Pipe readers, const RunSetup& setup, ProgramRun& run) {
    std::array<std::string*, 2> texts{&run.out, &run.err};
    bool has_interrupted = setup.interrupt_at.empty();
    std::array<pollfd, 2> inputs{pollfd{readers[0], POLLIN, 0}, pollfd{readers[1], POLLIN, 0}};
    while (inputs[0].fd >= 0 || inputs[1].fd >= 0) {
        ::poll(inputs.data(), inputs.size(), -1);
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            if (inputs[i].fd < 0 || inputs[i].revents == 0)
                continue;
            std::array<char, 65536> buffer;
            const ssize_t got = ::read(inputs[i].fd, buffer.data(), buffer.size());
            if (got <= 0)
                inputs[i].fd = -1;
            else
                texts[i]->append(buffer.data(), static_cast<std::size_t>(got));
        }
        if (!has_interrupted && run.err.find(setup.interrupt_at) != std::string::npos) {
            ::kill(child, SIGINT);
            has_interrupted = true;
        }
    }
}

int wait_for(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

ProgramRun run_on_terminal(const std::vector<std::string>& arguments, const RunSetup& setup) {
    int terminal = -1;
    const pid_t child = ::forkpty(&terminal, nullptr, nullptr, nullptr);
    if (child < 0)
        throw std::runtime_error("no pseudo terminal");
    if (child == 0)
        become_program(arguments, setup);
    ProgramRun run;
    listen(child, {terminal, -1}, setup, run);
    run.exit_code = wait_for(child);
    ::close(terminal);
    return run;
}

}  // namespace

ProgramRun run_headroom(const std::vector<std::string>& arguments, const RunSetup& setup) {
    if (setup.on_terminal)
        return run_on_terminal(arguments, setup);
    Pipe out{}, err{};
    if (::pipe2(out.data(), O_CLOEXEC) != 0 || ::pipe2(err.data(), O_CLOEXEC) != 0)
        throw std::runtime_error("no pipe");
    if (setup.closes_stdout)
        ::close(out[0]);
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(out[1], STDOUT_FILENO);
        ::dup2(err[1], STDERR_FILENO);
        become_program(arguments, setup);
    }
    ::close(out[1]);
    ::close(err[1]);
    ProgramRun run;
    listen(child, {setup.closes_stdout ? -1 : out[0], err[0]}, setup, run);
    run.exit_code = wait_for(child);
    if (!setup.closes_stdout)
        ::close(out[0]);
    ::close(err[0]);
    return run;
}

TemporaryFolder::TemporaryFolder() {
    std::string pattern = (fs::temp_directory_path() / "headroom-cli-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr)
        throw std::runtime_error("no temporary folder");
    path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
    fs::remove_all(path_);
}

std::string TemporaryFolder::path(const std::string& name) const {
    return (fs::path(path_) / name).string();
}

std::string TemporaryFolder::write(const std::string& name, const std::string& text) const {
    std::ofstream(path(name), std::ios::binary) << text;
    return path(name);
}

std::string TemporaryFolder::read(const std::string& name) const {
    std::ifstream input(path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(input), {}};
}

std::vector<std::string> TemporaryFolder::names(const std::string& below) const {
    std::vector<std::string> found;
    for (const auto& entry : fs::directory_iterator(fs::path(path_) / below))
        found.push_back(entry.path().filename().string());
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace headroom::test
