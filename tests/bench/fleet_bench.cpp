// Time of fleet_trial by plan and device, as CSV. CPU time of the whole process, so that other work
// on the machine counts little; wall time beside it. The result of all devices is compared: exit 1
// if one bit differs.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "kernels/fleet/run_fleet_plan.hpp"
#include "tests/kernels/fleet/bench_plans.hpp"

namespace headroom::mc {
namespace {

struct Options {
    std::uint32_t trials = 1'000'000;
    int rounds = 5;
    bool has_sequential = true;
};

double seconds_of(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

struct Timed {
    double cpu_s = 1e300;
    double wall_s = 1e300;
    FleetOutcome outcome;
};

Timed best_of(FleetRunner& runner, const Options& options, Fans fans) {
    Timed best;
    for (int round = 0; round < options.rounds; ++round) {
        const double cpu = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
        const double wall = seconds_of(CLOCK_MONOTONIC);
        best.outcome = run_fleet_plan(runner, 0, options.trials, fans);
        best.cpu_s = std::min(best.cpu_s, seconds_of(CLOCK_PROCESS_CPUTIME_ID) - cpu);
        best.wall_s = std::min(best.wall_s, seconds_of(CLOCK_MONOTONIC) - wall);
    }
    return best;
}

// 64 bits of FNV-1a over the totals' bytes.
std::uint64_t hash_of(const std::vector<double>& values) {
    std::uint64_t hash = 0xCBF29CE484222325;
    for (const double value : values) {
        hash = (hash ^ detmath::to_bits(value)) * 0x100000001B3;
    }
    return hash;
}

bool measure(const BenchPlan& bench, Fans fans, const Options& options) {
    std::vector<std::unique_ptr<FleetRunner>> runners;
    if (options.has_sequential) {
        runners.push_back(make_sequential_runner(*bench.plan, fans));
    }
    runners.push_back(make_tbb_runner(*bench.plan, fans));
    if (auto cuda = make_cuda_runner(*bench.plan, fans)) {
        runners.push_back(std::move(*cuda));
    }
    std::vector<FleetOutcome> outcomes;
    for (const auto& runner : runners) {
        Timed best = best_of(*runner, options, fans);
        const double steps = static_cast<double>(options.trials) * bench.plan->steps;
        std::printf("%s,%s,%s,%u,%u,%.3f,%.3f,%.1f,%016llx\n", std::string(bench.name).c_str(),
                    fans == Fans::kCounted ? "counted" : "none",
                    std::string(runner->name()).c_str(), options.trials, bench.plan->steps,
                    best.wall_s, best.cpu_s, best.cpu_s / steps * 1e9,
                    static_cast<unsigned long long>(hash_of(best.outcome.totals)));
        std::fflush(stdout);
        outcomes.push_back(std::move(best.outcome));
    }
    return std::all_of(outcomes.begin(), outcomes.end(), [&](const FleetOutcome& outcome) {
        return outcome.totals == outcomes.front().totals && outcome.fans == outcomes.front().fans;
    });
}

int run(const Options& options) {
    std::printf("plan,fans,device,trials,steps,wall_s,cpu_s,cpu_ns_per_step,totals_hash\n");
    bool is_same = true;
    for (const BenchPlan& bench : bench_plans()) {
        for (const Fans fans : {Fans::kNone, Fans::kCounted}) {
            is_same = measure(bench, fans, options) && is_same;
        }
    }
    if (!is_same) {
        std::fprintf(stderr, "the devices differ\n");
    }
    return is_same ? 0 : 1;
}

}  // namespace
}  // namespace headroom::mc

int main(int count, char** words) {
    headroom::mc::Options options;
    for (int i = 1; i < count; ++i) {
        const std::string_view word = words[i];
        if (word == "--trials" && i + 1 < count) {
            options.trials = static_cast<std::uint32_t>(std::strtoul(words[++i], nullptr, 10));
        } else if (word == "--rounds" && i + 1 < count) {
            options.rounds = std::atoi(words[++i]);
        } else if (word == "--parallel-only") {
            options.has_sequential = false;
        } else {
            std::fprintf(stderr,
                         "usage: fleet_bench [--trials N] [--rounds N] [--parallel-only]\n");
            return 2;
        }
    }
    return headroom::mc::run(options);
}
