#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/trace/trace_text.hpp"

namespace headroom::trace {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::int64_t kSecond = 1'000'000;
const std::string kAsUtc = "dates have no time zone; they are read as UTC";

// The columns of most cases, and a job of them that is as ordinary as can be.
const std::string kHeader =
    "JobID|User|Account|Partition|QOS|State|Submit|Eligible|Start|End|ElapsedRaw|TimelimitRaw|"
    "AllocTRES|ReqTRES|NodeList\n";

struct Job {
    std::string id = "100";
    std::string user = "ann";
    std::string state = "COMPLETED";
    std::string submit = "2026-01-05T10:00:00";
    std::string eligible = "2026-01-05T10:00:00";
    std::string start = "2026-01-05T10:05:00";
    std::string end = "2026-01-05T11:05:00";
    std::string elapsed_s = "3600";
    std::string limit_min = "120";
    std::string alloc = "billing=8,cpu=8,gres/gpu:h100=4,gres/gpu=4,mem=64G,node=1";
    std::string req = "billing=8,cpu=8,gres/gpu=4,mem=64G,node=1";
    std::string nodes = "gpu01";
};

std::string row(const Job& job) {
    return job.id + "|" + job.user + "|nlp|long|normal|" + job.state + "|" + job.submit + "|" +
           job.eligible + "|" + job.start + "|" + job.end + "|" + job.elapsed_s + "|" +
           job.limit_min + "|" + job.alloc + "|" + job.req + "|" + job.nodes + "\n";
}

std::vector<std::string> ids(const Trace& trace) {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < trace.size(); ++i) {
        texts.emplace_back(trace.ids[i]);
    }
    return texts;
}

TEST(ReadSacct, ReadsAJob) {
    const TraceFile file = read_good(kHeader + row({}));
    const Trace& trace = file.trace;
    EXPECT_EQ(trace.format, "sacct");
    ASSERT_TRUE(trace.zero);
    EXPECT_EQ(format_instant(*trace.zero), "2026-01-05T10:00:00Z");
    EXPECT_THAT(ids(trace), ElementsAre("100"));
    EXPECT_THAT(trace.submit_us, ElementsAre(0));
    EXPECT_THAT(trace.eligible_us, ElementsAre(0));
    EXPECT_THAT(trace.start_us, ElementsAre(300 * kSecond));
    EXPECT_THAT(trace.end_us, ElementsAre(3900 * kSecond));
    EXPECT_THAT(trace.runtime_us, ElementsAre(3600 * kSecond));
    EXPECT_THAT(trace.estimate_us, ElementsAre(7200 * kSecond));
    EXPECT_THAT(trace.gpus, ElementsAre(4u));
    EXPECT_EQ(trace.user.text(0), "ann");
    EXPECT_EQ(trace.account.text(0), "nlp");
    EXPECT_EQ(trace.partition.text(0), "long");
    EXPECT_EQ(trace.qos.text(0), "normal");
    EXPECT_EQ(trace.gpu_model.text(0), "");
    EXPECT_EQ(trace.gpu_model_ran.text(0), "h100");
    EXPECT_EQ(trace.state.text(0), "completed");
    EXPECT_EQ(trace.hosts.text(0), "gpu01");
    EXPECT_THAT(trace.priority, IsEmpty());
    EXPECT_THAT(trace.requeues, IsEmpty());
    EXPECT_THAT(file.report.dropped, IsEmpty());
    EXPECT_THAT(file.report.adjusted, IsEmpty());
    EXPECT_THAT(describe(file.report.warnings), ElementsAre(kAsUtc));
}

TEST(ReadSacct, TakesAnyColumnsInAnyOrderAndCase) {
    const TraceFile file = read_good(
        "elapsed|exitcode|reqtres|jobidraw|SUBMIT|NCPUS\n"
        "1-02:03:04|0:0|cpu=1,gres/gpu=2|7|2026-01-05T10:00:00|16\n"
        "00:00:10|0:0|cpu=1,gres/gpu=1|8|2026-01-05T10:00:01|16\n");
    EXPECT_THAT(ids(file.trace), ElementsAre("7", "8"));
    EXPECT_THAT(file.trace.runtime_us, ElementsAre(93'784 * kSecond, 10 * kSecond));
    EXPECT_THAT(file.trace.gpus, ElementsAre(2u, 1u));
    EXPECT_THAT(file.trace.estimate_us, ElementsAre(kUnknown, kUnknown));
    EXPECT_THAT(file.trace.start_us, IsEmpty());
    EXPECT_THAT(describe(file.report.warnings),
                ElementsAre(kAsUtc, "no column State: what has no end is taken as running"));
}

TEST(ReadSacct, TakesTheTrailingBarOfParsable) {
    const TraceFile file = read_good(
        "JobID|State|Submit|Elapsed|AllocTRES|\r\n"
        "1|COMPLETED|2026-01-05T10:00:00|00:01:00|gres/gpu=1|\r\n"
        "2|COMPLETED|2026-01-05T10:00:00|00:01:00|gres/gpu=1");
    EXPECT_THAT(ids(file.trace), ElementsAre("1"));
    EXPECT_THAT(describe(file.report.dropped),
                ElementsAre("a last line that is cut off: 1, line 3"));
}

TEST(ReadSacct, LeavesOutStepsAndKeepsElementsAndComponents) {
    const TraceFile file =
        read_good(kHeader + row({.id = "100"}) + row({.id = "100.batch", .user = ""}) +
                  row({.id = "100.extern"}) + row({.id = "100.0", .submit = "not looked at"}) +
                  row({.id = "101_7"}) + row({.id = "101_7.0"}) + row({.id = "102+0"}) +
                  row({.id = "102+1"}) + row({.id = "102+0.batch"}));
    EXPECT_THAT(ids(file.trace), ElementsAre("100", "101_7", "102+0", "102+1"));
    EXPECT_THAT(describe(file.report.dropped), ElementsAre("a step of a job: 5, line 3"));
    EXPECT_THAT(describe(file.report.adjusted),
                ElementsAre("a component of a heterogeneous job: a job of its own: 2, line 8"));
}

TEST(ReadSacct, FindsStepsWhereverTheIdStands) {
    const TraceFile file = read_good(
        "JobName|JobID|State|Submit|Elapsed|AllocTRES\n"
        "a|b|1|COMPLETED|2026-01-05T10:00:00|00:01:00|gres/gpu=1\n"
        "a|b|1.batch|COMPLETED|||\n"
        "v1.5|2|COMPLETED|2026-01-05T10:00:00|00:01:00|gres/gpu=1\n"
        "python3.11|2.0|COMPLETED|||\n");
    EXPECT_THAT(ids(file.trace), ElementsAre("1", "2"));
    EXPECT_THAT(describe(file.report.dropped), ElementsAre("a step of a job: 2, line 3"));
}

TEST(ReadSacct, LeavesOutWhatNeverRan) {
    const Job waits{.id = "1",
                    .state = "PENDING",
                    .start = "Unknown",
                    .end = "Unknown",
                    .elapsed_s = "0",
                    .alloc = "",
                    .nodes = "None assigned"};
    Job cancelled = waits;
    cancelled.state = "CANCELLED by 1001";
    cancelled.start = "None";
    cancelled.end = "2026-01-05T11:00:00";
    Job cancelled_of_old = cancelled;  // Slurm before 21.08: the end for the start
    cancelled_of_old.start = cancelled_of_old.end;
    Job elements = waits;
    elements.id = "1_[5-10%2]";
    Job missed = cancelled;
    missed.state = "DEADLINE";
    Job revoked = waits;
    revoked.state = "REVOKED";
    const TraceFile file =
        read_good(kHeader + row(waits) + row(cancelled) + row(cancelled_of_old) + row(elements) +
                  row(missed) + row(revoked) + row({.state = "CANCELLED by 1001"}));
    EXPECT_THAT(ids(file.trace), ElementsAre("100"));
    EXPECT_EQ(file.trace.state.text(0), "cancelled");
    EXPECT_THAT(
        describe(file.report.dropped),
        ElementsAre("still pending at the dump: 1, line 2", "cancelled while pending: 2, line 3",
                    "elements of an array that never started, several in a row: 1, line 5",
                    "never started: 1, line 6",
                    "ran on another cluster of the federation: 1, line 7"));
}

TEST(ReadSacct, KeepsJobsThatStartedAndEndedInTheSameSecond) {
    const TraceFile file = read_good(
        kHeader + row({.state = "FAILED", .end = "2026-01-05T10:05:00", .elapsed_s = "0"}));
    EXPECT_THAT(file.trace.runtime_us, ElementsAre(0));
}

TEST(ReadSacct, TakesWhatStillRunsWithItsTimeSoFar) {
    const TraceFile file = read_good(
        kHeader + row({.id = "1", .state = "RUNNING", .end = "Unknown", .elapsed_s = "60"}) +
        row({.id = "2", .state = "SUSPENDED", .end = "Unknown", .elapsed_s = "50"}) +
        row({.id = "3", .state = "REQUEUED"}));
    EXPECT_THAT(file.trace.runtime_us, ElementsAre(60 * kSecond, 50 * kSecond, 3600 * kSecond));
    EXPECT_EQ(file.trace.end_us[0], kUnknown);
    EXPECT_THAT(describe(file.report.adjusted),
                ElementsAre("cut by the end of the window: run time so far: 2, line 2",
                            "requeued, its next run is not listed: run time so far: 1, line 4"));
}

TEST(ReadSacct, WithoutStateAJobWithoutEndRuns) {
    const TraceFile file = read_good(
        "JobID|Submit|Start|End|AllocTRES\n"
        "1|2026-01-05T10:00:00|2026-01-05T10:00:00|2026-01-05T10:01:00|gres/gpu=1\n"
        "2|2026-01-05T10:00:00|2026-01-05T10:00:00|Unknown|gres/gpu=1\n");
    EXPECT_THAT(file.trace.runtime_us, ElementsAre(60 * kSecond));
    EXPECT_THAT(describe(file.report.dropped), ElementsAre("unknown run time: 1, line 3"));
    EXPECT_THAT(describe(file.report.warnings),
                ElementsAre(kAsUtc, "no column Elapsed: run times are End - Start",
                            "no column State: what has no end is taken as running"));
}

TEST(ReadSacct, MakesOneJobOfTheRunsOfARequeuedOne) {
    const TraceFile file =
        read_good(kHeader + row({.state = "NODE_FAIL", .elapsed_s = "3600", .nodes = "gpu01"}) +
                  row({.id = "200"}) +
                  row({.state = "PREEMPTED",
                       .submit = "2026-01-05T11:07:00",
                       .eligible = "2026-01-05T11:09:00",
                       .start = "2026-01-05T11:30:00",
                       .end = "2026-01-05T12:00:00",
                       .elapsed_s = "1800",
                       .nodes = "gpu02"}) +
                  row({.state = "COMPLETED",
                       .submit = "2026-01-05T12:00:00",
                       .eligible = "2026-01-05T12:02:00",
                       .start = "2026-01-05T13:00:00",
                       .end = "2026-01-05T14:00:00",
                       .elapsed_s = "3600",
                       .nodes = "gpu03"}));
    const Trace& trace = file.trace;
    EXPECT_THAT(ids(trace), ElementsAre("200", "100"));
    EXPECT_THAT(trace.submit_us, ElementsAre(0, 0));
    EXPECT_THAT(trace.eligible_us, ElementsAre(0, 0));
    EXPECT_EQ(trace.start_us[1], 3 * 3600 * kSecond);
    EXPECT_EQ(trace.end_us[1], 4 * 3600 * kSecond);
    EXPECT_EQ(trace.runtime_us[1], 3600 * kSecond);
    EXPECT_EQ(trace.state.text(1), "completed");
    EXPECT_EQ(trace.hosts.text(1), "gpu03");
    EXPECT_THAT(trace.requeues, ElementsAre(0, 2));
    EXPECT_THAT(trace.line, ElementsAre(3, 5));
    EXPECT_THAT(describe(file.report.dropped),
                ElementsAre("an earlier run of a requeued job: 2, line 2"));
    // 4 GPUs, 1 h and 0.5 h
    EXPECT_THAT(
        describe(file.report.warnings),
        ElementsAre(kAsUtc, "earlier runs of requeued jobs took 6.0 GPU-hours that are in no job"));
}

TEST(ReadSacct, CountsRequeuesOfRecordsThatAreNotListed) {
    const TraceFile file = read_good(
        "JobID|State|Submit|Elapsed|AllocTRES|Restarts|Priority\n"
        "1|COMPLETED|2026-01-05T10:00:00|00:01:00|gres/gpu=1|0|10\n"
        "2|COMPLETED|2026-01-05T10:00:00|00:01:00|gres/gpu=1|3|0\n"
        "3|COMPLETED|2026-01-05T10:00:00|00:01:00|gres/gpu=1||\n");
    EXPECT_THAT(file.trace.requeues, ElementsAre(0, 3, 0));
    EXPECT_THAT(file.trace.priority, ElementsAre(10, 0, 0));
}

TEST(ReadSacct, LowersPrioritiesThatAreTooLarge) {
    const TraceFile file = read_good(
        "JobID|State|Submit|Elapsed|AllocTRES|Priority\n"
        "1|COMPLETED|2026-01-05T10:00:00|00:01:00|gres/gpu=1|4294901759\n"
        "2|COMPLETED|2026-01-05T10:00:00|00:01:00|gres/gpu=1|0\n"
        "3|COMPLETED|2026-01-05T10:00:00|00:01:00|gres/gpu=1|2147483648\n");
    EXPECT_THAT(file.trace.priority, ElementsAre(2'147'418'111, -2'147'483'648, 0));
    EXPECT_THAT(describe(file.report.warnings),
                ElementsAre(kAsUtc,
                            "priorities reach beyond 2147483647; all are lowered by "
                            "2147483648"));
}

TEST(ReadSacct, ListsAJobOfTwoJoinedDumpsOnce) {
    const Job runs{.id = "1", .state = "RUNNING", .end = "Unknown", .elapsed_s = "60"};
    for (const bool ended_first : {false, true}) {
        const std::string january = kHeader + row(ended_first ? Job{.id = "1"} : runs);
        const std::string february = kHeader + row(ended_first ? runs : Job{.id = "1"});
        const TraceFile file = read_good(january + february);
        EXPECT_THAT(file.trace.runtime_us, ElementsAre(3600 * kSecond));
        EXPECT_THAT(file.trace.requeues, IsEmpty());
        EXPECT_THAT(file.report.adjusted, IsEmpty());
        EXPECT_EQ(file.report.rows, 2);
        EXPECT_THAT(describe(file.report.dropped),
                    ElementsAre("listed twice: the same job and submit time: 1, line " +
                                std::string(ended_first ? "4" : "2")));
    }
}

TEST(ReadSacct, KeepsJobsApartThatOnlyShareANumber) {
    const TraceFile file =
        read_good(kHeader + row({.id = "1"}) +
                  row({.id = "1", .user = "bob", .submit = "2026-01-06T10:00:00"}));
    EXPECT_EQ(file.trace.size(), 2u);
    EXPECT_THAT(describe(file.report.warnings),
                ElementsAre(kAsUtc, "3:0: id '1' is not the first of its name; 1 ids repeat"));
}

TEST(ReadSacct, KeepsEverySizeOfAResizedJob) {
    const TraceFile file = read_good(kHeader + row({.id = "1", .state = "RESIZING"}) +
                                     row({.id = "1",
                                          .start = "2026-01-05T11:05:00",
                                          .end = "2026-01-05T12:05:00",
                                          .alloc = "gres/gpu=2"}));
    EXPECT_THAT(file.trace.gpus, ElementsAre(4u, 2u));
    EXPECT_THAT(
        describe(file.report.adjusted),
        ElementsAre("changed its size while it ran: each size a job of its own: 1, line 2"));
}

TEST(ReadSacct, TellsTheJobsOfClustersApart) {
    const TraceFile file = read_good(
        "Cluster|JobID|State|Submit|Elapsed|AllocTRES\n"
        "east|1|COMPLETED|2026-01-05T10:00:00|00:01:00|gres/gpu=1\n"
        "west|1|COMPLETED|2026-01-05T10:00:00|00:01:00|gres/gpu=1\n"
        "east|2|COMPLETED|2026-01-05T10:00:00|00:01:00|gres/gpu=1\n");
    EXPECT_THAT(ids(file.trace), ElementsAre("1", "west:1", "2"));
}

TEST(ReadSacct, TakesGpusFromWhatWasAllocatedElseFromTheRequest) {
    struct Case {
        std::string alloc, req;
        std::uint32_t gpus;
        std::string model;
    };
    const std::vector<Case> cases{
        {"gres/gpu=2", "gres/gpu=8", 2, ""},
        {"", "cpu=1,gres/gpu=8", 8, ""},
        {"cpu=8,mem=1G,node=1", "gres/gpu:a100=1", 1, "a100"},
        {"gres/gpu=0,cpu=8", "gres/gpu=3", 3, ""},  // no_consume: allocated as 0
        {"gres/gpu:nvidia_geforce_rtx_2080_ti=3", "", 3, "nvidia_geforce_rtx_2080_ti"},
        {"gres/gpu=8,gres/gpu:h100=8", "", 8, "h100"},
        {"gres/gpumem=80G,gres/gpuutil=99,gres/gpu=1", "", 1, ""},
        {"gres/nic=2,gres/gpu=1", "", 1, ""},
        {"xgres/gpu=9,gres/gpu=1", "", 1, ""},
    };
    for (const Case& c : cases) {
        const TraceFile file = read_good(kHeader + row({.alloc = c.alloc, .req = c.req}));
        EXPECT_THAT(file.trace.gpus, ElementsAre(c.gpus)) << c.alloc;
        EXPECT_EQ(file.trace.gpu_model_ran.text(0), c.model) << c.alloc;
    }
}

TEST(ReadSacct, TellsTheModelThatWasAskedForFromTheOneThatCame) {
    const TraceFile file = read_good(
        kHeader + row({.id = "1", .alloc = "gres/gpu:h100=2,gres/gpu=2", .req = "gres/gpu=2"}) +
        row({.id = "2", .alloc = "gres/gpu:h100=2", .req = "gres/gpu:h100=2,gres/gpu=2"}) +
        row({.id = "3", .alloc = "gres/gpu:h100=2", .req = ""}));
    EXPECT_EQ(file.trace.gpu_model.text(0), "");
    EXPECT_EQ(file.trace.gpu_model.text(1), "h100");
    EXPECT_EQ(file.trace.gpu_model.text(2), "h100");  // no request is recorded
    for (std::size_t job = 0; job < 3; ++job) {
        EXPECT_EQ(file.trace.gpu_model_ran.text(job), "h100");
    }
}

TEST(ReadSacct, LeavesOutSharesOfGpusAndJobsWithoutOne) {
    const TraceFile file = read_good(
        kHeader + row({.id = "1", .alloc = "gres/gpu:1g.10gb=1,gres/gpu=1"}) +
        row({.id = "2", .alloc = "gres/gpu:a100_3g.20gb=2"}) +
        row({.id = "3", .alloc = "gres/gpu:1g.10gb+me=1"}) +
        row({.id = "4", .alloc = "gres/shard=4"}) + row({.id = "5", .alloc = "gres/mps:a100=50"}) +
        row({.id = "6", .alloc = "cpu=8,mem=1G", .req = "cpu=8,mem=1G"}) +
        row({.id = "7", .alloc = "gres/gpu:gb200=4,gres/shard=0"}));
    EXPECT_THAT(ids(file.trace), ElementsAre("7"));
    EXPECT_EQ(file.trace.gpu_model_ran.text(0), "gb200");
    EXPECT_THAT(describe(file.report.dropped),
                ElementsAre("a share of a GPU: 5, line 2", "zero GPUs: 1, line 7"));
}

TEST(ReadSacct, NamesTheMostFrequentOfSeveralModels) {
    const TraceFile file =
        read_good(kHeader + row({.alloc = "gres/gpu:a100=2,gres/gpu:h100=6,gres/gpu=8"}));
    EXPECT_THAT(file.trace.gpus, ElementsAre(8u));
    EXPECT_EQ(file.trace.gpu_model_ran.text(0), "h100");
    EXPECT_THAT(describe(file.report.adjusted),
                ElementsAre("GPUs of several models: all as the most frequent one: 1, line 2"));
}

TEST(ReadSacct, ReadsTheGresOfOlderSlurm) {
    const TraceFile file = read_good(
        "JobID|State|Submit|Elapsed|AllocGRES|ReqGRES\n"
        "1|COMPLETED|2019-01-05T10:00:00|00:01:00|gpu:2|gpu:2\n"
        "2|COMPLETED|2019-01-05T10:00:00|00:01:00|gpu:v100:4|gpu:4\n"
        "3|COMPLETED|2019-01-05T10:00:00|00:01:00|craynetwork:1,gpu|\n"
        "4|COMPLETED|2019-01-05T10:00:00|00:01:00||gres:gpu:tesla:1\n"
        "5|COMPLETED|2019-01-05T10:00:00|00:01:00|(null)|craynetwork:1\n"
        "6|COMPLETED|2019-01-05T10:00:00|00:01:00|gpu:1g.5gb:1|\n"
        "7|COMPLETED|2019-01-05T10:00:00|00:01:00|gpu:k80:3(IDX:0,2-3)|\n");
    EXPECT_THAT(file.trace.gpus, ElementsAre(2u, 4u, 1u, 1u, 3u));
    EXPECT_EQ(file.trace.gpu_model.text(1), "");  // it asked for any four
    EXPECT_EQ(file.trace.gpu_model_ran.text(1), "v100");
    EXPECT_EQ(file.trace.gpu_model.text(2), "");
    EXPECT_EQ(file.trace.gpu_model.text(3), "tesla");
    EXPECT_EQ(file.trace.gpu_model.text(4), "k80");
    EXPECT_THAT(describe(file.report.dropped),
                ElementsAre("zero GPUs: 1, line 6", "a share of a GPU: 1, line 7"));
}

TEST(ReadSacct, ReadsLimitsInEitherForm) {
    const std::string header = "JobID|State|Submit|Elapsed|AllocTRES|Timelimit\n";
    const std::string job = "|COMPLETED|2026-01-05T10:00:00|00:01:00|gres/gpu=1|";
    const TraceFile file = read_good(header + "1" + job + "7-00:00:00\n2" + job + "UNLIMITED\n3" +
                                     job + "Partition_Limit\n4" + job + "\n5" + job +
                                     "01:30:00\n6" + job + "00:00:00\n7" + job + "INVALID\n");
    EXPECT_THAT(file.trace.estimate_us, ElementsAre(604'800 * kSecond, kUnknown, kUnknown, kUnknown,
                                                    5400 * kSecond, kUnknown, kUnknown));
    const TraceFile raw =
        read_good(kHeader + row({.id = "1", .limit_min = "UNLIMITED"}) +
                  row({.id = "2", .limit_min = "4294967295"}) + row({.id = "3", .limit_min = "1"}));
    EXPECT_THAT(raw.trace.estimate_us, ElementsAre(kUnknown, kUnknown, 60 * kSecond));
}

TEST(ReadSacct, KeepsWhatExceedsItsLimit) {
    const TraceFile file = read_good(kHeader + row({.limit_min = "30"}));
    EXPECT_THAT(file.trace.estimate_us, ElementsAre(1800 * kSecond));
    EXPECT_THAT(file.trace.runtime_us, ElementsAre(3600 * kSecond));
}

TEST(ReadSacct, ReadsEpochTimesAndOffsetsAlone) {
    const std::string header = "JobID|State|Submit|Start|Elapsed|AllocTRES\n";
    const TraceFile epoch =
        read_good(header + "1|COMPLETED|1767607200|1767607500|01:00:00|gres/gpu=1\n");
    EXPECT_EQ(format_instant(*epoch.trace.zero), "2026-01-05T10:00:00Z");
    EXPECT_THAT(epoch.trace.start_us, ElementsAre(300 * kSecond));
    EXPECT_THAT(epoch.report.warnings, IsEmpty());
    const TraceFile offsets = read_good(
        header +
        "1|COMPLETED|2026-03-29T01:30:00+0100|2026-03-29T03:30:00+0200|01:00:00|gres/gpu=1\n"
        "2|COMPLETED|1774744200|2026-03-29T00:30:00Z|01:00:00|gres/gpu=1\n");
    EXPECT_THAT(offsets.trace.submit_us, ElementsAre(0, 0));
    EXPECT_THAT(offsets.trace.start_us, ElementsAre(3600 * kSecond, 0));
    EXPECT_THAT(offsets.report.warnings, IsEmpty());
}

TEST(ReadSacct, SaysWhenOnlySomeDatesHaveATimeZone) {
    const TraceFile file = read_good(
        "JobID|State|Submit|Start|Elapsed|AllocTRES\n"
        "1|COMPLETED|2026-01-05T10:00:00+01:00|2026-01-05T10:00:00|01:00:00|gres/gpu=1\n"
        "2|COMPLETED|2026-01-05T10:00:00|Unknown|01:00:00|gres/gpu=1\n");
    EXPECT_THAT(describe(file.report.warnings),
                ElementsAre("2 dates have no time zone and are read as UTC, 1 have one"));
}

TEST(ReadSacct, MendsTheHourOfDaylightSaving) {
    const Job spring{.id = "1",
                     .submit = "2026-03-29T01:00:00",
                     .eligible = "2026-03-29T01:00:00",
                     .start = "2026-03-29T01:30:00",
                     .end = "2026-03-29T03:30:00"};
    const Job autumn{.id = "2",
                     .submit = "2026-10-25T02:00:00",
                     .eligible = "2026-10-25T02:00:00",
                     .start = "2026-10-25T02:30:00",
                     .end = "2026-10-25T02:30:00"};
    const Job waits_over_it{.id = "3",
                            .submit = "2026-10-25T02:50:00",
                            .eligible = "2026-10-25T02:50:00",
                            .start = "2026-10-25T02:10:00",
                            .end = "2026-10-25T03:10:00"};
    const TraceFile file = read_good(kHeader + row(spring) + row(autumn) + row(waits_over_it));
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(file.trace.end_us[i] - file.trace.start_us[i], 3600 * kSecond) << i;
        EXPECT_EQ(file.trace.runtime_us[i], 3600 * kSecond) << i;
    }
    EXPECT_EQ(file.trace.start_us[2] - file.trace.submit_us[2], 1200 * kSecond);
    EXPECT_THAT(describe(file.report.adjusted),
                ElementsAre("daylight saving: End - Start is an hour off Elapsed: 2, line 2",
                            "daylight saving: started before its submit, by up to an hour: 1, "
                            "line 4"));
}

TEST(ReadSacct, LeavesSuspendedTimeOutOfTheRunTime) {
    const TraceFile file = read_good(
        "JobID|State|Submit|Start|End|Elapsed|Suspended|AllocTRES\n"
        "1|COMPLETED|2026-01-05T10:00:00|2026-01-05T10:00:00|2026-01-05T13:00:00|02:00:00|"
        "01:00:00|gres/gpu=1\n");
    EXPECT_THAT(file.trace.runtime_us, ElementsAre(7200 * kSecond));
    EXPECT_THAT(file.trace.end_us, ElementsAre(10'800 * kSecond));
    EXPECT_THAT(file.report.adjusted, IsEmpty());
}

TEST(ReadSacct, KnowsWhenAJobCouldStartFromEligibleOrPlanned) {
    const TraceFile held = read_good(kHeader + row({.eligible = "2026-01-05T10:04:00"}));
    EXPECT_THAT(held.trace.eligible_us, ElementsAre(240 * kSecond));
    for (const std::string name : {"Planned", "Reserved"}) {
        const TraceFile file = read_good("JobID|State|Submit|Start|Elapsed|AllocTRES|" + name +
                                         "\n1|COMPLETED|2026-01-05T10:00:00|2026-01-05T10:05:00|"
                                         "01:00:00|gres/gpu=1|00:01:00\n");
        EXPECT_THAT(file.trace.eligible_us, ElementsAre(240 * kSecond));
    }
}

TEST(ReadSacct, WarnsWhereTheWindowCutOffTheBeginning) {
    const TraceFile file =
        read_good(kHeader + row({.id = "1", .submit = "2026-01-01T10:00:00"}) + row({.id = "2"}));
    EXPECT_THAT(describe(file.report.warnings),
                ElementsAre(kAsUtc,
                            "jobs submitted more than a day before the first end "
                            "(2026-01-05T11:05:00Z): 1; of the time before its window sacct lists "
                            "only what still waited or ran"));
}

TEST(ReadSacct, TakesBarsInTheOneColumnThatMayHaveThem) {
    const TraceFile file = read_good(
        "JobID|JobName|State|Submit|Elapsed|AllocTRES\n"
        "1|a|b||c|COMPLETED|2026-01-05T10:00:00|00:01:00|gres/gpu=2\n"
        "2|\"train|COMPLETED|2026-01-05T10:00:00|00:02:00|gres/gpu=4\n");
    EXPECT_THAT(file.trace.gpus, ElementsAre(2u, 4u));
    EXPECT_THAT(file.trace.runtime_us, ElementsAre(60 * kSecond, 120 * kSecond));
}

TEST(ReadSacct, DropsALastLineThatIsCutOff) {
    const std::string whole = kHeader + row({.id = "1"});
    const std::string last = row({.id = "2"});
    // Behind the last bar any name of a node is as good as another.
    for (std::size_t length = 1; length < last.rfind('|'); ++length) {
        const TraceFile file = read_good(whole + last.substr(0, length));
        EXPECT_THAT(ids(file.trace), ElementsAre("1")) << length;
        EXPECT_THAT(describe(file.report.dropped),
                    ElementsAre("a last line that is cut off: 1, line 3"));
    }
    const std::string dates_last =
        "JobID|State|Elapsed|AllocTRES|Submit\n1|COMPLETED|00:01:00|gres/gpu=1|2026-01-05T10:00:00";
    EXPECT_EQ(read_good(dates_last).trace.size(), 1u);
    EXPECT_THAT(
        describe(read_good(dates_last + "\n2|FAILED|00:01:00|gres/gpu=1|2026-01-0").report.dropped),
        ElementsAre("a last line that is cut off: 1, line 3"));
}

TEST(ReadSacct, TakesStatesThatItDoesNotKnowAsEnds) {
    const TraceFile file = read_good(kHeader + row({.state = "ABDUCTED"}));
    EXPECT_EQ(file.trace.state.text(0), "ABDUCTED");
    EXPECT_THAT(describe(file.report.warnings),
                ElementsAre(kAsUtc,
                            "2:0: state 'ABDUCTED' is not known; it is taken as the end "
                            "of the job"));
}

TEST(ReadSacct, LeavesOutRowsWithoutTimes) {
    const TraceFile file = read_good(kHeader + row({.id = "1", .submit = "Unknown"}) +
                                     row({.id = "2", .elapsed_s = "INVALID"}) + row({.id = "3"}));
    EXPECT_THAT(describe(file.report.dropped),
                ElementsAre("unknown submit time: 1, line 2", "unknown run time: 1, line 3"));
}

}  // namespace
}  // namespace headroom::trace
