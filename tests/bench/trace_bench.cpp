// How fast traces are read and how much memory that takes, as CSV on stdout. The files are made up,
// written to a folder and removed.
// usage: trace_bench [--jobs N,N,…] [--rounds R] [--folder DIR] [--only FORMAT]

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "src/core/trace/trace.hpp"
#include "tests/support/trace_files.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

namespace headroom::bench {
namespace {

using tests::TraceText;
using tests::TraceTotals;

struct Case {
    std::string name;
    TraceText text;
    int steps = 0;
    std::string packed;  // "gz", "zst" or nothing
};

const std::vector<Case>& cases() {
    static const std::vector<Case> all{
        {"csv", TraceText::kCsv, 0, ""},
        {"csv.gz", TraceText::kCsv, 0, "gz"},
        {"csv.zst", TraceText::kCsv, 0, "zst"},
        {"swf", TraceText::kSwf, 0, ""},
        {"swf.gz", TraceText::kSwf, 0, "gz"},
        {"sacct", TraceText::kSacct, 0, ""},
        {"sacct.zst", TraceText::kSacct, 0, "zst"},
        {"sacct+steps", TraceText::kSacct, 2, ""},
    };
    return all;
}

struct Options {
    std::vector<std::int64_t> jobs{1'000'000};
    std::int64_t rounds = 5;
    std::string folder = std::filesystem::temp_directory_path();
    std::string only;
};

struct Measurement {
    double cpu_s = 0;
    std::int64_t peak_bytes = 0;  // more than before, as the system counts pages in use
    std::int64_t jobs = 0;
};

// What other programs on the machine do is not in it, and neither is waiting for the disk.
double cpu_s() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

std::int64_t peak_bytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return std::int64_t{usage.ru_maxrss} * 1024;
}

Measurement measure(const std::string& file) {
    Measurement result;
    const std::int64_t bytes_before = peak_bytes();
    const double before_s = cpu_s();
    const auto trace = trace::read_trace(file);
    result.cpu_s = cpu_s() - before_s;
    result.peak_bytes = peak_bytes() - bytes_before;
    result.jobs = trace ? static_cast<std::int64_t>(trace->trace.size()) : -1;
    return result;
}

// In a process of its own, as the peak of a process never falls.
Measurement measure_apart(const std::string& file) {
    std::array<int, 2> pipe_ends{};
    Measurement result;
    if (pipe(pipe_ends.data()) != 0) {
        return result;
    }
    std::fflush(stdout);
    const pid_t child = fork();
    if (child == 0) {
        const Measurement measured = measure(file);
        const bool is_told = write(pipe_ends[1], &measured, sizeof measured) == sizeof measured;
        _exit(is_told ? 0 : 1);
    }
    close(pipe_ends[1]);
    if (read(pipe_ends[0], &result, sizeof result) != sizeof result) {
        result.jobs = -1;
    }
    close(pipe_ends[0]);
    waitpid(child, nullptr, 0);
    return result;
}

void pack_gzip(const std::string& from, const std::string& to) {
    std::ifstream in(from, std::ios::binary);
    gzFile out = gzopen(to.c_str(), "wb6");
    std::vector<char> piece(1u << 20);
    while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())), in.gcount() > 0) {
        gzwrite(out, piece.data(), static_cast<unsigned>(in.gcount()));
    }
    gzclose(out);
}

// A frame a piece: several frames one behind the other are zstd data as well.
void pack_zstd(const std::string& from, const std::string& to) {
    std::ifstream in(from, std::ios::binary);
    std::ofstream out(to, std::ios::binary);
    std::vector<char> piece(1u << 24), packed(ZSTD_compressBound(piece.size()));
    while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())), in.gcount() > 0) {
        const std::size_t size = ZSTD_compress(packed.data(), packed.size(), piece.data(),
                                               static_cast<std::size_t>(in.gcount()), 3);
        out.write(packed.data(), static_cast<std::streamsize>(size));
    }
}

bool run_case(const Case& one, std::int64_t jobs, const Options& options) {
    const std::string text =
        options.folder + "/headroom_trace_bench_" + std::to_string(getpid()) + ".txt";
    const std::string packed = text + "." + one.packed;
    const TraceTotals totals = tests::write_trace_file(text, one.text, jobs, one.steps);
    if (one.packed == "gz") {
        pack_gzip(text, packed);
    } else if (one.packed == "zst") {
        pack_zstd(text, packed);
    }
    std::vector<double> times_s;
    Measurement last;
    for (std::int64_t round = 0; round < options.rounds; ++round) {
        last = measure_apart(one.packed.empty() ? text : packed);
        times_s.push_back(last.cpu_s);
    }
    std::filesystem::remove(text);
    std::filesystem::remove(packed);
    std::sort(times_s.begin(), times_s.end());
    const double megabytes = 1e-6 * static_cast<double>(totals.bytes);
    const double median_s = times_s[times_s.size() / 2];
    std::printf("%s,%lld,%lld,%.1f,%.3f,%.3f,%.0f,%.0f,%.1f\n", one.name.c_str(),
                static_cast<long long>(totals.jobs), static_cast<long long>(totals.rows), megabytes,
                median_s, times_s.front(), megabytes / median_s, megabytes / times_s.front(),
                static_cast<double>(last.peak_bytes) / static_cast<double>(jobs));
    std::fflush(stdout);
    if (last.jobs != totals.jobs) {
        std::fprintf(stderr, "%s: read %lld jobs of %lld\n", one.name.c_str(),
                     static_cast<long long>(last.jobs), static_cast<long long>(totals.jobs));
    }
    return last.jobs == totals.jobs;
}

bool run_all(const Options& options) {
    std::puts("format,jobs,rows,mb,s,best_s,mb_per_s,best_mb_per_s,bytes_per_job");
    bool is_right = true;
    for (const std::int64_t jobs : options.jobs) {
        for (const Case& one : cases()) {
            if (options.only.empty() || options.only == one.name) {
                is_right &= run_case(one, jobs, options);
            }
        }
    }
    return is_right;
}

std::vector<std::int64_t> parse_sizes(const char* text) {
    std::vector<std::int64_t> sizes;
    char* end = nullptr;
    for (const char* at = text; *at != '\0'; at = *end == ',' ? end + 1 : end) {
        sizes.push_back(std::strtoll(at, &end, 10));
        if (end == at || sizes.back() <= 0) {
            return {};
        }
    }
    return sizes;
}

std::optional<Options> parse_options(const std::vector<std::string>& arguments) {
    Options options;
    for (std::size_t i = 0; i + 1 < arguments.size(); i += 2) {
        const std::string& value = arguments[i + 1];
        if (arguments[i] == "--jobs") {
            options.jobs = parse_sizes(value.c_str());
        } else if (arguments[i] == "--rounds") {
            options.rounds = std::strtoll(value.c_str(), nullptr, 10);
        } else if (arguments[i] == "--folder") {
            options.folder = value;
        } else if (arguments[i] == "--only") {
            options.only = value;
        } else {
            return std::nullopt;
        }
    }
    if (arguments.size() % 2 != 0 || options.jobs.empty() || options.rounds < 1) {
        return std::nullopt;
    }
    return options;
}

}  // namespace
}  // namespace headroom::bench

int main(int count, char** arguments) {
    const auto options = headroom::bench::parse_options({arguments + 1, arguments + count});
    if (!options) {
        std::fputs(
            "usage: trace_bench [--jobs N,N,...] [--rounds R] [--folder DIR] [--only FORMAT]\n",
            stderr);
        return 2;
    }
    return headroom::bench::run_all(*options) ? 0 : 1;
}
