#include "src/study/sweep/sweep_journal.hpp"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <limits>
#include <string_view>
#include <utility>

#include "src/core/result/sha256.hpp"
#include "src/core/table/number_text.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace headroom::study {
namespace {

// The first line; another layout of lines has another number.
constexpr std::string_view kHead = "headroom sweep cache 1\n";
constexpr std::size_t kChecksumLetters = 16;

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

std::string checksum(std::string_view text) {
    return report::sha256_of_text(text).substr(0, kChecksumLetters);
}

// A scope may hold any letter that TOML's quotes allow.
void append_escaped(std::string& out, std::string_view text) {
    for (const char c : text) {
        if (c == '\\')
            out += "\\\\";
        else if (c == '\t')
            out += "\\t";
        else if (c == '\n')
            out += "\\n";
        else
            out += c;
    }
}

std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            out += text[i];
            continue;
        }
        const char next = text[++i];
        out += next == 't' ? '\t' : next == 'n' ? '\n' : next;
    }
    return out;
}

std::string index_of(std::string_view key, std::string_view trials) {
    return std::string(key) + " " + std::string(trials);
}

// checksum, key, trials, then name, scope, unit and values of each metric.
std::string line_of(const PointRecord& record) {
    std::string text = record.key + "\t" + std::to_string(record.trials);
    for (const RecordedMetric& metric : record.metrics) {
        for (const std::string* part : {&metric.name, &metric.scope, &metric.unit}) {
            text += '\t';
            append_escaped(text, *part);
        }
        char before = '\t';
        for (const double value : metric.values) {
            text += std::exchange(before, ' ');
            report::append_shortest(text, value);  // nothing where there is none
        }
    }
    return checksum(text) + "\t" + text + "\n";
}

// Takes the text up to the next `separator` off the front of `text`.
std::string_view take_field(std::string_view& text, char separator) {
    const std::size_t end = text.find(separator);
    const std::string_view field = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return field;
}

bool is_whole(std::string_view line) {
    return line.size() > kChecksumLetters && line[kChecksumLetters] == '\t' &&
           line.substr(0, kChecksumLetters) == checksum(line.substr(kChecksumLetters + 1));
}

std::vector<double> parse_numbers(std::string_view text) {
    std::vector<double> values;
    bool has_more = true;
    while (has_more) {
        has_more = text.find(' ') != std::string_view::npos;
        const std::string_view field = take_field(text, ' ');
        double value = std::numeric_limits<double>::quiet_NaN();
        std::from_chars(field.data(), field.data() + field.size(), value);
        values.push_back(value);
    }
    return values;
}

PointRecord parse_line(std::string_view line) {
    line.remove_prefix(kChecksumLetters + 1);
    PointRecord record;
    record.key = take_field(line, '\t');
    const std::string_view trials = take_field(line, '\t');
    std::from_chars(trials.data(), trials.data() + trials.size(), record.trials);
    while (!line.empty()) {
        RecordedMetric metric;
        metric.name = unescaped(take_field(line, '\t'));
        metric.scope = unescaped(take_field(line, '\t'));
        metric.unit = unescaped(take_field(line, '\t'));
        metric.values = parse_numbers(take_field(line, '\t'));
        record.metrics.push_back(std::move(metric));
    }
    return record;
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

expected<SweepJournal, Diagnostics> SweepJournal::open(const std::string& file) {
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor < 0)
        return failure(file, "cannot be opened: " + system_error(),
                       "a file that can be read and written");
    SweepJournal journal(file, descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK)
            return failure(file, "is in use by another sweep",
                           "its end, or another folder for this one");
        return failure(file, "cannot be locked: " + system_error(), "a file system with locks");
    }
    if (auto read = journal.read_lines(); !read)
        return unexpected(std::move(read.error()));
    return journal;
}

SweepJournal::SweepJournal(SweepJournal&& other) noexcept
    : file_(std::move(other.file_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      end_(other.end_),
      lines_(std::move(other.lines_)) {}

SweepJournal::~SweepJournal() {
    if (descriptor_ >= 0)
        ::close(descriptor_);  // and with it the lock
}

expected<void, Diagnostics> SweepJournal::read_lines() {
    struct stat facts {};
    std::string text;
    if (::fstat(descriptor_, &facts) != 0 || !S_ISREG(facts.st_mode))
        return failure(file_, "is not a file", "a place for the cache of the sweep");
    if (!read_at(descriptor_, 0, static_cast<std::uint64_t>(facts.st_size), text))
        return failure(file_, "cannot be read: " + system_error(), "a file that can be read");
    if (text.size() < kHead.size() && kHead.substr(0, text.size()) == text) {
        if (::ftruncate(descriptor_, 0) != 0)
            return failure(file_, "cannot be cut: " + system_error(), "leave to write it");
        return write(std::string(kHead));
    }
    if (text.compare(0, kHead.size(), kHead) != 0)
        return failure(file_, "is no cache of a sweep of this version",
                       "another folder, or that this file is removed");
    end_ = kHead.size();
    for (std::size_t begin = end_; begin < text.size();) {
        const std::size_t stop = text.find('\n', begin);
        if (stop == std::string::npos)
            break;
        const std::string_view line(text.data() + begin, stop - begin);
        const std::size_t next = stop + 1;
        if (is_whole(line)) {
            std::string_view rest = line.substr(kChecksumLetters + 1);
            const std::string_view key = take_field(rest, '\t');
            lines_[index_of(key, take_field(rest, '\t'))] = {begin, line.size()};
            end_ = next;
        }
        begin = next;
    }
    if (end_ < text.size() && ::ftruncate(descriptor_, static_cast<off_t>(end_)) != 0)
        return failure(file_, "cannot be cut: " + system_error(), "leave to write it");
    return {};
}

expected<void, Diagnostics> SweepJournal::write(const std::string& text) {
    std::size_t done = 0;
    while (done < text.size()) {
        const ssize_t put = ::pwrite(descriptor_, text.data() + done, text.size() - done,
                                     static_cast<off_t>(end_ + done));
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0) {
            const std::string reason = put < 0 ? system_error() : "nothing was taken";
            (void)!::ftruncate(descriptor_, static_cast<off_t>(end_));  // else cut at the next open
            return failure(file_, "cannot be written: " + reason,
                           "room for the points; those that are in it stay");
        }
        done += static_cast<std::size_t>(put);
    }
    end_ += text.size();
    return {};
}

std::optional<PointRecord> SweepJournal::find(const std::string& key, std::size_t trials) const {
    const auto found = lines_.find(index_of(key, std::to_string(trials)));
    std::string text;
    if (found == lines_.end() ||
        !read_at(descriptor_, found->second.offset, found->second.bytes, text))
        return std::nullopt;
    return parse_line(text);
}

expected<void, Diagnostics> SweepJournal::append(const PointRecord& record) {
    const std::string line = line_of(record);
    const std::uint64_t begin = end_;
    auto written = write(line);
    if (written)
        lines_[index_of(record.key, std::to_string(record.trials))] = {begin, line.size() - 1};
    return written;
}

}  // namespace headroom::study
