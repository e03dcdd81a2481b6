#include <gtest/gtest.h>

#include "src/core/result/events_table.hpp"
#include "src/core/table/write_table.hpp"
#include "tests/core/result/small_run.hpp"

namespace headroom::report {
namespace {

std::string csv(const Table& table) {
    std::string text;
    write_csv(table, [&](std::string_view part) { text += part; });
    return text;
}

// By hand: a takes node 0 until 10. b needs two whole nodes: 10 to 30, with 2 GPUs held. c and d
// wait behind it (FCFS) until 30; d has no length. e can never fit. f has the pool to itself.
TEST(Tabulate, JobsAreWhatTheRulesSay) {
    EXPECT_EQ(csv(jobs_table(make_small_run().facts())),
              "id,submit_s,start_s,end_s,gpus,fleet,nodes,state,wait_s,attempts,lost_gpu_s,tenant,"
              "partition,reason\n"
              "a,0,0,10,4,nodes,1,completed,0,1,0,\"lab, first\",,none\n"
              "b,0,10,30,6,nodes,2,completed,10,1,0,,,capacity\n"
              "c,1,30,35,1,nodes,1,completed,29,1,0,,,capacity\n"
              "d,2,30,30,1,nodes,1,completed,28,1,0,,,capacity\n"
              "e,3,,,99,,,rejected,,0,0,,,none\n"
              "f,4,4,7.5,2,pool,,completed,0,1,0,\"lab, first\",,none\n");
}

TEST(Tabulate, WhatDidNotHappenByTheHorizonIsMissing) {
    const Table jobs = jobs_table(make_small_run(12'000'000).facts());
    EXPECT_EQ(jobs.find("state")->text.text(1), "running");
    EXPECT_EQ(jobs.find("end_s")->integers[1], kMissing);
    EXPECT_EQ(jobs.find("state")->text.text(2), "waiting");
    EXPECT_EQ(jobs.find("start_s")->integers[2], kMissing);
    EXPECT_EQ(jobs.find("wait_s")->integers[2], 11'000'000);  // so far: a lower bound
}

TEST(Tabulate, SeriesAreMeansOverEachStepAndTheLastIsShorter) {
    const Table series = series_table(make_small_run().facts());
    ASSERT_EQ(series.rows(), 4U);  // 0, 10, 20, 30 … 35
    const auto column = [&](const char* name) {
        const Column* found = series.find(name);
        return found == nullptr ? std::vector<double>{}
                                : std::vector<double>(found->reals.begin(), found->reals.end());
    };
    EXPECT_EQ(column("allocated_gpus[fleet=nodes]"), (std::vector<double>{4, 6, 6, 1}));
    EXPECT_EQ(column("held_gpus[fleet=nodes]"), (std::vector<double>{0, 2, 2, 0}));
    EXPECT_EQ(column("free_gpus[fleet=nodes]"), (std::vector<double>{4, 0, 0, 7}));
    EXPECT_EQ(column("allocated_gpus[fleet=pool]"), (std::vector<double>{0.7, 0, 0, 0}));
    // b waits 10 s, c 9 s and d 8 s of the first step.
    EXPECT_EQ(column("waiting_jobs[queue=main/nodes]"), (std::vector<double>{2.7, 2, 2, 0}));
    EXPECT_EQ(column("waiting_gpus[queue=main/nodes]"), (std::vector<double>{7.7, 2, 2, 0}));
    EXPECT_EQ(column("waiting_jobs[queue=main/pool]"), (std::vector<double>{0, 0, 0, 0}));
}

TEST(Tabulate, NodesAddUpWhatRanOnThemAndAPoolHasNone) {
    EXPECT_EQ(csv(nodes_table(make_small_run().facts())),
              "fleet,node,cluster,hall,gpus,in_service_s,jobs,allocated_gpu_s,down_s\n"
              "nodes,0,main,,4,0,4,125,0\n"  // a 40, b 80, c 5, d 0
              "nodes,1,main,,4,0,1,40,0\n"   // the other 2 GPUs of b
              "pool,0,main,,1,0,,,\n"
              "pool,1,main,,1,0,,,\n"
              "pool,2,main,,1,0,,,\n");
}

TEST(Tabulate, PlacementsNameTheNodesOfEachJob) {
    const SmallRun run = make_small_run();
    const Table jobs = jobs_table(run.facts());
    EXPECT_EQ(csv(placements_table(run.facts(), jobs.columns[0])),
              "job,fleet,first_node,nodes,gpus_on_each,start_s,end_s\n"
              "a,nodes,0,1,4,0,10\n"
              "b,nodes,0,2,4,10,30\n"
              "c,nodes,0,1,1,30,35\n"
              "d,nodes,0,1,1,30,30\n");
}

TEST(Tabulate, EventsComeInTheOrderOfTheInstant) {
    EXPECT_EQ(csv(events_table(jobs_table(make_small_run().facts()))),
              "time_s,event,job,gpus,fleet\n"
              "0,submit,a,4,\n0,submit,b,6,\n0,start,a,4,nodes\n"
              "1,submit,c,1,\n2,submit,d,1,\n3,submit,e,99,\n3,reject,e,99,\n"
              "4,submit,f,2,\n4,start,f,2,pool\n7.5,end,f,2,pool\n"
              "10,end,a,4,nodes\n10,start,b,6,nodes\n"
              "30,end,b,6,nodes\n30,start,c,1,nodes\n30,start,d,1,nodes\n30,end,d,1,nodes\n"
              "35,end,c,1,nodes\n");
}

TEST(Tabulate, AQueueIsNamedByItsClusterWhereItIsTheOnlyOne) {
    sim::World world = make_small_run().compiled.world;
    EXPECT_EQ(queue_names(world), (std::vector<std::string>{"main/nodes", "main/pool"}));
    world.queues.pop_back();
    EXPECT_EQ(queue_names(world), (std::vector<std::string>{"main"}));
}

TEST(DescribeRun, SharesOfGpuTimeAndOfWaitsAddUp) {
    const Result result = make_small_result();
    const Table& use = result.summary.gpu_use;
    // 11 GPUs for 35 s; allocated 40 + 120 + 5 + 7, held 2 · 20.
    EXPECT_DOUBLE_EQ(use.find("share")->reals[0], 172.0 / 385);
    EXPECT_DOUBLE_EQ(use.find("share")->reals[1], 40.0 / 385);
    EXPECT_DOUBLE_EQ(use.find("share")->reals[2], 173.0 / 385);
    double all = 0;
    for (const double share : result.summary.wait_causes.find("share")->reals)
        all += share;
    EXPECT_DOUBLE_EQ(all, 1);
}

TEST(DescribeRun, TellsWhatTheReaderLeftOut) {
    const Result result = make_small_result();
    ASSERT_EQ(result.summary.warnings.size(), 1U);
    EXPECT_EQ(result.summary.warnings[0],
              "w: 1 of 7 rows left out: negative run time, first on line 5");
}

}  // namespace
}  // namespace headroom::report
