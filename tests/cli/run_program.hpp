#pragma once

// Runs the real binary as a user's shell would, and catches what it says on each stream.

#include <string>
#include <vector>

namespace headroom::test {

struct ProgramRun {
    int exit_code = -1;  // 128 + the signal where one ended it
    std::string out;
    std::string err;
};

struct RunSetup {
    std::vector<std::string> environment{};  // "NO_COLOR=1", added to the test's own
    std::string folder{};                    // to run in; empty: the source folder
    std::string interrupt_at{};              // send SIGINT once stderr has this text
    bool closes_stdout = false;              // the reader of stdout goes away at once
    bool on_terminal = false;                // stdout and stderr are one terminal, seen in `out`
};

[[nodiscard]] ProgramRun run_headroom(const std::vector<std::string>& arguments,
                                      const RunSetup& setup = {});

// A folder of its own for a test, removed at the end.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    [[nodiscard]] std::string path(const std::string& name = "") const;
    [[nodiscard]] std::string write(const std::string& name, const std::string& text) const;
    [[nodiscard]] std::string read(const std::string& name) const;
    [[nodiscard]] std::vector<std::string> names(const std::string& below = "") const;

private:
    std::string path_;
};

}  // namespace headroom::test
