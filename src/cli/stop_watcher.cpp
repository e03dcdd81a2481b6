#include "src/cli/stop_watcher.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <string>

#include "sim/base/contract.hpp"

#include <poll.h>
#include <unistd.h>

namespace headroom::cli {
namespace {

// A handler may do little else than write to a pipe; the thread that reads it does the rest.
std::array<int, 2> stop_pipe{-1, -1};
constexpr char kSignalled = 's';
constexpr char kFinished = 'f';

void send(char message) {
    const int error = errno;
    (void)!::write(stop_pipe[1], &message, 1);
    errno = error;
}

extern "C" void on_signal(int) {
    send(kSignalled);
}

void handle(void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    // A second Ctrl-C finds the default again: whoever cannot wait for a partial result need not.
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
}

}  // namespace

StopWatcher::StopWatcher(std::optional<double> time_limit_s) {
    HEADROOM_REQUIRE(stop_pipe[0] < 0, "only one StopWatcher at a time");
    HEADROOM_REQUIRE(::pipe(stop_pipe.data()) == 0, "pipe: errno " + std::to_string(errno));
    thread_ = std::thread([this, time_limit_s] { watch(time_limit_s); });
    handle(on_signal);
}

StopWatcher::~StopWatcher() {
    handle(SIG_DFL);
    send(kFinished);
    thread_.join();
    ::close(stop_pipe[0]);
    ::close(stop_pipe[1]);
    stop_pipe = {-1, -1};
}

void StopWatcher::watch(std::optional<double> time_limit_s) {
    using Clock = std::chrono::steady_clock;
    constexpr double kLongest_s = 1e9;
    const auto deadline =
        Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(
                           std::clamp(time_limit_s.value_or(kLongest_s), 0.0, kLongest_s)));
    for (;;) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
        const int wait_ms = cause_ != StopCause::kNone
                                ? -1
                                : static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000));
        pollfd input{stop_pipe[0], POLLIN, 0};
        const int ready = ::poll(&input, 1, wait_ms);
        char message = 0;
        if (ready > 0 && ::read(stop_pipe[0], &message, 1) == 1 && message == kFinished)
            return;
        const bool is_late = ready == 0 && Clock::now() >= deadline;
        if (message != kSignalled && !is_late)
            continue;
        cause_ = is_late ? StopCause::kTimeLimit : StopCause::kSignal;
        source_.request_stop();
    }
}

}  // namespace headroom::cli
