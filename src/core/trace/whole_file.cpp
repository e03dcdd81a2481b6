#include "src/core/trace/whole_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace headroom::trace {

namespace {

struct OpenFile {
    explicit OpenFile(const std::string& file)
        : handle(::open(file.c_str(), O_RDONLY | O_CLOEXEC)) {}
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    ~OpenFile() {
        if (handle >= 0) {
            ::close(handle);
        }
    }
    int handle;
};

}  // namespace

expected<std::string, std::string> read_whole_file(const std::string& file) {
    const auto failure = [] {
        return unexpected(std::string(std::strerror(errno)));
    };
    const OpenFile open_file(file);
    struct stat facts {};
    if (open_file.handle < 0 || ::fstat(open_file.handle, &facts) != 0) {
        return failure();
    }
    // One byte more than the file has, so that its end is seen without another growth. A pipe has
    // no size.
    constexpr std::size_t kLeast = 1 << 16;
    std::string bytes(std::max(static_cast<std::size_t>(facts.st_size) + 1, kLeast), '\0');
    std::size_t size = 0;
    while (true) {
        const ssize_t count = ::read(open_file.handle, bytes.data() + size, bytes.size() - size);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return failure();
        }
        if (count == 0) {
            break;
        }
        size += static_cast<std::size_t>(count);
        if (size == bytes.size()) {
            bytes.resize(2 * size);
        }
    }
    bytes.resize(size);
    return bytes;
}

}  // namespace headroom::trace
