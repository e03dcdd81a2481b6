// Jobs a second and bytes a job of simulate(), beside the plain baseline in the same run, as CSV on
// stdout. usage: engine_bench [--jobs N,N,…] [--seed S] [--load L] [--seconds T] [--rounds R]
// [--engine-only]

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/engine/simulation.hpp"
#include "tests/bench/allocation_counter.hpp"
#include "tests/bench/baseline_simulation.hpp"
#include "tests/support/reference_world.hpp"

#include <time.h>

namespace headroom::bench {
namespace {

using sim::Placement;
using sim::Policy;
using sim::World;

struct Options {
    std::vector<std::int64_t> jobs{10'000, 100'000, 1'000'000};
    std::int64_t seed = 42;
    double load = 0.85;
    double seconds = 0.5;     // the least time that a row is measured for in a round
    std::int64_t rounds = 1;  // over all cases, so that a slow spell of the machine meets them all
    bool with_baseline = true;
};

using Starts = std::vector<std::int64_t>;
using Implementation = std::function<Starts(const World&)>;

// What other programs on the machine do is not in it.
double thread_cpu_s() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

struct Measurement {
    std::vector<double> times_s;
    std::int64_t peak_bytes = 0;
    Starts starts;
};

struct Case {
    World world;
    Measurement engine;
    Measurement baseline;
};

// One run to count bytes and warm up, in the first round; then at least three runs and `seconds`,
// fewer where they take five seconds.
void measure(const Implementation& run, const World& world, double seconds, Measurement& result) {
    if (result.times_s.empty()) {
        const AllocationCounter counter;
        result.starts = run(world);
        result.peak_bytes = counter.peak_bytes();
    }
    double total = 0;
    for (int runs = 0; total < seconds || (runs < 3 && total < 5); ++runs) {
        const double before = thread_cpu_s();
        static_cast<void>(run(world));
        result.times_s.push_back(thread_cpu_s() - before);
        total += result.times_s.back();
    }
}

void print_row(const World& world, Measurement& measurement, const char* implementation) {
    std::vector<double>& times = measurement.times_s;
    std::sort(times.begin(), times.end());
    const double median_s = times[times.size() / 2];
    const sim::Queue& queue = world.queues.front();
    const auto jobs = static_cast<double>(world.jobs.size());
    std::printf("%s,%s,%zu,%.0f,%.0f,%.1f,%.1f,%s\n",
                queue.policy == Policy::kFcfs ? "fcfs" : "easy",
                queue.placement == Placement::kPool ? "pool" : "packed", world.jobs.size(),
                jobs / median_s, jobs / times.front(), 1e9 * median_s / jobs,
                static_cast<double>(measurement.peak_bytes) / jobs, implementation);
}

std::vector<Case> make_cases(const Options& options) {
    std::vector<Case> cases;
    for (const std::int64_t jobs : options.jobs) {
        const auto trace = tests::make_reference_trace(jobs, options.seed, options.load);
        for (const Placement placement : {Placement::kPool, Placement::kPacked}) {
            for (const Policy policy : {Policy::kFcfs, Policy::kEasy})
                cases.push_back({sim::reference_world(trace, policy, placement), {}, {}});
        }
    }
    return cases;
}

// Whether engine and baseline made the same schedule.
bool print_case(Case& one, const Options& options) {
    print_row(one.world, one.engine, "headroom");
    if (!options.with_baseline)
        return true;
    print_row(one.world, one.baseline, "priority_queue");
    if (one.engine.starts == one.baseline.starts)
        return true;
    const sim::Queue& queue = one.world.queues.front();
    std::fprintf(stderr, "the two schedules differ: %s\n",
                 sim::rule_name(queue.policy, queue.placement));
    return false;
}

bool run_all(const Options& options) {
    const auto engine = [](const World& world) {
        return sim::simulate(world).start_us;
    };
    std::vector<Case> cases = make_cases(options);
    for (std::int64_t round = 0; round < options.rounds; ++round) {
        for (Case& one : cases) {
            measure(engine, one.world, options.seconds, one.engine);
            if (options.with_baseline)
                measure(simulate_baseline, one.world, options.seconds, one.baseline);
        }
    }
    std::puts(
        "policy,placement,jobs,jobs_per_s,best_jobs_per_s,ns_per_job,bytes_per_job,implementation");
    bool are_equal = true;
    for (Case& one : cases)
        are_equal &= print_case(one, options);
    return are_equal;
}

std::vector<std::int64_t> parse_sizes(const char* text) {
    std::vector<std::int64_t> sizes;
    char* end = nullptr;
    for (const char* at = text; *at != '\0'; at = *end == ',' ? end + 1 : end) {
        sizes.push_back(std::strtoll(at, &end, 10));
        if (end == at || sizes.back() <= 0)
            return {};
    }
    return sizes;
}

std::optional<Options> parse_options(const std::vector<std::string>& arguments) {
    Options options;
    for (std::size_t index = 0; index < arguments.size(); ++index) {
        const std::string& option = arguments[index];
        if (option == "--engine-only") {
            options.with_baseline = false;
            continue;
        }
        if (++index == arguments.size())
            return std::nullopt;
        const char* value = arguments[index].c_str();
        if (option == "--jobs")
            options.jobs = parse_sizes(value);
        else if (option == "--seed")
            options.seed = std::strtoll(value, nullptr, 10);
        else if (option == "--load")
            options.load = std::strtod(value, nullptr);
        else if (option == "--seconds")
            options.seconds = std::strtod(value, nullptr);
        else if (option == "--rounds")
            options.rounds = std::strtoll(value, nullptr, 10);
        else
            return std::nullopt;
    }
    if (options.jobs.empty() || options.seed < 0 || options.load <= 0 || options.rounds < 1)
        return std::nullopt;
    return options;
}

}  // namespace
}  // namespace headroom::bench

int main(int count, char** arguments) {
    const auto options = headroom::bench::parse_options({arguments + 1, arguments + count});
    if (!options) {
        std::fputs(
            "usage: engine_bench [--jobs N,N,...] [--seed S] [--load L] [--seconds T] [--rounds R] "
            "[--engine-only]\n",
            stderr);
        return 2;
    }
    return headroom::bench::run_all(*options) ? 0 : 1;
}
