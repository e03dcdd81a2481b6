#include "tests/support/trace_files.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string_view>

#include "sim/base/units.hpp"

namespace headroom::tests {

namespace {

constexpr std::int64_t kFirstSubmit_s = 1'767'225'600;  // 2026-01-01T00:00:00Z
constexpr std::int64_t kUsers = 300;
constexpr std::int64_t kNodes = 200;

struct Job {
    std::int64_t number = 0;
    std::int64_t submit_s = 0, wait_s = 0, runtime_s = 0, limit_s = 0;
    std::int64_t gpus = 0;
    std::int64_t user = 0, node = 0;
};

class Jobs {
public:
    const Job& next() {
        ++job_.number;
        job_.submit_s += below(20);
        job_.wait_s = below(4) == 0 ? below(20'000) : 0;
        job_.runtime_s = 1 + below(below(8) == 0 ? 200'000 : 4'000);
        job_.limit_s = 3600 * (1 + job_.runtime_s / 3000);
        job_.gpus = std::int64_t{1} << std::max<std::int64_t>(below(9) - 3, 0);
        job_.user = below(8) == 0 ? below(kUsers) : job_.user;  // a user submits several in a row
        job_.node = below(kNodes);
        return job_;
    }

private:
    std::int64_t below(std::uint64_t limit) {
        state_ = state_ * 6364136223846793005u + 1442695040888963407u;
        return static_cast<std::int64_t>((state_ >> 33) % limit);
    }

    Job job_;
    std::uint64_t state_ = 1;
};

// Puts text together faster than printf.
class Writer {
public:
    explicit Writer(const std::string& path) : file_(std::fopen(path.c_str(), "wb"), &std::fclose) {
        if (file_ == nullptr) {
            throw std::runtime_error("cannot write " + path);
        }
    }

    Writer& operator<<(std::string_view text) {
        text_ += text;
        return *this;
    }
    Writer& operator<<(std::int64_t number) {
        char digits[24];
        char* at = digits + sizeof digits;
        do {
            *--at = static_cast<char>('0' + number % 10);
            number /= 10;
        } while (number > 0);
        text_.append(at, digits + sizeof digits);
        return *this;
    }
    // "2026-01-01T00:00:00"; the date is worked out once a day.
    Writer& date(std::int64_t since_first_s) {
        const std::int64_t second = since_first_s % 86'400;
        if (since_first_s / 86'400 != day_) {
            day_ = since_first_s / 86'400;
            const Instant midnight{(kFirstSubmit_s + day_ * 86'400) * 1'000'000};
            date_ = format_instant(midnight).substr(0, 11);
        }
        text_ += date_;
        two(second / 3600);
        text_ += ':';
        two(second / 60 % 60);
        text_ += ':';
        return two(second % 60);
    }
    void end_row(TraceTotals& totals) {
        text_ += '\n';
        ++totals.rows;
        flush(totals, 1u << 16);
    }
    void flush(TraceTotals& totals, std::size_t unless_below) {
        if (text_.size() < unless_below) {
            return;
        }
        if (std::fwrite(text_.data(), 1, text_.size(), file_.get()) != text_.size() ||
            std::fflush(file_.get()) != 0) {
            throw std::runtime_error("cannot write the trace");
        }
        totals.bytes += static_cast<std::int64_t>(text_.size());
        text_.clear();
    }

private:
    Writer& two(std::int64_t number) {
        text_ += static_cast<char>('0' + number / 10);
        text_ += static_cast<char>('0' + number % 10);
        return *this;
    }

    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
    std::string text_;
    std::string date_;
    std::int64_t day_ = -1;
};

void write_csv(Writer& out, const Job& job) {
    out << job.number << "," << job.submit_s << "," << job.gpus << "," << job.runtime_s << ","
        << job.limit_s << ",user" << job.user << ",account" << job.user % 40 << ",p"
        << job.gpus % 3;
}

void write_swf(Writer& out, const Job& job) {
    out << job.number << " " << job.submit_s << " " << job.wait_s << " " << job.runtime_s << " "
        << job.gpus << " -1 -1 " << job.gpus << " " << job.limit_s << " -1 1 " << job.user << " "
        << job.user % 40 << " -1 1 " << job.gpus % 3 << " -1 -1";
}

void write_sacct(Writer& out, const Job& job, TraceTotals& totals, int steps) {
    const std::int64_t start_s = job.submit_s + job.wait_s;
    const std::int64_t end_s = start_s + job.runtime_s;
    const auto tres = [&] {
        out << "billing=" << job.gpus * 12 << ",cpu=" << job.gpus * 12
            << ",gres/gpu:h100=" << job.gpus << ",gres/gpu=" << job.gpus
            << ",mem=" << job.gpus * 120 << "G,node=" << (job.gpus + 7) / 8;
    };
    const auto node = [&] {
        out << "gpu" << 100 + job.node;
    };
    out << job.number << "|user" << job.user << "|account" << job.user % 40 << "|p" << job.gpus % 3
        << "|normal|" << (job.node % 8 == 0 ? "CANCELLED by 1001" : "COMPLETED") << "|";
    out.date(job.submit_s) << "|";
    out.date(job.submit_s) << "|";
    out.date(start_s) << "|";
    out.date(end_s) << "|" << job.runtime_s << "|" << job.limit_s / 60 << "|";
    tres();
    out << "|";
    tres();
    out << "|";
    node();
    out << "|" << 1000 + job.user << "|0";
    for (int step = 0; step < steps; ++step) {
        out.end_row(totals);
        out << job.number
            << (step == 0   ? ".batch"
                : step == 1 ? ".extern"
                            : ".0")
            << "||account" << job.user % 40 << "|||COMPLETED|";
        out.date(start_s) << "|";
        out.date(start_s) << "|";
        out.date(start_s) << "|";
        out.date(end_s) << "|" << job.runtime_s << "||cpu=12,gres/gpu:h100=" << job.gpus << "||";
        node();
        out << "||";
    }
}

}  // namespace

TraceTotals write_trace_file(const std::string& path,
                             TraceText format,
                             std::int64_t jobs,
                             int steps) {
    Writer out(path);
    TraceTotals totals;
    if (format == TraceText::kCsv) {
        out << "id,submit,gpus,runtime,estimate,user,account,partition\n";
    } else if (format == TraceText::kSwf) {
        out << "; Version: 2.2\n; UnixStartTime: " << kFirstSubmit_s << "\n";
    } else {
        out << "JobID|User|Account|Partition|QOS|State|Submit|Eligible|Start|End|ElapsedRaw|"
               "TimelimitRaw|AllocTRES|ReqTRES|NodeList|Priority|Restarts\n";
    }
    Jobs source;
    std::int64_t first_submit_s = -1;
    std::string seen(kUsers, '\0');
    for (std::int64_t i = 0; i < jobs; ++i) {
        const Job& job = source.next();
        if (format == TraceText::kCsv) {
            write_csv(out, job);
        } else if (format == TraceText::kSwf) {
            write_swf(out, job);
        } else {
            write_sacct(out, job, totals, steps);
        }
        out.end_row(totals);
        // Dates are counted from the first one, seconds from their own zero.
        first_submit_s = first_submit_s < 0 ? job.submit_s : first_submit_s;
        ++totals.jobs;
        totals.gpus += job.gpus;
        totals.runtime_s += job.runtime_s;
        totals.submit_s += job.submit_s - (format == TraceText::kSacct ? first_submit_s : 0);
        seen[static_cast<std::size_t>(job.user)] = 1;
    }
    out.flush(totals, 0);
    totals.users = std::count(seen.begin(), seen.end(), '\1');
    return totals;
}

}  // namespace headroom::tests
