#include "src/study/montecarlo/trial_journal.hpp"

#include <cerrno>
#include <cstring>
#include <utility>

#include "src/study/montecarlo/trial_records.hpp"

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

// False at a fault; less than asked for is one.
bool read_at(int descriptor, std::uint64_t offset, std::uint64_t bytes, std::string& text) {
    text.resize(bytes);
    std::uint64_t done = 0;
    while (done < bytes) {
        const ssize_t got = ::pread(descriptor, text.data() + done, bytes - done,
                                    static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        done += static_cast<std::uint64_t>(got);
    }
    return true;
}

}  // namespace

expected<TrialJournal, Diagnostics> TrialJournal::open(const std::string& file) {
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor < 0)
        return failure(file, "cannot be opened: " + system_error(),
                       "a file that can be read and written");
    TrialJournal journal(file, descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK)
            return failure(file, "is in use by another study",
                           "its end, or another folder for this one");
        return failure(file, "cannot be locked: " + system_error(), "a file system with locks");
    }
    if (auto read = journal.read_records(); !read)
        return unexpected(std::move(read.error()));
    return journal;
}

TrialJournal::TrialJournal(TrialJournal&& other) noexcept
    : file_(std::move(other.file_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      end_(other.end_),
      blocks_(std::move(other.blocks_)) {}

TrialJournal::~TrialJournal() {
    if (descriptor_ >= 0)
        ::close(descriptor_);  // and with it the lock
}

expected<void, Diagnostics> TrialJournal::read_records() {
    struct stat facts {};
    std::string bytes;
    if (::fstat(descriptor_, &facts) != 0 || !S_ISREG(facts.st_mode))
        return failure(file_, "is not a file", "a place for the finished trials");
    if (!read_at(descriptor_, 0, static_cast<std::uint64_t>(facts.st_size), bytes))
        return failure(file_, "cannot be read: " + system_error(), "a file that can be read");
    if (bytes.size() < kTrialFileHead.size() && kTrialFileHead.starts_with(bytes)) {
        if (::ftruncate(descriptor_, 0) != 0)
            return failure(file_, "cannot be cut: " + system_error(), "leave to write it");
        return write(std::string(kTrialFileHead));
    }
    if (!bytes.starts_with(kTrialFileHead))
        return failure(file_, "holds no trials of this version of the file",
                       "another folder, or that this file is removed");
    end_ = kTrialFileHead.size();
    while (const auto record = read_record(bytes, end_)) {
        if (const auto found = decode_trials(record->payload))
            blocks_[{found->key, found->table.first, found->table.trials}] = {
                static_cast<std::uint64_t>(record->payload.data() - bytes.data()),
                record->payload.size()};
        end_ = record->end;
    }
    if (end_ < bytes.size() && ::ftruncate(descriptor_, static_cast<off_t>(end_)) != 0)
        return failure(file_, "cannot be cut: " + system_error(), "leave to write it");
    return {};
}

expected<void, Diagnostics> TrialJournal::write(const std::string& bytes) {
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
                           "room for the trials; those that are in it stay");
        }
        done += static_cast<std::size_t>(put);
    }
    end_ += bytes.size();
    return {};
}

std::optional<TrialTable> TrialJournal::find(const std::string& key,
                                             const TrialRange& trials) const {
    const auto found = blocks_.find({key, trials.first, trials.count});
    std::string payload;
    if (found == blocks_.end() ||
        !read_at(descriptor_, found->second.offset, found->second.bytes, payload))
        return std::nullopt;
    auto block = decode_trials(payload);
    return block ? std::optional(std::move(block->table)) : std::nullopt;
}

expected<void, Diagnostics> TrialJournal::append(const std::string& key, const TrialTable& block) {
    const std::string payload = encode_trials(key, block);
    const std::string record = make_record(RecordKind::kTrials, payload);
    const std::uint64_t begin = end_;
    auto written = write(record);
    if (written)
        blocks_[{key, block.first, block.trials}] = {begin + 2 * sizeof(std::uint64_t),
                                                     payload.size()};
    return written;
}

}  // namespace headroom::study
