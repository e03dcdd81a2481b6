#include "src/study/evaluate/append_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace headroom::study {
namespace {

auto failure(const std::string& file, std::string problem, std::string wanted) {
    Diagnostic fault;
    fault.place.file = file;
    fault.problem = std::move(problem);
    fault.wanted = std::move(wanted);
    return unexpected(Diagnostics{std::move(fault)});
}

std::string system_error() {
    return std::strerror(errno);
}

}  // namespace

expected<AppendFile, Diagnostics> AppendFile::open(const std::string& file,
                                                   std::string_view head,
                                                   AppendFileWords words) {
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor < 0)
        return failure(file, "cannot be opened: " + system_error(),
                       "a file that can be read and written");
    AppendFile opened(file, descriptor, std::move(words));
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK)
            return failure(file, "is in use by " + opened.words_.user,
                           "its end, or another folder for this one");
        return failure(file, "cannot be locked: " + system_error(), "a file system with locks");
    }
    if (auto begun = opened.begin(head); !begun)
        return unexpected(std::move(begun.error()));
    return opened;
}

AppendFile::AppendFile(AppendFile&& other) noexcept
    : file_(std::move(other.file_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      words_(std::move(other.words_)),
      end_(other.end_) {}

AppendFile::~AppendFile() {
    if (descriptor_ >= 0)
        ::close(descriptor_);  // and with it the lock
}

// An empty file, or one whose head was torn, gets its head.
expected<void, Diagnostics> AppendFile::begin(std::string_view head) {
    struct stat facts {};
    if (::fstat(descriptor_, &facts) != 0 || !S_ISREG(facts.st_mode))
        return failure(file_, "is not a file", "a place for a " + words_.content);
    end_ = static_cast<std::uint64_t>(facts.st_size);
    std::string found;
    if (!read(0, std::min<std::uint64_t>(end_, head.size()), found))
        return failure(file_, "cannot be read: " + system_error(), "a file that can be read");
    if (!head.starts_with(found))
        return failure(file_, "is no " + words_.content + " of this version",
                       "another folder, or that this file is removed");
    if (found.size() == head.size())
        return {};
    if (auto cut = cut_at(0); !cut)
        return cut;
    return append(head);
}

expected<std::string, Diagnostics> AppendFile::read_all() const {
    std::string text;
    if (!read(0, end_, text))
        return failure(file_, "cannot be read: " + system_error(), "a file that can be read");
    return text;
}

bool AppendFile::read(std::uint64_t offset, std::uint64_t bytes, std::string& text) const {
    text.resize(bytes);
    std::uint64_t done = 0;
    while (done < bytes) {
        const ssize_t got = ::pread(descriptor_, text.data() + done, bytes - done,
                                    static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        done += static_cast<std::uint64_t>(got);
    }
    return true;
}

expected<void, Diagnostics> AppendFile::cut_at(std::uint64_t end) {
    if (end < end_ && ::ftruncate(descriptor_, static_cast<off_t>(end)) != 0)
        return failure(file_, "cannot be cut: " + system_error(), "leave to write it");
    end_ = end;
    return {};
}

expected<void, Diagnostics> AppendFile::append(std::string_view bytes) {
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t put = ::pwrite(descriptor_, bytes.data() + done, bytes.size() - done,
                                     static_cast<off_t>(end_ + done));
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0) {
            const std::string reason = put < 0 ? system_error() : "nothing was taken";
            (void)!::ftruncate(descriptor_, static_cast<off_t>(end_));  // else cut at the next open
            return failure(file_, "cannot be written: " + reason,
                           "room for the " + words_.things + "; those that are in it stay");
        }
        done += static_cast<std::size_t>(put);
    }
    end_ += bytes.size();
    return {};
}

}  // namespace headroom::study
