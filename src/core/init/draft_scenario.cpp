#include "src/core/init/draft_scenario.hpp"

#include <algorithm>
#include <filesystem>

#include "src/core/init/draft_notes.hpp"
#include "src/core/inventory/write_fragment.hpp"
#include "src/core/table/number_text.hpp"

namespace headroom::init {
namespace {

using report::group_thousands;
using scenario::TomlText;

constexpr double kDay = 86'400;
constexpr std::size_t kMostTenants = 20;

std::string relative_path(const std::string& file, const std::string& folder) {
    namespace fs = std::filesystem;
    std::error_code fault;
    const fs::path from = fs::absolute(folder.empty() ? "." : folder, fault).lexically_normal();
    const fs::path to = fs::absolute(file, fault).lexically_normal();
    const fs::path path = to.lexically_relative(from);
    return path.empty() ? to.generic_string() : path.generic_string();
}

class DraftWriter {
public:
    DraftWriter(const SiteRecords& site, const std::string& folder)
        : site_(site), folder_(folder), plan_(inventory::group_fleets(site.inventory)) {}

    std::string write() {
        write_head();
        inventory::write_tables(toml_, site_.inventory, plan_, inventory::SchedulerGuesses::kWrite);
        write_tenants();
        write_workload();
        write_demand();
        toml_.blank();
        inventory::write_not_taken(toml_, site_.inventory, plan_);
        write_notes(toml_, site_);
        return toml_.take();
    }

private:
    void write_head() {
        toml_.comment(
            "Drafted by `headroom init`. Lines marked \"guessed:\" were told by no file: look at "
            "them\nfirst. Check with `headroom validate`, then `headroom run`.");
        toml_.integer("schema", 1);
        const inventory::Cluster& cluster = site_.inventory.clusters.front();
        toml_.text(
            "name", cluster.name,
            cluster.has_own_name ? "the cluster's own name" : "guessed: no file names the cluster");
        if (site_.jobs.trace.zero) {
            toml_.raw("start", format_instant(*site_.jobs.trace.zero),
                      file_name(site_.files.jobs) + ": the first submit");
        }
        const double warmup_s = warmup();
        if (warmup_s > 0) {
            toml_.text("warmup", scenario::span_text(warmup_s),
                       "guessed: the simulated fleet starts empty, the real one did not");
        }
    }

    // A tenth of the time, in whole days, at most a week.
    [[nodiscard]] double warmup() const {
        const double days = static_cast<double>(static_cast<int>(site_.summary.span_s / kDay / 10));
        return std::min(days, 7.0) * kDay;
    }

    // Of all jobs' GPU-time.
    [[nodiscard]] double share_of(double gpu_s) const {
        return site_.summary.gpu_s > 0 ? gpu_s / site_.summary.gpu_s : 0;
    }

    // One tenant an account, those with the most GPU-time.
    void write_tenants() {
        const trace::Labels& accounts = site_.jobs.trace.account;
        std::vector<double> gpu_s(accounts.texts().size());
        for (std::size_t row = 0; row < site_.jobs.trace.size(); ++row) {
            gpu_s[accounts.code(row)] += trace::gpu_seconds(site_.jobs.trace, row);
        }
        std::vector<std::size_t> order;
        for (std::size_t code = 1; code < gpu_s.size(); ++code) {
            order.push_back(code);
        }
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return gpu_s[a] > gpu_s[b]; });
        for (std::size_t i = 0; i < std::min(order.size(), kMostTenants); ++i) {
            const std::string& account = accounts.texts()[order[i]];
            if (is_tenant(account)) {
                continue;
            }
            toml_.table({"tenant", account});
            const std::vector<std::string> patterns{account};
            toml_.texts("accounts", patterns,
                        report::percent_text(share_of(gpu_s[order[i]])) + " of the GPU-time in " +
                            file_name(site_.files.jobs));
        }
        if (order.size() > kMostTenants) {
            toml_.comment("and " + std::to_string(order.size() - kMostTenants) +
                          " accounts with less GPU-time, which no table names");
        }
    }

    [[nodiscard]] bool is_tenant(const std::string& name) const {
        return std::any_of(site_.inventory.tenants.begin(), site_.inventory.tenants.end(),
                           [&](const inventory::Tenant& tenant) { return tenant.name == name; });
    }

    void write_workload() {
        toml_.table({"workload", kWorkload});
        toml_.text("trace", relative_path(site_.files.jobs, folder_),
                   site_.jobs.trace.format + ", " +
                       group_thousands(static_cast<std::int64_t>(site_.jobs.trace.size())) +
                       " jobs of " + group_thousands(site_.jobs.report.rows) + " rows");
        if (site_.activity) {
            write_activity(*site_.activity);
        }
    }

    // The mean stands in for the jobs that the samples do not cover; what they measured of each job
    // is kept by `headroom import --prom`.
    void write_activity(const SampledActivity& activity) {
        const std::string file = file_name(site_.files.samples);
        if (activity.jobs == 0) {
            toml_.comment("activity: " + file + " covers no job");
            return;
        }
        toml_.text("activity", report::percent_text(activity.mean),
                   "guessed: of every job what " + file + " shows of " +
                       group_thousands(activity.jobs) + " of them, by GPU-time");
    }

    void write_demand() {
        if (!site_.forecast || !site_.forecast->has_growth) {
            return;
        }
        toml_.comment("To simulate the months that " + file_name(site_.files.forecast) +
                      " tells of: a horizon, and for the workload repeat = \"weeks\"");
    }

    static constexpr const char* kWorkload = "recorded";

    const SiteRecords& site_;
    const std::string& folder_;
    inventory::FleetPlan plan_;
    TomlText toml_;
};

std::int64_t count_guesses(std::string_view text) {
    constexpr std::string_view kMark = "# guessed:";
    std::int64_t count = 0;
    for (std::size_t at = text.find(kMark); at != std::string_view::npos;
         at = text.find(kMark, at + 1)) {
        ++count;
    }
    return count;
}

}  // namespace

Draft draft_scenario(const SiteRecords& site, const std::string& folder) {
    Draft draft;
    draft.text = DraftWriter(site, folder).write();
    draft.guesses = count_guesses(draft.text);
    return draft;
}

}  // namespace headroom::init
