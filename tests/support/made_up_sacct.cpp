#include <algorithm>
#include <array>
#include <fstream>

#include "sim/base/units.hpp"
#include "tests/support/made_up_site.hpp"

namespace headroom::test {
namespace {

constexpr std::uint32_t kUserLot = 1, kStateLot = 2, kStepLot = 3, kArrayLot = 4, kOddLot = 5;
constexpr std::array<const char*, 6> kAccounts{"nlp",      "vision",   "climate",
                                               "robotics", "nlp-eval", "default"};

// Slurm's way to write a list of nodes whose numbers follow each other: gpu[001-004].
std::string host_range(const NodeKind& kind, int first, int count) {
    if (count == 1) {
        return host_name(kind, first);
    }
    const std::string prefix(kind.prefix);
    return prefix + "[" + host_name(kind, first).substr(prefix.size()) + "-" +
           host_name(kind, first + count - 1).substr(prefix.size()) + "]";
}

class SacctWriter {
public:
    SacctWriter(const MadeUpSite& site, const std::string& file, SiteTruth& truth)
        : site_(site), truth_(truth), out_(file) {
        out_ << "JobID|User|Account|Partition|QOS|State|Submit|Eligible|Start|End|Elapsed|"
                "Timelimit|ReqTRES|AllocTRES|NNodes|NodeList|Restarts\n";
        collect_hosts();
    }

    void write() {
        const sim::World& world = site_.run.compiled.world;
        for (std::uint32_t job = 0; job < world.jobs.size(); ++job) {
            if (world.jobs[job].submit_us > site_.end_us) {
                break;
            }
            if (site_.record.state[job] == sim::JobState::kRejected) {
                continue;  // Slurm refuses it and writes nothing
            }
            name_job(job);
            write_job(job);
            if (lot(kOddLot, job) < 0.02) {
                write_cpu_job(job);
            }
        }
    }

private:
    void collect_hosts() {
        hosts_.resize(site_.run.compiled.world.jobs.size());
        nodes_.resize(hosts_.size());
        for (const sim::PlacementRow& row : site_.record.placements) {
            const auto fleet = static_cast<std::size_t>(site_.record.fleet[row.job]);
            std::string& hosts = hosts_[row.job];
            nodes_[row.job] += row.nodes;
            hosts += (hosts.empty() ? "" : ",") +
                     host_range(kNodeKinds[fleet], static_cast<int>(row.first_node), row.nodes);
        }
    }

    // Every seventh job begins an array of up to eight.
    void name_job(std::uint32_t job) {
        constexpr std::uint32_t kFirstId = 480'000;
        if (array_left_ > 0) {
            --array_left_;
            id_ = std::to_string(array_id_) + "_" + std::to_string(++array_index_);
            return;
        }
        id_ = std::to_string(kFirstId + job);
        if (lot(kArrayLot, job) < 0.05) {
            array_id_ = kFirstId + job;
            array_index_ = 0;
            array_left_ = 7;
            id_ += "_0";
            array_user_ = user_of(job);
        }
    }

    static std::uint32_t user_of(std::uint32_t job) {
        const double draw = lot(kUserLot, job);
        return static_cast<std::uint32_t>(draw * draw * 90);  // a few users submit most
    }

    std::string who(std::uint32_t job) const {
        const std::uint32_t user = id_.find('_') == std::string::npos ? user_of(job) : array_user_;
        return "u" + std::to_string(1000 + user) + "|" + kAccounts[user % kAccounts.size()];
    }

    [[nodiscard]] std::string date(std::int64_t us) const {
        std::string text =
            format_instant(Instant{(site_.start_unix_s + us / 1'000'000) * 1'000'000});
        return text.substr(0, 19);  // local time, as sacct writes it
    }

    static std::string clock(std::int64_t seconds) {
        std::array<char, 40> text{};
        const std::int64_t days = seconds / 86'400;
        const auto part = [&](std::int64_t unit, std::int64_t modulo) {
            return static_cast<int>(seconds / unit % modulo);
        };
        const int h = part(3600, 24), m = part(60, 60), s = part(1, 60);
        if (days > 0) {
            std::snprintf(text.data(), text.size(), "%d-%02d:%02d:%02d", static_cast<int>(days), h,
                          m, s);
        } else {
            std::snprintf(text.data(), text.size(), "%02d:%02d:%02d", h, m, s);
        }
        return text.data();
    }

    [[nodiscard]] std::string partition(std::uint32_t job) const {
        const sim::World& world = site_.run.compiled.world;
        return world.partition_names[static_cast<std::size_t>(world.partition[job])];
    }

    static std::string tres(std::int64_t gpus, const char* model) {
        const std::string count = std::to_string(gpus);
        return "billing=" + count + ",cpu=" + std::to_string(12 * gpus) +
               (model == nullptr ? "" : ",gres/gpu:" + std::string(model) + "=" + count) +
               ",gres/gpu=" + count + ",mem=" + std::to_string(120 * gpus) + "G,node=1";
    }

    void write_job(std::uint32_t job) {
        const sim::Job& facts = site_.run.compiled.world.jobs[job];
        const std::int64_t start_us = site_.record.start_us[job];
        const bool ran = start_us >= 0;
        const bool is_running = ran && site_.record.state[job] == sim::JobState::kRunning;
        const std::int64_t end_us = is_running ? site_.end_us : site_.record.end_us[job];
        const std::int64_t limit_min =
            std::max<std::int64_t>(1, facts.estimate_us / 60'000'000 + 1);
        const std::string requested = tres(facts.gpus, nullptr);
        const std::string submit = date(facts.submit_us);
        out_ << id_ << '|' << who(job) << '|' << partition(job) << "|normal|";
        ++truth_.rows;
        if (!ran) {
            ++truth_.never_ran;
            out_ << "PENDING|" << submit << '|' << submit << "|Unknown|Unknown|00:00:00|"
                 << clock(limit_min * 60) << '|' << requested << "||1|None assigned|0\n";
            return;
        }
        const auto fleet = static_cast<std::size_t>(site_.record.fleet[job]);
        // Slurm's clock has whole seconds.
        const std::int64_t elapsed_s = end_us / 1'000'000 - start_us / 1'000'000;
        out_ << state(job, is_running) << '|' << submit << '|' << submit << '|' << date(start_us)
             << '|' << (is_running ? "Unknown" : date(end_us)) << '|' << clock(elapsed_s) << '|'
             << clock(limit_min * 60) << '|' << requested << '|'
             << tres(facts.gpus, kNodeKinds[fleet].slurm_gpu) << '|' << nodes_[job] << '|'
             << hosts_[job] << '|' << (lot(kStateLot, job) > 0.99 ? 1 : 0) << '\n';
        ++truth_.jobs;
        truth_.running += is_running ? 1 : 0;
        truth_.gpu_s += static_cast<double>(facts.gpus) * static_cast<double>(elapsed_s);
        truth_.wait_s += static_cast<double>(start_us / 1'000'000 - facts.submit_us / 1'000'000);
        if (lot(kStepLot, job) < 0.5) {
            write_step(job, start_us, end_us, elapsed_s);
        }
    }

    std::string state(std::uint32_t job, bool is_running) const {
        if (is_running) {
            return "RUNNING";
        }
        if (site_.record.state[job] == sim::JobState::kKilled) {
            return "TIMEOUT";
        }
        const double draw = lot(kStateLot, job);
        return draw < 0.12 ? "FAILED" : draw < 0.2 ? "CANCELLED by 1007" : "COMPLETED";
    }

    void write_step(std::uint32_t job,
                    std::int64_t start_us,
                    std::int64_t end_us,
                    std::int64_t elapsed_s) {
        ++truth_.rows;
        ++truth_.steps;
        out_ << id_ << ".batch||" << kAccounts[0] << "||||" << date(start_us) << '|'
             << date(start_us) << '|' << date(start_us) << '|' << date(end_us) << '|'
             << clock(elapsed_s) << "|||cpu=12,mem=120G,node=1|1|" << hosts_[job] << "|0\n";
    }

    void write_cpu_job(std::uint32_t job) {
        const std::string submit = date(site_.run.compiled.world.jobs[job].submit_us);
        ++truth_.rows;
        ++truth_.cpu_jobs;
        out_ << 900'000 + job << "|u1003|default|dev|normal|COMPLETED|" << submit << '|' << submit
             << '|' << submit << '|' << submit << "|00:00:00|01:00:00|billing=4,cpu=4,node=1|"
             << "billing=4,cpu=4,node=1|1|vis01|0\n";
    }

    const MadeUpSite& site_;
    SiteTruth& truth_;
    std::ofstream out_;
    std::vector<std::string> hosts_;  // [job]
    std::vector<int> nodes_;          // [job]
    std::string id_;
    std::uint32_t array_id_ = 0, array_index_ = 0, array_left_ = 0, array_user_ = 0;
};

}  // namespace

void write_made_up_sacct(const MadeUpSite& site, const std::string& folder, SiteTruth& truth) {
    SacctWriter(site, folder + "/sacct.txt", truth).write();
}

}  // namespace headroom::test
