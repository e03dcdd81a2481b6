#pragma once

// Asks a computation to stop when the user (Ctrl-C, SIGTERM) or the time limit says so, and
// remembers which. A second signal ends the program at once.

#include <atomic>
#include <optional>
#include <stop_token>
#include <thread>

#include "src/cli/exit_code.hpp"

namespace headroom::cli {

enum class StopCause : std::uint8_t { kNone, kSignal, kTimeLimit };

// What the program ends with where this stopped it.
[[nodiscard]] inline int exit_code_of(StopCause cause) {
    return cause == StopCause::kTimeLimit ? kExitLimit : kExitSignal;
}

// One at a time: it owns the process's handlers of SIGINT and SIGTERM while it lives.
class StopWatcher {
public:
    explicit StopWatcher(std::optional<double> time_limit_s);
    ~StopWatcher();
    StopWatcher(const StopWatcher&) = delete;
    StopWatcher& operator=(const StopWatcher&) = delete;

    [[nodiscard]] std::stop_token token() const { return source_.get_token(); }
    [[nodiscard]] StopCause cause() const { return cause_.load(); }

private:
    void watch(std::optional<double> time_limit_s);

    std::stop_source source_;
    std::atomic<StopCause> cause_{StopCause::kNone};
    std::thread thread_;
};

}  // namespace headroom::cli
