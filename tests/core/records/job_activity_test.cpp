#include "src/core/records/job_activity.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/core/records/record_time.hpp"
#include "tests/core/records/record_text.hpp"

namespace headroom::records {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr int kZero = 1772300000;  // 2026-02-28T17:33:20Z

struct Job {
    std::string id;
    int start_s, end_s;
    std::uint32_t gpus;
    std::string hosts;
};

trace::Trace trace_of(const std::vector<Job>& jobs) {
    trace::Trace trace;
    trace.zero = Instant{kZero * kSecondUs};
    for (const Job& job : jobs) {
        trace.ids.push_back(job.id);
        trace.submit_us.push_back(0);
        trace.start_us.push_back(job.start_s < 0 ? trace::kUnknown : job.start_s * kSecondUs);
        trace.end_us.push_back(trace::kUnknown);
        trace.runtime_us.push_back((job.end_s - job.start_s) * kSecondUs);
        trace.gpus.push_back(job.gpus);
        trace.hosts.push_back(job.hosts);
        trace.line.push_back(static_cast<std::int64_t>(trace.line.size()) + 2);
    }
    return trace;
}

// A sample a minute and GPU; `activity(host, gpu, seconds)`.
template <class Activity>
std::string samples(const std::vector<std::string>& hosts, int gpus, int to_s, Activity activity) {
    std::string text = "time,host,gpu,activity\n";
    for (int time_s = 30; time_s < to_s; time_s += 60) {
        for (const std::string& host : hosts) {
            for (int gpu = 0; gpu < gpus; ++gpu) {
                text += std::to_string(kZero + time_s) + "," + host + "," + std::to_string(gpu) +
                        "," + std::to_string(activity(host, gpu, time_s)) + "\n";
            }
        }
    }
    return text;
}

JobActivity measure(const trace::Trace& trace, std::string_view text, std::int64_t shift_us = 0) {
    return read_good(
               text,
               [&](const std::string& file) { return measure_job_activity(file, trace, shift_us); })
        .activity;
}

TEST(JobActivity, ComesWithThePowerOfJobsThatHaveTheirNodesToThemselves) {
    const trace::Trace trace = trace_of({{"1", 0, 600, 2, "gpu001"},     // both GPUs
                                         {"2", 600, 1200, 1, "gpu001"},  // one of two
                                         {"3", 0, 300, 2, "gpu002"}});
    std::string text = "time,host,gpu,activity,power_w\n";
    for (int time_s = 30; time_s < 1200; time_s += 60) {
        for (const std::string host : {"gpu001", "gpu002"}) {
            for (const std::string gpu : {"0", "1"}) {
                const bool is_busy = host == "gpu001" && time_s < 600;
                text += std::to_string(kZero + time_s) + "," + host + "," + gpu + ",0.5," +
                        (is_busy ? (gpu == "0" ? "600" : "500") : "70") + "\n";
            }
        }
    }
    const JobActivity measured = measure(trace, text);
    EXPECT_THAT(measured.gpu_power_mw, ElementsAre(550'000, trace::kUnknown, 70'000));
    EXPECT_EQ(measured.with_power, 2);
    // 2 GPUs × 600 s × 550 W and 2 × 300 s × 70 W
    EXPECT_DOUBLE_EQ(measured.mean_power_w, (1200 * 550.0 + 600 * 70.0) / 1800);
}

TEST(JobActivity, PowerIsJoinedByLabelWithoutAnyActivity) {
    const trace::Trace trace = trace_of({{"1", 0, 600, 1, ""}, {"2", 0, 600, 1, ""}});
    std::string text = "timestamp,metric,Hostname,gpu,hpc_job,value\n";
    for (const char* row : {",g,0,1,100\n", ",g,1,2,300\n", ",g,0,1,200\n"}) {
        text += std::to_string(kZero + 60) + ",DCGM_FI_DEV_POWER_USAGE" + row;
    }
    EXPECT_THAT(measure(trace, text).gpu_power_mw, ElementsAre(150'000, 300'000));
}

TEST(JobActivity, IsJoinedByHostAndTime) {
    const trace::Trace trace = trace_of({{"1", 0, 600, 16, "gpu[001-002]"},
                                         {"2", 600, 1200, 8, "gpu001"},
                                         {"3", 600, 1200, 8, "gpu002"},
                                         {"4", 1200, 1800, 8, "gpu003"},
                                         {"5", -1, 600, 8, "gpu001"},
                                         {"6", 0, 600, 8, ""},
                                         {"7", 1500, 1510, 8, "gpu001"}});
    const auto activity = [](const std::string& host, int, int time_s) {
        return time_s < 600 ? (host == "gpu001" ? 0.4 : 0.8) : host == "gpu001" ? 0.5 : 1.0;
    };
    for (const char* domain : {"", ".cluster.local"}) {
        const std::string tail = domain;
        const JobActivity result =
            measure(trace, samples({"gpu001" + tail, "gpu002" + tail}, 8, 1800,
                                   [&](const std::string& host, int gpu, int time_s) {
                                       return activity(host.substr(0, 6), gpu, time_s);
                                   }));
        EXPECT_THAT(result.activity_ppm, ElementsAre(600'000, 500'000, 1'000'000, -1, -1, -1, -1));
        EXPECT_EQ(result.by_host, 3);
        EXPECT_EQ(result.part_of_node, 0);
        EXPECT_THAT(
            describe(result.not_measured),
            ElementsAre("no samples of its hosts: 1, line 5", "no recorded start: 1, line 6",
                        "neither a label nor recorded hosts: 1, line 7",
                        "no sample while it ran: 1, line 8"));
        EXPECT_EQ(result.samples, 30 * 16);
        EXPECT_EQ(result.samples_of_jobs, 20 * 16);
        EXPECT_EQ(result.samples_no_job, 10 * 16);
    }
}

TEST(JobActivity, OfSharedNodesIsNotAttributed) {
    const trace::Trace trace = trace_of({{"1", 0, 1200, 4, "a"},
                                         {"2", 600, 1200, 4, "a"},
                                         {"3", 600, 1200, 4, "b"},
                                         {"4", 1200, 1800, 4, "b"}});
    const JobActivity result = measure(
        trace, samples({"a", "b"}, 4, 1800, [](const std::string&, int, int) { return 0.5; }));
    EXPECT_THAT(result.activity_ppm, ElementsAre(500'000, -1, 500'000, 500'000));
    EXPECT_EQ(result.partly_shared, 1);
    EXPECT_EQ(result.samples_shared, 10 * 4);
    EXPECT_THAT(describe(result.not_measured),
                ElementsAre("shared node: not attributed: 1, line 3"));
}

TEST(JobActivity, OfAJobAloneOnAPartOfItsNodeIsAllThatTheNodeDid) {
    const trace::Trace trace = trace_of({{"1", 0, 600, 2, "a"}, {"2", 600, 1200, 2, "a"}});
    const JobActivity result =
        measure(trace, samples({"a"}, 8, 1200, [](const std::string&, int gpu, int time_s) {
                    return time_s < 600 ? (gpu < 2 ? 0.7 : 0.0) : 0.9;
                }));
    EXPECT_THAT(result.activity_ppm, ElementsAre(700'000, 1'000'000));
    EXPECT_EQ(result.part_of_node, 2);
}

TEST(JobActivity, LabelsTellWhoSharesANode) {
    const trace::Trace trace = trace_of({{"11", 0, 600, 1, "a"},
                                         {"12", 0, 600, 1, "a"},
                                         {"ns/pod-x", 0, 600, 1, "b"},
                                         {"13", 0, 600, 1, "c"}});
    const std::string row = std::to_string(kZero + 30) + ",DCGM_FI_DEV_GPU_UTIL,";
    const JobActivity result =
        measure(trace, "time,metric,host,gpu,hpc_job,pod,value\n" + row + "a,0,11,,30\n" + row +
                           "a,1,12,,90\n" + row + "a,2,,,5\n" + row + "q,0,,pod-x,20\n" + row +
                           "c,0,unheard-of,,60\n");
    EXPECT_THAT(result.activity_ppm, ElementsAre(300'000, 900'000, 200'000, 600'000));
    EXPECT_EQ(result.by_label, 3);
    EXPECT_EQ(result.by_host, 1);
    EXPECT_EQ(result.samples_shared, 1);
}

TEST(JobActivity, LocalTimesOfTheLogAreShifted) {
    const trace::Trace trace = trace_of({{"1", 3600, 4200, 1, "a"}});
    const std::string text =
        samples({"a"}, 1, 600, [](const std::string&, int, int) { return 0.5; });
    EXPECT_THAT(measure(trace, text).activity_ppm, ElementsAre(-1));
    EXPECT_THAT(measure(trace, text, kHourUs).activity_ppm, ElementsAre(500'000));
}

TEST(JobActivity, WithoutDatesNothingIsJoinedByTime) {
    trace::Trace trace = trace_of({{"1", 0, 600, 1, "a"}});
    trace.zero.reset();
    const JobActivity result =
        measure(trace, samples({"a"}, 1, 600, [](const std::string&, int, int) { return 0.5; }));
    EXPECT_THAT(describe(result.not_measured), ElementsAre("the trace has no dates: 1, line 2"));
}

// Against a count without timelines: every sample is compared with every job.
TEST(JobActivity, AgreesWithACountOverAllPairs) {
    std::vector<Job> jobs;
    std::uint32_t state = 3;
    const auto draw = [&](std::uint32_t below) {
        state = state * 1664525u + 1013904223u;
        return static_cast<int>((state >> 8u) % below);
    };
    for (int i = 0; i < 60; ++i) {
        const int start_s = draw(20'000), first = 1 + draw(4);
        jobs.push_back(
            {std::to_string(i), start_s, start_s + 60 + draw(3000), 4,
             "n[" + std::to_string(first) + "-" + std::to_string(first + draw(2)) + "]"});
    }
    const auto activity = [](const std::string& host, int gpu, int time_s) {
        return ((time_s * 31 + gpu * 7 + host.back()) % 100) / 100.0;
    };
    const std::vector<std::string> hosts{"n1", "n2", "n3", "n4", "n5"};
    const auto runs_on = [&](const Job& job, const std::string& host, int time_s) {
        const bool is_host = job.hosts[2] <= host[1] && host[1] <= job.hosts[4];
        return is_host && job.start_s <= time_s && time_s < job.end_s;
    };
    std::vector<double> sum(jobs.size(), 0);
    std::vector<int> count(jobs.size(), 0), host_count(jobs.size(), 0);
    for (int time_s = 30; time_s < 24'000; time_s += 60) {
        for (const std::string& host : hosts) {
            std::vector<std::size_t> running;
            for (std::size_t job = 0; job < jobs.size(); ++job) {
                if (runs_on(jobs[job], host, time_s)) {
                    running.push_back(job);
                }
            }
            for (int gpu = 0; running.size() == 1 && gpu < 4; ++gpu) {
                sum[running[0]] += activity(host, gpu, time_s);
                ++count[running[0]];
            }
        }
    }
    trace::Trace trace = trace_of(jobs);
    for (std::size_t job = 0; job < jobs.size(); ++job) {
        trace.gpus[job] = jobs[job].hosts[2] == jobs[job].hosts[4] ? 4 : 8;
    }
    const JobActivity result = measure(trace, samples(hosts, 4, 24'000, activity));
    for (std::size_t job = 0; job < jobs.size(); ++job) {
        const double wanted = count[job] == 0 ? -1 : sum[job] / count[job] * 1e6;
        EXPECT_NEAR(result.activity_ppm[job], wanted, 1) << job;
    }
    EXPECT_GT(result.samples_shared, 0);
    EXPECT_EQ(result.part_of_node, 0);
}

}  // namespace
}  // namespace headroom::records
