// queue_trial: events a second and a hash of all results, by device. See README.md.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <memory>
#include <string>
#include <vector>

#include "kernels/backend/cuda_probe.hpp"
#include "kernels/queue/queue_backend.hpp"
#include "kernels/queue/queue_memory.hpp"
#include "sim/base/detmath.hpp"
#include "sim/base/entity.hpp"
#include "sim/base/philox.hpp"
#include "sim/core/team.hpp"

namespace headroom::mc {
namespace {

struct Options {
    std::uint32_t nodes = 128;
    std::uint32_t jobs = 8000;
    double load = 0.85;
    bool fails = true;
    std::uint32_t trials = 64;
    int rounds = 5;
    int threads = 1;
    std::string device = "cpu";
};

double uniform(std::uint32_t job, std::uint32_t draw) {
    return draw_uniform({.seed = 1, .stream = Stream::kRuntime, .entity = draw, .index = job});
}

// Sizes about as Philly's: many jobs of one GPU, few large ones.
std::uint32_t draw_gpus(double u, std::uint32_t most) {
    constexpr struct {
        double below;
        std::uint32_t gpus;
    } kMix[] = {{.45, 1},  {.60, 2},   {.72, 4},   {.88, 8},
                {.94, 16}, {.975, 32}, {.992, 64}, {1, 128}};
    for (const auto& one : kMix) {
        if (u < one.below)
            return std::min(one.gpus, most);
    }
    return 1;
}

std::vector<sim::Job> make_jobs(const Options& options) {
    std::vector<sim::Job> jobs(options.jobs);
    double area_gpu_s = 0;
    for (std::uint32_t j = 0; j < options.jobs; ++j) {
        jobs[j].gpus = draw_gpus(uniform(j, 0), options.nodes * 4);
        const double median_s = jobs[j].gpus >= 16 ? 3600 : 1800;
        const double score = detmath::inverse_normal_cdf(uniform(j, 1));
        const double run_s = std::min(median_s * detmath::exp(1.6 * score), 4 * 86400.0);
        jobs[j].work_us = 1 + static_cast<std::int64_t>(run_s * 1e6);
        jobs[j].estimate_us =
            1'000'000 + static_cast<std::int64_t>(run_s * (1.2 + 3 * uniform(j, 2)) * 1e6);
        area_gpu_s += run_s * jobs[j].gpus;
    }
    const double gap_s = area_gpu_s / (options.nodes * 8 * options.load) / options.jobs;
    double now_s = 0;
    for (std::uint32_t j = 0; j < options.jobs; ++j) {
        now_s -= detmath::log(uniform(j, 3)) * gap_s;
        jobs[j].submit_us = 1 + static_cast<std::int64_t>(now_s * 1e6);
    }
    return jobs;
}

TrialInput make_input(const Options& options) {
    TrialInput input;
    input.jobs = make_jobs(options);
    QueuePlan& plan = input.plan;
    plan.fleet_count = plan.queue_count = plan.route_count = 1;
    plan.node_count = options.nodes;
    plan.has_failures = options.fails;
    plan.fleets[0].nodes = options.nodes;
    plan.fleets[0].queue = 0;
    plan.fleets[0].entity_prefix = entity_prefix("fleet.bench");
    if (options.fails) {
        plan.fleets[0].mtbf_us = std::int64_t{30} * 86'400'000'000;
        plan.fleets[0].repair_s.kind = DistributionKind::kExponential;
        plan.fleets[0].repair_s.a = 4 * 3600;
        plan.checkpointing[0] = {1'800'000'000, 300'000'000};
        input.checkpointing_of.assign(options.jobs, 0);
    }
    plan.queues[0].end_place = options.jobs;
    plan.queues[0].fleet_count = plan.routes[0].fleet_count = 1;
    // What fits 16 KB with 128 nodes; an overloaded fleet needs room for its queue.
    const std::uint32_t scale = (options.nodes + 127) / 128;
    plan.capacity = options.load > 1 ? QueueCapacity{512 * scale, options.jobs, 64 * scale}
                                     : QueueCapacity{232 * scale, 176 * scale, 24 * scale};
    return input;
}

std::unique_ptr<QueueBackend> make_backend(const Options& options) {
    if (options.device == "cuda")
        return make_cuda_queue_backend();
    return options.threads == 1 ? make_sequential_queue_backend()
                                : make_tbb_queue_backend(options.threads);
}

double wall_s() {
    using Clock = std::chrono::steady_clock;
    return std::chrono::duration<double>(Clock::now().time_since_epoch()).count();
}

double cpu_s() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

int run(const Options& options) {
    const TrialInput input = make_input(options);
    const auto backend = make_backend(options);
    std::vector<double> walls, cpus;
    std::vector<TrialTotals> totals;
    for (int round = 0; round < options.rounds; ++round) {
        const double wall = wall_s();
        const double cpu = cpu_s();
        totals = backend->run({&input, {}}, {0, options.trials}, {});
        walls.push_back(wall_s() - wall);
        cpus.push_back(cpu_s() - cpu);
    }
    std::uint64_t events = 0, hash = 0, overflowed = 0;
    for (const TrialTotals& one : totals) {
        events += one.events;
        hash = (hash ^ one.schedule_hash) * 0x100000001B3;
        overflowed += one.status == TrialStatus::kOverflowed ? 1 : 0;
    }
    std::sort(walls.begin(), walls.end());
    std::sort(cpus.begin(), cpus.end());
    const auto rate = [&](double s) {
        return static_cast<double>(events) / s;
    };
    std::printf("%s,%u,%u,%.2f,%d,%u,%zu,%llu,%llu,%.4g,%.4g,%.4g,%016llx\n",
                options.device == "cuda" ? "cuda" : std::to_string(options.threads).c_str(),
                options.nodes, options.jobs, options.load, options.fails ? 1 : 0, options.trials,
                QueueMemory::words_needed<sim::Solo>(input.plan) * 8,
                static_cast<unsigned long long>(events),
                static_cast<unsigned long long>(overflowed), rate(walls[walls.size() / 2]),
                rate(walls[0]), rate(cpus[0]), static_cast<unsigned long long>(hash));
    std::fflush(stdout);
    return 0;
}

// Every `--name value`; unknown ones end the program.
bool parse(int count, char** arguments, Options& options) {
    for (int i = 1; i + 1 < count; i += 2) {
        const std::string name = arguments[i];
        const std::string value = arguments[i + 1];
        if (name == "--nodes")
            options.nodes = static_cast<std::uint32_t>(std::stoul(value));
        else if (name == "--jobs")
            options.jobs = static_cast<std::uint32_t>(std::stoul(value));
        else if (name == "--load")
            options.load = std::stod(value);
        else if (name == "--failures")
            options.fails = value == "on";
        else if (name == "--trials")
            options.trials = static_cast<std::uint32_t>(std::stoul(value));
        else if (name == "--rounds")
            options.rounds = std::stoi(value);
        else if (name == "--threads")
            options.threads = std::stoi(value);
        else if (name == "--device")
            options.device = value;
        else
            return false;
    }
    return count % 2 == 1;
}

}  // namespace
}  // namespace headroom::mc

int main(int count, char** arguments) {
    headroom::mc::Options options;
    if (!headroom::mc::parse(count, arguments, options)) {
        std::fprintf(stderr,
                     "usage: queue_bench [--device cpu|cuda] [--threads N] [--nodes N] [--jobs N] "
                     "[--load X] [--failures on|off] [--trials N] [--rounds N]\n");
        return 2;
    }
    const headroom::mc::CudaProbe probe = headroom::mc::probe_cuda();
    if (options.device == "cuda" && !probe.is_usable) {
        std::fprintf(stderr, "queue_bench: %s\n", probe.reason.c_str());
        return 5;
    }
    std::puts(
        "device,nodes,jobs,load,failures,trials,state_bytes,events,overflowed,events_per_s,"
        "best_events_per_s,best_events_per_cpu_s,hash");
    return headroom::mc::run(options);
}
