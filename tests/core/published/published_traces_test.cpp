#include "src/core/published/published_traces.hpp"

#include <algorithm>
#include <filesystem>

#include <gtest/gtest.h>

#include "src/core/published/trace_statistics.hpp"

namespace headroom::trace {
namespace {

const PublishedTrace& published(const std::string& name) {
    const PublishedTrace* found = published_traces().find(name);
    EXPECT_NE(found, nullptr) << name;
    return *found;
}

TEST(PublishedTraces, HoldFourDatacentresWithSources) {
    const PublishedTraces& all = published_traces();
    std::vector<std::string> names;
    for (const PublishedTrace& trace : all.traces) {
        names.push_back(trace.name);
        EXPECT_FALSE(trace.conflicts.empty()) << trace.name;
        EXPECT_TRUE(trace.jobs && trace.run_time_mean_s && trace.run_time_median_s) << trace.name;
        EXPECT_TRUE(trace.sizes.has_value()) << trace.name;
    }
    EXPECT_EQ(names, (std::vector<std::string>{"philly", "helios", "helios-venus", "helios-earth",
                                               "helios-saturn", "helios-uranus", "acme-seren",
                                               "acme-kalos", "pai"}));
    for (const PublishedSource& source : all.sources) {
        EXPECT_TRUE(source.url.starts_with("https://")) << source.name;
    }
}

// The published median lies on the published curve, between the two points around it; only the
// curve of Seren is of other jobs than its table, as its conflicts say.
TEST(PublishedTraces, MediansLieOnTheCurves) {
    for (const PublishedTrace& trace : published_traces().traces) {
        double below = 0;
        double above = 1;
        for (const auto& [time, share] : trace.run_time_cdf) {
            if (time <= trace.run_time_median_s->value) {
                below = share;
            } else {
                above = std::min(above, share);
            }
        }
        if (trace.name != "acme-seren") {
            EXPECT_LE(below, 0.5) << trace.name;
            EXPECT_GE(above, 0.5) << trace.name;
        }
        EXPECT_LE(below, 0.51) << trace.name;
    }
}

// Two ways to the same number: the mean run time of the table, and Σ share of GPU time / GPUs of
// the figure times the GPU time of the table. Of Philly, where both are exact, they agree to 0.1 %.
TEST(PublishedTraces, GpuTimeBySizeGivesTheMeanRunTimeOfPhilly) {
    const PublishedTrace& philly = published("philly");
    double mean = 0;
    for (std::size_t i = 0; i < philly.sizes->up_to.size(); ++i) {
        mean += philly.sizes->gpu_time[i] / philly.sizes->up_to[i];
    }
    mean *= philly.gpu_hours->value * 3600 / philly.jobs->value;
    EXPECT_NEAR(mean / philly.run_time_mean_s->value, 1, 0.001);
}

// Jobs of the table over the days of the trace, and the curve of submits by hour: two sources.
TEST(PublishedTraces, HourlySubmitsOfHeliosAddUpToItsJobs) {
    for (const char* name : {"helios-venus", "helios-earth", "helios-saturn", "helios-uranus"}) {
        const PublishedTrace& trace = published(name);
        double daily = 0;
        for (const double weight : trace.hourly) {
            daily += weight;
        }
        EXPECT_NEAR(daily * 181 / trace.jobs->value, 1, 0.005) << name;
    }
}

TEST(PublishedTraces, AFileIsMatchedByFormatAndPath) {
    const PublishedTraces& all = published_traces();
    const auto name_of = [&](const char* format, const char* path) {
        const PublishedTrace* found = all.find_for_file(format, path);
        return found == nullptr ? std::string() : found->name;
    };
    EXPECT_EQ(name_of("philly", "/data/jobs.csv"), "philly");
    EXPECT_EQ(name_of("helios", "HeliosData/Venus/cluster_log.csv"), "helios-venus");
    EXPECT_EQ(name_of("helios", "data/earth.csv.zst"), "helios-earth");
    EXPECT_EQ(name_of("helios", "cluster_log.csv"), "");
    EXPECT_EQ(name_of("acme", "job_trace/trace_seren.csv"), "acme-seren");
    EXPECT_EQ(name_of("acme", "trace_serenity.csv"), "");
    EXPECT_EQ(name_of("csv", "philly.csv"), "");
}

struct BadText {
    const char* text;
    const char* message;
};

class BadPublished : public testing::TestWithParam<BadText> {};

constexpr const char* kSource = "[source.s]\ntitle = \"t\"\nurl = \"https://u\"\n";

TEST_P(BadPublished, IsToldWithItsPlace) {
    const std::string text = std::string(kSource) + GetParam().text;
    const auto read = parse_published_traces(text, "t.toml");
    ASSERT_FALSE(read.has_value());
    EXPECT_EQ(format_diagnostics(read.error()).substr(0, std::string(GetParam().message).size()),
              GetParam().message);
}

#define TRACE "[trace.x]\ntitle = \"t\"\ncounts = \"jobs\"\n"

INSTANTIATE_TEST_SUITE_P(
    Faults,
    BadPublished,
    testing::Values(
        BadText{"[other.x]\n", "t.toml:4:2: error: other: unknown key; wanted source or trace"},
        BadText{"[trace.x]\ncounts = \"jobs\"\n", "t.toml:4:1: error: trace.x: has no title"},
        BadText{TRACE "job = { value = 1, source = \"s\" }\n",
                "t.toml:7:1: error: trace.x.job: unknown key"},
        BadText{TRACE "jobs = { source = \"s\" }\n",
                "t.toml:7:1: error: trace.x.jobs: has no value"},
        BadText{TRACE "jobs = { value = 1 }\n", "t.toml:7:8: error: trace.x.jobs: has no source"},
        BadText{TRACE "jobs = { value = 1, source = \"z\" }\n",
                "t.toml:7:8: error: trace.x.jobs: no source 'z'; wanted a table [source.z]"},
        BadText{TRACE "jobs = { value = 1, source = \"s\", how = \"guess\" }\n",
                "t.toml:7:41: error: trace.x.jobs: no way to know 'guess'"},
        BadText{TRACE "run_time_mean = { value = 3, source = \"s\" }\n",
                "t.toml:7:27: error: trace.x.run_time_mean: needs a unit"},
        BadText{TRACE "states = { source = \"s\", completed = 50, cancelled = 50, failed = 50 }\n",
                "t.toml:7:1: error: trace.x.states: the shares do not add up to 100 %"},
        BadText{TRACE
                "sizes = { source = \"s\", up_to = [1], jobs = [60, 40], gpu_time = [100] }\n",
                "t.toml:7:1: error: trace.x.sizes: needs three lists of one length"},
        BadText{TRACE "weekly = { source = \"s\", weights = [1] }\n",
                "t.toml:7:1: error: trace.x.weekly: has 1 weights"},
        BadText{TRACE "run_time_cdf = { source = \"s\", points = [[\"2 s\", 9], [\"1 s\", 10]] }\n",
                "t.toml:7:54: error: trace.x.run_time_cdf: the points must rise"},
        BadText{TRACE "names = [1]\n", "t.toml:7:9: error: trace.x.names: is not a list of texts"},
        BadText{"[trace.x\n", "t.toml:4:"}));

Trace trace_of(const std::vector<std::pair<double, std::uint32_t>>& jobs) {
    Trace trace;
    for (const auto& [seconds, gpus] : jobs) {
        trace.submit_us.push_back(static_cast<std::int64_t>(trace.size()) * 1'000'000);
        trace.runtime_us.push_back(static_cast<std::int64_t>(seconds * 1e6));
        trace.gpus.push_back(gpus);
        trace.state.push_back(gpus == 1 ? "COMPLETED" : gpus == 8 ? "CANCELLED by 7" : "FAILED");
    }
    return trace;
}

// By hand: run times 1 … 19 s and 1,000 s; GPU time 190 + 8 · 1,000 GPU-seconds and one job on 2.
TEST(TraceStatistics, AreWhatTheyAreByHand) {
    std::vector<std::pair<double, std::uint32_t>> jobs;
    for (int i = 1; i <= 19; ++i) {
        jobs.emplace_back(i, i == 10 ? 2 : 1);
    }
    jobs.emplace_back(1000, 8);
    const Trace trace = trace_of(jobs);
    const TraceStatistics found = measure_trace(trace);
    EXPECT_EQ(found.jobs, 20);
    EXPECT_DOUBLE_EQ(found.span_s, 19);
    EXPECT_DOUBLE_EQ(found.run_time_mean_s, 59.5);
    EXPECT_DOUBLE_EQ(found.run_time_median_s, 10);
    EXPECT_DOUBLE_EQ(found.run_time_p95_s, 19);
    EXPECT_DOUBLE_EQ(found.run_time_max_s, 1000);
    EXPECT_DOUBLE_EQ(found.gpus_mean, 1.4);
    EXPECT_DOUBLE_EQ(found.gpus_max, 8);
    EXPECT_NEAR(found.gpu_hours, 8200.0 / 3600, 1e-12);
    const SizeShares shares = size_shares(trace, std::vector<double>{1, 4});
    EXPECT_NEAR(shares.jobs[0], 0.9, 1e-12);
    EXPECT_NEAR(shares.jobs[1], 0.1, 1e-12);
    EXPECT_NEAR(shares.gpu_time[0], 180.0 / 8200, 1e-12);
    EXPECT_NEAR(state_share(trace, "cancel", false), 0.05, 1e-12);
    EXPECT_NEAR(state_share(trace, "cancel", true), 8000.0 / 8200, 1e-12);
    EXPECT_EQ(measure_trace(Trace{}).jobs, 0);
    EXPECT_TRUE(compare_with_published(Trace{}, published("philly")).empty());
}

TEST(TraceStatistics, AreTabulatedBesideThePublishedOnes) {
    const Trace trace = trace_of({{874, 1}, {874, 1}});
    const report::Table table =
        tabulate_comparison(compare_with_published(trace, published("philly")));
    const report::Column& figures = *table.find("figure");
    const report::Column& difference = *table.find("difference");
    bool is_there = false;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        if (figures.text.text(row) == "run time, median") {
            is_there = true;
            EXPECT_EQ(difference.reals[row], 0);
        }
    }
    EXPECT_TRUE(is_there);
    EXPECT_EQ(difference.reals.size(), table.rows());
}

}  // namespace
}  // namespace headroom::trace
