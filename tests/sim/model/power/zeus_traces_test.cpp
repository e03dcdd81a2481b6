// The cap tables beside the traces that they are means of, where those are at hand.

#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "sim/model/power/cap_curve.hpp"
#include "tests/support/cap_tables.hpp"

namespace headroom::sim {
namespace {

struct Run {
    double time_s = 0;  // of an epoch
    double power_w = 0;
};
// By configuration, then by cap.
using Traces = std::map<std::string, std::map<int, Run>>;

// dataset,network,batch_size,optimizer,power_limit,time_per_epoch,average_power
Traces read_traces(const std::string& file) {
    std::ifstream stream(std::string(HEADROOM_SOURCE_DIR) + "/../shared/reference/power-cap/" +
                         file);
    Traces traces;
    std::string line;
    std::getline(stream, line);
    while (std::getline(stream, line)) {
        std::istringstream cells(line);
        std::string configuration, cell;
        for (int i = 0; i < 4; ++i) {
            std::getline(cells, cell, ',');
            configuration += cell + ",";
        }
        std::string cap, time, power;
        std::getline(cells, cap, ',');
        std::getline(cells, time, ',');
        std::getline(cells, power, ',');
        traces[configuration][std::atoi(cap.c_str())] = {std::atof(time.c_str()),
                                                         std::atof(power.c_str())};
    }
    return traces;
}

struct Mean {
    int runs = 0;
    double throughput = 0;
    double energy = 0;
};

// By cap, relative to no cap, over the configurations that power limits: 80 % of TDP or more.
std::map<int, Mean> mean_effects(const Traces& traces, int tdp_w) {
    std::map<int, Mean> means;
    for (const auto& [name, runs] : traces) {
        const auto free = runs.find(tdp_w);
        if (free == runs.end() || free->second.power_w < 0.8 * tdp_w)
            continue;
        for (const auto& [cap_w, run] : runs) {
            const double slower = run.time_s / free->second.time_s;
            Mean& mean = means[cap_w];
            ++mean.runs;
            mean.throughput += 1 / slower;
            mean.energy += slower * run.power_w / free->second.power_w;
        }
    }
    for (auto& [cap_w, mean] : means) {
        mean.throughput /= mean.runs;
        mean.energy /= mean.runs;
    }
    return means;
}

void expect_means(const std::string& file, int tdp_w, int configurations, const CapCurve& table) {
    const Traces traces = read_traces(file);
    if (traces.empty())
        GTEST_SKIP() << "no shared/reference/power-cap/" << file << " beside the project";
    const std::map<int, Mean> means = mean_effects(traces, tdp_w);
    EXPECT_EQ(means.at(tdp_w).runs, configurations);
    ASSERT_EQ(means.size(), table.points.size() + 1);
    for (const auto& [cap_w, mean] : means) {
        const CapEffect effect = cap_effect(table, static_cast<double>(cap_w) / tdp_w);
        EXPECT_NEAR(effect.speed, mean.throughput, 0.00051) << cap_w;  // of three digits
        EXPECT_NEAR(effect.energy(), mean.energy, 0.00051) << cap_w;
    }
}

TEST(ZeusTraces, OfTheV100HaveTheMeansOfTheTable) {
    expect_means("summary_power_v100.csv", 250, 21, tests::v100_caps());
}

TEST(ZeusTraces, OfTheA40HaveTheMeansOfTheTable) {
    expect_means("summary_power_a40.csv", 300, 17, tests::a40_caps());
}

}  // namespace
}  // namespace headroom::sim
