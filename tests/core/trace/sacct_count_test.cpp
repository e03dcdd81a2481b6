// A large dump of sacct with everything in it that sites have, counted a second time by a program
// in another language.

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "sim/base/units.hpp"
#include "tests/core/trace/trace_text.hpp"

#include <unistd.h>

namespace headroom::trace {
namespace {

constexpr int kJobs = 50'000;
constexpr std::int64_t kFirst_s = 1'767'225'600;  // 2026-01-01T00:00:00Z

using Counts = std::map<std::string, std::int64_t>;

class Dump {
public:
    std::string text =
        "JobID|User|State|Submit|Start|End|ElapsedRaw|TimelimitRaw|AllocTRES|ReqTRES\n";

    void add_job() {
        ++number_;
        time_s_ += below(60);
        std::string id = std::to_string(number_);
        id += below(5) == 0 ? "_" + std::to_string(below(9)) : "";
        const std::string tres = pick_tres();
        const std::string limit = below(6) == 0 ? "UNLIMITED" : std::to_string(60 + below(600));
        switch (below(12)) {
            case 0:
                add(id, "PENDING", time_s_, "Unknown", "Unknown", 0, limit, "", tres);
                break;
            case 1:
                add(id, "CANCELLED by 1001", time_s_, "None", date(time_s_ + 60), 0, limit, "",
                    tres);
                break;
            case 2:
                add(std::to_string(number_) + "_[10-99%4]", "PENDING", time_s_, "Unknown",
                    "Unknown", 0, limit, "", tres);
                break;
            case 3:
                add_run(id, "NODE_FAIL", time_s_, limit, tres);
                add_run(id, "PREEMPTED", time_s_ + 200'000, limit, tres);
                add_run(id, "COMPLETED", time_s_ + 400'000, limit, tres);
                break;
            case 4:
                add(id, "RUNNING", time_s_, date(time_s_ + 30), "Unknown", 1000 + below(9000),
                    limit, tres, tres);
                break;
            default:
                add_run(id, below(4) == 0 ? "FAILED" : "COMPLETED", time_s_, limit, tres);
                break;
        }
    }

private:
    void add_run(const std::string& id,
                 const std::string& state,
                 std::int64_t submit_s,
                 const std::string& limit,
                 const std::string& tres) {
        const std::int64_t start_s = submit_s + below(5000);
        const std::int64_t elapsed_s = below(100'000);
        add(id, state, submit_s, date(start_s), date(start_s + elapsed_s), elapsed_s, limit, tres,
            tres);
        for (std::int64_t step = below(4); step > 0; --step) {
            add(id + (step == 1 ? ".batch" : "." + std::to_string(step)), "COMPLETED", start_s,
                date(start_s), date(start_s + elapsed_s), elapsed_s, "", tres, "");
        }
    }

    void add(const std::string& id,
             const std::string& state,
             std::int64_t submit_s,
             const std::string& start,
             const std::string& end,
             std::int64_t elapsed_s,
             const std::string& limit,
             const std::string& alloc,
             const std::string& req) {
        text += id + "|user" + std::to_string(number_ % 50) + "|" + state + "|" + date(submit_s) +
                "|" + start + "|" + end + "|" + std::to_string(elapsed_s) + "|" + limit + "|" +
                alloc + "|" + req + "\n";
    }

    std::string pick_tres() {
        const std::string gpus = std::to_string(1 + below(16));
        switch (below(6)) {
            case 0:
                return "billing=4,cpu=4,mem=8G,node=1";
            case 1:
                return "cpu=4,gres/gpu:1g.10gb=1,gres/gpu=1,node=1";
            case 2:
                return "cpu=4,gres/gpu:a100=" + gpus + ",node=1";
            case 3:
                return "cpu=4,gres/gpu:a100=2,gres/gpu:h100=" + gpus + ",node=2";
            default:
                return "cpu=4,gres/gpu:h100=" + gpus + ",gres/gpu=" + gpus + ",mem=64G,node=1";
        }
    }

    static std::string date(std::int64_t since_first_s) {
        return format_instant(Instant{(kFirst_s + since_first_s) * 1'000'000}).substr(0, 19);
    }

    std::int64_t below(std::uint64_t limit) {
        state_ = state_ * 6364136223846793005u + 1442695040888963407u;
        return static_cast<std::int64_t>((state_ >> 33) % limit);
    }

    int number_ = 1000;
    std::int64_t time_s_ = 0;
    std::uint64_t state_ = 7;
};

Counts count(const TraceFile& file) {
    constexpr std::int64_t kSecond = 1'000'000;
    const Trace& trace = file.trace;
    Counts counts{{"rows", file.report.rows}, {"jobs", static_cast<std::int64_t>(trace.size())}};
    const std::int64_t zero_s = trace.zero ? trace.zero->unix_us / kSecond : 0;
    for (std::size_t row = 0; row < trace.size(); ++row) {
        counts["requeues"] += trace.requeues.empty() ? 0 : trace.requeues[row];
        counts["gpus"] += trace.gpus[row];
        counts["gpu_s"] += trace.gpus[row] * (trace.runtime_us[row] / kSecond);
        counts["submit_s"] += zero_s + trace.submit_us[row] / kSecond;
        counts["start_s"] += zero_s + trace.start_us[row] / kSecond;
        if (trace.estimate_us[row] != kUnknown) {
            ++counts["limits"];
            counts["limit_s"] += trace.estimate_us[row] / kSecond;
        }
        counts["running"] += trace.state.text(row) == "running" ? 1 : 0;
    }
    for (RowCount reason : file.report.dropped) {
        for (char& letter : reason.reason) {
            letter = letter == ' ' ? '_' : letter;
        }
        counts["dropped:" + reason.reason] = reason.rows;
    }
    return counts;
}

Counts count_with_python(const std::string& file) {
    const std::string command = "python3 '" + std::string(HEADROOM_SOURCE_DIR) +
                                "/tests/core/trace/count_sacct.py' '" + file + "'";
    Counts counts;
    std::FILE* const pipe = ::popen(command.c_str(), "r");
    char name[256];
    long long value = 0;
    while (pipe != nullptr && std::fscanf(pipe, "%255s %lld", name, &value) == 2) {
        counts[name] = value;
    }
    EXPECT_EQ(pipe == nullptr ? -1 : ::pclose(pipe), 0);
    return counts;
}

TEST(SacctCount, AgreesWithASecondCountInAnotherLanguage) {
    if (std::system("python3 -c 'import sys; sys.exit(sys.version_info < (3, 8))' 2>/dev/null") !=
        0) {
        GTEST_SKIP() << "needs python3";
    }
    Dump dump;
    for (int job = 0; job < kJobs; ++job) {
        dump.add_job();
    }
    const std::string file =
        testing::TempDir() + "headroom_sacct_count_" + std::to_string(::getpid()) + ".txt";
    std::ofstream(file, std::ios::binary) << dump.text;
    const Counts expected_counts = count_with_python(file);
    std::remove(file.c_str());
    const TraceFile read = read_good(dump.text);
    EXPECT_EQ(accounted_rows(read), read.report.rows);
    EXPECT_EQ(count(read), expected_counts);
    EXPECT_EQ(expected_counts.size(), 17u);  // ten sums, and each of the seven reasons occurs
}

}  // namespace
}  // namespace headroom::trace
