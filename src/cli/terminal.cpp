#include "src/cli/terminal.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <unistd.h>

namespace headroom::cli {
namespace {

// 0, or the errno that ended it.
int write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return errno;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return 0;
}

bool is_dumb() {
    const char* terminal = std::getenv("TERM");
    return terminal == nullptr || std::strcmp(terminal, "dumb") == 0;
}

bool has_colour() {
    const char* no_color = std::getenv("NO_COLOR");
    const bool is_refused = no_color != nullptr && *no_color != '\0';
    return !is_refused && !is_dumb() && ::isatty(STDOUT_FILENO) == 1;
}

}  // namespace

bool print(std::string_view text) {
    const int error = write_all(STDOUT_FILENO, text);
    if (error == 0 || error == EPIPE)
        return true;
    tell(std::string("headroom: cannot write to standard output: ") + std::strerror(error) + "\n");
    return false;
}

void tell(std::string_view text) {
    (void)write_all(STDERR_FILENO, text);  // nobody is left to be told of a failure
}

void tell_problems(const Diagnostics& problems) {
    tell(format_diagnostics(problems));
}

std::string toned(Tone tone, std::string_view text) {
    static const bool kColour = has_colour();
    if (!kColour)
        return std::string(text);
    const char* begin = "";
    switch (tone) {
        case Tone::kTitle:
            begin = "\033[1m";
            break;
        case Tone::kLabel:
            begin = "\033[2m";
            break;
        case Tone::kWarning:
            begin = "\033[1;33m";
            break;
        case Tone::kBetter:
            begin = "\033[32m";
            break;
        case Tone::kWorse:
            begin = "\033[31m";
            break;
    }
    return begin + std::string(text) + "\033[0m";
}

bool is_terminal_stderr() {
    return ::isatty(STDERR_FILENO) == 1 && !is_dumb();
}

}  // namespace headroom::cli
