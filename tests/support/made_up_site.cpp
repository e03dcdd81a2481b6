#include "tests/support/made_up_site.hpp"

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "sim/base/philox.hpp"

namespace headroom::test {
namespace {

// The truth behind the files. Shares of the jobs: main 70 %, long 10 %, dev 20 %.
std::string true_scenario(const SiteSize& size) {
    const auto interarrival = [&](double share) {
        return "{ dist = \"exponential\", mean = \"" +
               std::to_string(86'400.0 / (size.jobs_a_day * share)) + " s\" }\n";
    };
    const auto jobs = [&](double share) {
        return "jobs = " + std::to_string(static_cast<long>(size.days * size.jobs_a_day * share)) +
               "\n";
    };
    return "schema = 1\nname = \"made-up site\"\nstart = 2026-06-01\nseed = 7\nhorizon = \"" +
           std::to_string(size.days) +
           " d\"\n"
           "[fleet.h100]\nnodes = 118\n"
           "[fleet.a100]\nnodes = 60\n"
           "[fleet.l40s]\nnodes = 19\ngpus_per_node = 4\n"
           "[partition.main]\nfleets = [\"h100\", \"a100\"]\n"
           "[partition.long]\nfleets = [\"h100\"]\n"
           "[partition.dev]\nfleets = [\"l40s\"]\n"
           "[cluster.slurm.scheduler]\nkill_at_limit = true\n"
           "[workload.main]\npartition = \"main\"\n[workload.main.generate]\n" +
           jobs(0.7) + "interarrival = " + interarrival(0.7) +
           "gpus = { dist = \"empirical\", values = [1, 2, 4, 8, 16, 32], "
           "weights = [55, 12, 12, 16, 4, 1] }\n"
           "runtime = { dist = \"lognormal\", median = \"80 min\", sigma = 1.8, truncate = [\"10 "
           "s\", \"2 d\"] }\n"
           "overestimate = { dist = \"uniform\", low = 1, high = 6 }\n"
           "[workload.long]\npartition = \"long\"\n[workload.long.generate]\n" +
           jobs(0.1) + "interarrival = " + interarrival(0.1) +
           "gpus = { dist = \"empirical\", values = [8, 16, 32, 64, 128], "
           "weights = [50, 25, 15, 8, 2] }\n"
           "runtime = { dist = \"lognormal\", median = \"6 h\", sigma = 1.3, truncate = [\"10 s\", "
           "\"7 d\"] }\n"
           "overestimate = { dist = \"uniform\", low = 1, high = 3 }\n"
           "[workload.dev]\npartition = \"dev\"\n[workload.dev.generate]\n" +
           jobs(0.2) + "interarrival = " + interarrival(0.2) +
           "gpus = { dist = \"empirical\", values = [1, 2, 4], weights = [80, 12, 8] }\n"
           "runtime = { dist = \"lognormal\", median = \"25 min\", sigma = 1.4, truncate = [\"10 "
           "s\", \"8 h\"] }\n"
           "overestimate = { dist = \"uniform\", low = 1, high = 4 }\n";
}

}  // namespace

std::string host_name(const NodeKind& kind, int index) {
    std::string number = std::to_string(kind.first + index);
    while (static_cast<int>(number.size()) < kind.digits) {
        number.insert(0, "0");
    }
    return kind.prefix + number;
}

double lot(std::uint32_t kind, std::uint32_t index) {
    constexpr std::uint64_t kSiteSeed = 20260601;
    return draw_uniform({kSiteSeed, Stream::kFactor, kind, index, 0});
}

double activity_of(std::uint32_t job) {
    constexpr std::uint32_t kActivityLot = 11;
    const double draw = lot(kActivityLot, job);
    return draw < 0.1 ? 0.02 : 0.35 + 0.6 * draw;  // a tenth hold GPUs and do nothing
}

MadeUpSite simulate_made_up_site(const std::string& folder, const SiteSize& size) {
    const std::string file = folder + "/truth.toml";
    std::ofstream(file) << true_scenario(size);
    auto run = load_run(file, {});
    std::filesystem::remove(file);
    if (!run) {
        throw std::runtime_error(format_diagnostics(run.error().problems));
    }
    MadeUpSite site;
    site.run = std::move(*run);
    site.record = sim::simulate(site.run.compiled.world);
    site.start_unix_s = site.run.compiled.world.start_unix_us / 1'000'000;
    site.end_us = site.record.stopped_at_us;
    return site;
}

SiteTruth write_made_up_site(const std::string& folder, const SiteSize& size) {
    const MadeUpSite site = simulate_made_up_site(folder, size);
    SiteTruth truth;
    write_made_up_sacct(site, folder, truth);
    write_made_up_hardware(folder);
    write_made_up_meters(site, size, folder, truth);
    return truth;
}

}  // namespace headroom::test
