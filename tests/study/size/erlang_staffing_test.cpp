#include <cmath>
#include <string>

#include <gtest/gtest.h>

#include "src/study/size/run_size.hpp"
#include "tests/cli/run_program.hpp"

namespace headroom::study {
namespace {

constexpr double kHour_s = 3600;

// Erlang C (A. K. Erlang 1917): the mean wait in an M/M/c queue, s.
double mean_wait_s(double load, int servers, double service_s) {
    if (load >= servers)
        return std::numeric_limits<double>::infinity();
    double sum = 0;
    double term = 1;  // load^k / k!
    for (int k = 0; k < servers; ++k) {
        sum += term;
        term *= load / (k + 1);
    }
    const double all_busy = term / (1 - load / servers);
    return all_busy / (sum + all_busy) * service_s / (servers - load);
}

// Rates in jobs an hour; the target lies in the middle between the waits of c and c - 1 servers, so
// that c is the fewest for it and noise far below that gap does not matter.
struct Staffing {
    double arrivals_h;
    double services_h;
    int servers;
};

class ErlangC : public testing::TestWithParam<Staffing> {};

TEST_P(ErlangC, StaffsExactly) {
    const Staffing& wanted = GetParam();
    const double load = wanted.arrivals_h / wanted.services_h;
    const double service_s = kHour_s / wanted.services_h;
    const double enough_s = mean_wait_s(load, wanted.servers, service_s);
    const double too_few_s = mean_wait_s(load, wanted.servers - 1, service_s);
    ASSERT_TRUE(std::isfinite(too_few_s)) << "the gap has no middle";
    const double target_s = (enough_s + too_few_s) / 2;
    const test::TemporaryFolder folder;
    const std::string file =
        folder.write("mmc.toml",
                     "schema = 1\nwarmup = \"500 h\"\n"
                     "[cluster.c]\nscheduler = { policy = \"fcfs\", placement = \"pool\" }\n"
                     "[fleet.s]\nnodes = 8\ngpus_per_node = 1\n"
                     "[workload.w.generate]\njobs = 150000\ngpus = 1\n"
                     "interarrival = { dist = \"exponential\", mean = \"" +
                         std::to_string(kHour_s / wanted.arrivals_h) +
                         " s\" }\nruntime = { dist = \"exponential\", mean = \"" +
                         std::to_string(service_s) + " s\" }\n");
    const auto base = WhatIf::open("", file, {});
    ASSERT_TRUE(base) << format_diagnostics(base.error().problems);
    const auto plan = plan_size({.paths = {"fleet.s.nodes=1:48"},
                                 .targets = {"wait.mean <= " + std::to_string(target_s) + " s"}},
                                *base);
    ASSERT_TRUE(plan) << format_diagnostics(plan.error());
    const auto report = run_size(*base, *plan);
    ASSERT_TRUE(report) << format_diagnostics(report.error().problems);
    ASSERT_TRUE(report->answer);
    EXPECT_EQ(report->point_text(report->tried[*report->answer].point),
              "fleet.s.nodes = " + std::to_string(wanted.servers));
    EXPECT_TRUE(report->is_monotone);
}

INSTANTIATE_TEST_SUITE_P(Staffing,
                         ErlangC,
                         testing::Values(Staffing{0.7, 1, 2},
                                         Staffing{3, 1, 5},
                                         Staffing{6.4, 1, 8},
                                         Staffing{20, 2, 12},
                                         Staffing{5, 0.25, 23},
                                         Staffing{60, 2, 34}),
                         [](const auto& staffing) {
                             return std::to_string(staffing.param.servers) + "Servers";
                         });

}  // namespace
}  // namespace headroom::study
