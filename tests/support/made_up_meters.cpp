#include <algorithm>
#include <fstream>
#include <vector>

#include "sim/base/units.hpp"
#include "tests/support/made_up_site.hpp"

namespace headroom::test {
namespace {

constexpr std::int64_t kSecond = 1'000'000;

// Which jobs run on a node at an instant, one entry a GPU.
struct NodeLoad {
    std::vector<std::uint32_t> job_of_gpu;
};

class Meters {
public:
    explicit Meters(const MadeUpSite& site) : site_(site) {}

    // Loads of all nodes, kind after kind, at a time.
    [[nodiscard]] std::vector<NodeLoad> loads_at(std::int64_t time_us) const {
        std::vector<NodeLoad> loads;
        std::vector<std::size_t> first;
        for (const NodeKind& kind : kNodeKinds) {
            first.push_back(loads.size());
            loads.resize(loads.size() + static_cast<std::size_t>(kind.count));
        }
        std::uint32_t last_job = 0;
        std::int64_t left = 0;
        for (std::size_t i = 0; i < site_.record.placements.size(); ++i) {
            const sim::PlacementRow& row = site_.record.placements[i];
            if (i == 0 || row.job != last_job) {
                left = site_.run.compiled.world.jobs[row.job].gpus;
            }
            last_job = row.job;
            const std::int64_t start_us = site_.record.start_us[row.job];
            const std::int64_t end_us = site_.record.end_us[row.job];
            const bool runs = start_us <= time_us && (end_us < 0 || time_us < end_us);
            const auto fleet = static_cast<std::size_t>(site_.record.fleet[row.job]);
            for (std::size_t node = row.first_node; node < row.first_node + row.nodes; ++node) {
                const std::int64_t gpus = std::min<std::int64_t>(row.gpus_on_each, left);
                left -= gpus;
                if (runs) {
                    auto& jobs = loads[first[fleet] + node].job_of_gpu;
                    jobs.insert(jobs.end(), static_cast<std::size_t>(gpus), row.job);
                }
            }
        }
        return loads;
    }

    [[nodiscard]] std::string date(std::int64_t us, const char* offset) const {
        std::string text = format_instant(Instant{site_.start_unix_s * kSecond + us});
        return text.substr(0, 19) + offset;
    }

private:
    const MadeUpSite& site_;
};

double gpu_watts(const NodeKind& kind, double activity) {
    return kind.idle_w + activity * (kind.busy_w - kind.idle_w);
}

void write_dcgm(const Meters& meters,
                const MadeUpSite& site,
                const SiteSize& size,
                const std::string& file,
                SiteTruth& truth) {
    constexpr std::int64_t kStep = 600 * kSecond;
    std::ofstream out(file);
    out << "timestamp,metric,Hostname,gpu,modelName,hpc_job,value\n";
    double active = 0, samples = 0;
    std::int64_t time_us = site.end_us - size.sampled_hours * 3600 * kSecond;
    for (time_us = std::max<std::int64_t>(0, time_us); time_us < site.end_us; time_us += kStep) {
        const std::vector<NodeLoad> loads = meters.loads_at(time_us);
        std::size_t node = 0;
        for (const NodeKind& kind : kNodeKinds) {
            for (int index = 0; index < kind.count; ++index, ++node) {
                for (std::size_t gpu = 0; gpu < static_cast<std::size_t>(kind.gpus); ++gpu) {
                    const auto& jobs = loads[node].job_of_gpu;
                    const bool is_used = gpu < jobs.size();
                    const double activity = is_used ? activity_of(jobs[gpu]) : 0;
                    const std::string labels = host_name(kind, index) + "," + std::to_string(gpu) +
                                               "," + kind.dcgm_gpu + ",,";
                    out << meters.date(time_us, "Z") << ",DCGM_FI_PROF_GR_ENGINE_ACTIVE," << labels
                        << activity << "\n"
                        << meters.date(time_us, "Z") << ",DCGM_FI_DEV_POWER_USAGE," << labels
                        << gpu_watts(kind, activity) << "\n";
                    active += activity;
                    samples += is_used ? 1 : 0;
                }
            }
        }
    }
    truth.mean_activity = samples > 0 ? active / samples : 0;
}

void write_meter(const Meters& meters,
                 const MadeUpSite& site,
                 const std::string& file,
                 SiteTruth& truth) {
    constexpr std::int64_t kStep = 3600 * kSecond;
    constexpr double kNodeRestW = 1100, kOverhead = 1.28;
    std::ofstream out(file);
    out << "time,power_kw\n";
    double sum = 0;
    std::int64_t count = 0;
    for (std::int64_t time_us = 0; time_us < site.end_us; time_us += kStep, ++count) {
        const std::vector<NodeLoad> loads = meters.loads_at(time_us);
        double watts = 0;
        std::size_t node = 0;
        for (const NodeKind& kind : kNodeKinds) {
            for (int index = 0; index < kind.count; ++index, ++node) {
                const auto& jobs = loads[node].job_of_gpu;
                watts += kNodeRestW + kind.idle_w * (kind.gpus - static_cast<double>(jobs.size()));
                for (const std::uint32_t job : jobs) {
                    watts += gpu_watts(kind, activity_of(job));
                }
            }
        }
        const double kw = static_cast<double>(static_cast<long>(watts * kOverhead / 100)) / 10;
        out << meters.date(time_us, "+00:00") << "," << kw << "\n";
        sum += kw;
        truth.peak_kw = std::max(truth.peak_kw, kw);
    }
    truth.mean_kw = count > 0 ? sum / static_cast<double>(count) : 0;
}

}  // namespace

void write_made_up_meters(const MadeUpSite& site,
                          const SiteSize& size,
                          const std::string& folder,
                          SiteTruth& truth) {
    const Meters meters(site);
    write_dcgm(meters, site, size, folder + "/dcgm.csv", truth);
    write_meter(meters, site, folder + "/meter.csv", truth);
    std::ofstream(folder + "/quotes.csv")
        << "item,price,unit,currency,date,valid_until,lead_time,vendor,quote\n"
           "dgx-h100,298000,node,USD,2026-09-14,2026-12-31,26 weeks,Example Systems,Q-2211\n"
           "dgx-b200,412000,node,USD,2026-09-14,2026-12-31,34 weeks,Example Systems,Q-2212\n"
           "h100 on demand,2.40,GPUh,USD,2026-10-01,,,Example Cloud,list\n";
    std::ofstream(folder + "/tariff.csv") << "start,price ($/kWh),demand_charge ($/kW-month)\n"
                                             "2026-06-01,0.081,12.5\n2026-07-01,0.088,12.5\n";
    std::ofstream(folder + "/forecast.csv") << "month,arrivals,runtime\n"
                                               "2026-09,1.05,1.00\n2026-10,1.10,1.02\n";
}

}  // namespace headroom::test
