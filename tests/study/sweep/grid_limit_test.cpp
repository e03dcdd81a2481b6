// The shipped hall whose grid gives no more: what a planner should find in it.

#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/cli/run_program.hpp"

namespace headroom::test {
namespace {

struct Point {
    double cap_percent = 0;
    double useful = 0;
    double allocated = 0;
    double peak_kw = 0;
};

std::vector<Point> sweep_caps(const std::vector<std::string>& more) {
    std::vector<std::string> words{"sweep",    "scenarios/grid-limit.toml",
                                   "--over",   "workload.training.gpu_cap=40 %:100 %:10 %",
                                   "--metric", "gpu.useful",
                                   "--metric", "gpu.allocated",
                                   "--metric", "power.peak_kw[hall=main]",
                                   "--format", "csv"};
    words.insert(words.end(), more.begin(), more.end());
    const ProgramRun run = run_headroom(words);
    EXPECT_EQ(run.exit_code, 0) << run.err;
    std::istringstream lines(run.out);
    std::string line;
    std::getline(lines, line);
    std::vector<Point> points;
    while (std::getline(lines, line)) {
        std::istringstream cells(line);
        Point point;
        char comma = 0;
        cells >> point.cap_percent >> comma >> point.useful >> comma >> point.allocated >> comma >>
            point.peak_kw;
        points.push_back(point);
    }
    return points;
}

// Uncapped, power keeps GPUs waiting; at the lowest cap all of them run, and slowly.
TEST(GridLimit, ThroughputAgainstTheCapOfGpusHasItsOptimumInside) {
    const std::vector<Point> points = sweep_caps({});
    ASSERT_EQ(points.size(), 7U);
    std::size_t best = 0;
    for (std::size_t i = 0; i < points.size(); ++i)
        best = points[i].useful > points[best].useful ? i : best;
    EXPECT_EQ(points[best].cap_percent, 70);
    EXPECT_GT(points[best].useful, 1.05 * points.back().useful);
    EXPECT_GT(points[best].useful, 1.05 * points.front().useful);
    EXPECT_GT(points.front().allocated, 0.99);
    EXPECT_LT(points.back().allocated, 0.85);
    for (const Point& point : points)
        EXPECT_LE(point.peak_kw, 20'000) << point.cap_percent << " %";
}

}  // namespace
}  // namespace headroom::test
