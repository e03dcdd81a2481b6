#include "src/core/scenario/job_table.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

#include "src/core/scenario/describe_problem.hpp"
#include "src/core/scenario/value.hpp"
#include "src/core/text/glob.hpp"

namespace headroom::scenario {
namespace {

constexpr std::int32_t kMostRoutes = std::numeric_limits<std::uint16_t>::max();
constexpr std::size_t kMostLevels = std::numeric_limits<std::uint16_t>::max();
constexpr std::size_t kMostScopes = std::numeric_limits<std::int16_t>::max();

// "1,203 jobs"
std::string count_jobs(std::int64_t jobs) {
    std::string digits = std::to_string(jobs);
    for (auto i = static_cast<std::ptrdiff_t>(digits.size()) - 3; i > 0; i -= 3) {
        digits.insert(static_cast<std::size_t>(i), ",");
    }
    return digits + (jobs == 1 ? " job" : " jobs");
}

std::int64_t line_of(const trace::Trace& trace, std::size_t row) {
    return row < trace.line.size() ? trace.line[row] : 0;
}

}  // namespace

// What one workload needs while its rows are added.
struct JobTable::Workspace {
    const trace::Trace& trace;
    std::uint16_t workload = 0;
    std::uint32_t cluster = 0;
    std::int64_t shift_us = 0;
    std::string path;
    std::vector<Resolved> partition_of;                        // [partition label]
    std::vector<std::int16_t> tenant_of;                       // [account label]
    std::unordered_map<std::uint64_t, std::int32_t> route_of;  // by (partition, GPU model label)
    std::map<std::uint32_t, FaultyRows> undeclared;            // by partition label
    std::map<std::pair<std::int32_t, std::uint32_t>, FaultyRows> without_model;
    FaultyRows before_start;
};

JobTable::JobTable(const Scenario& scenario, RouteTable& routes, CompiledWorld& compiled)
    : scenario_(scenario), routes_(routes), compiled_(compiled) {}

void JobTable::add_workload(std::size_t index, const trace::Trace& trace, std::int64_t shift_us) {
    const auto& [name, workload] = scenario_.workloads[index];
    Workspace work{trace,
                   static_cast<std::uint16_t>(index),
                   0,
                   shift_us,
                   join_key("workload", name),
                   {},
                   {},
                   {},
                   {},
                   {},
                   {}};
    for (std::uint32_t c = 0; c < scenario_.clusters.size(); ++c) {
        work.cluster = scenario_.clusters[c].first == workload.cluster ? c : work.cluster;
    }
    work.partition_of = resolve_partitions(work);
    work.tenant_of = resolve_tenants(trace.account);
    const std::size_t jobs = compiled_.world.jobs.size() + trace.size();
    compiled_.world.jobs.reserve(jobs);
    compiled_.sources.reserve(jobs);
    for (std::size_t row = 0; row < trace.size(); ++row) {
        add_row(work, row);
    }
    report_faults(work);
}

std::vector<JobTable::Resolved> JobTable::resolve_partitions(const Workspace& work) {
    const std::string& forced = scenario_.workloads[work.workload].second.partition;
    const bool declares_some = !routes_.partitions(work.cluster).empty();
    std::vector<Resolved> resolved;
    for (const std::string& label : work.trace.partition.texts()) {
        const std::string& name = forced.empty() ? label : forced;
        Resolved one;
        if (declares_some) {
            one.partition = name.empty() ? routes_.default_partition(work.cluster)
                                         : routes_.find_partition(work.cluster, name);
            one.is_declared = one.partition != kNoPartition;
            one.scope = static_cast<std::int16_t>(one.partition);
        } else if (!name.empty()) {
            one.scope = label_scope(name);
        }
        resolved.push_back(one);
    }
    return resolved;
}

// A partition that a trace names and no cluster declares rules nothing, but reports tell it apart.
std::int16_t JobTable::label_scope(const std::string& label) {
    std::vector<std::string>& names = compiled_.world.partition_names;
    if (label_scopes_.empty()) {  // those that another cluster declares
        for (std::size_t i = 0; i < names.size(); ++i) {
            label_scopes_.emplace(names[i], static_cast<std::int16_t>(i));
        }
    }
    const auto [found, is_new] = label_scopes_.emplace(label, std::int16_t{-1});
    if (is_new && names.size() < kMostScopes) {
        found->second = static_cast<std::int16_t>(names.size());
        names.push_back(label);
    }
    return found->second;
}

std::vector<std::int16_t> JobTable::resolve_tenants(const trace::Labels& accounts) const {
    std::vector<std::int16_t> tenants;
    for (const std::string& account : accounts.texts()) {
        std::int16_t tenant = -1;
        for (std::size_t t = 0; t < scenario_.tenants.size() && tenant < 0; ++t) {
            const std::vector<std::string>& patterns = scenario_.tenants[t].second.accounts;
            const bool is_match = std::any_of(
                patterns.begin(), patterns.end(),
                [&](const std::string& pattern) { return matches_glob(pattern, account); });
            tenant = is_match ? static_cast<std::int16_t>(t) : tenant;
        }
        tenants.push_back(tenant);
    }
    return tenants;
}

std::int32_t JobTable::route_of(Workspace& work, std::size_t row, std::int32_t partition) {
    const std::uint32_t model = work.trace.gpu_model.code(row);
    const std::uint64_t key = static_cast<std::uint64_t>(partition + 1) << 32u | model;
    const auto [found, is_new] = work.route_of.emplace(key, kNoRoute);
    if (is_new) {
        found->second =
            routes_.find_or_add(work.cluster, partition, work.trace.gpu_model.texts()[model]);
    }
    return found->second;
}

// What the trace measured goes before what the scenario assumes.
sim::JobActivity JobTable::activity_of(const Workspace& work, std::size_t row) const {
    const std::vector<std::int32_t>& measured = work.trace.activity_ppm;
    if (row < measured.size() && measured[row] >= 0) {
        return {measured[row], false};
    }
    const std::optional<double>& assumed = scenario_.workloads[work.workload].second.activity;
    return assumed ? sim::JobActivity{static_cast<std::int32_t>(std::llround(*assumed * 1e6)), true}
                   : sim::JobActivity{};
}

void JobTable::add_row(Workspace& work, std::size_t row) {
    const trace::Trace& trace = work.trace;
    const auto count = [&](FaultyRows& faulty) {
        faulty.first_line = faulty.rows++ == 0 ? line_of(trace, row) : faulty.first_line;
    };
    const std::int64_t submit_us = trace.submit_us[row] + work.shift_us;
    if (submit_us < 0) {
        count(work.before_start);
        return;
    }
    const Resolved partition = work.partition_of[trace.partition.code(row)];
    if (!partition.is_declared) {
        count(work.undeclared[trace.partition.code(row)]);
        return;
    }
    const std::int32_t route = route_of(work, row, partition.partition);
    if (route == kNoRoute) {
        count(work.without_model[{partition.partition, trace.gpu_model.code(row)}]);
        return;
    }
    sim::Job job;
    job.submit_us = submit_us;
    job.work_us = trace.runtime_us[row];
    const std::int64_t estimate_us =
        trace.estimate_us.empty() ? trace::kUnknown : trace.estimate_us[row];
    job.estimate_us = estimate_us == trace::kUnknown ? job.work_us : estimate_us;
    job.gpus = trace.gpus[row];
    job.route = static_cast<std::uint16_t>(std::min(route, kMostRoutes));
    std::int64_t priority = trace.priority.empty() ? 0 : trace.priority[row];
    bool is_barred = false;
    if (partition.partition != kNoPartition) {
        const Partition& rules =
            scenario_.partitions[static_cast<std::size_t>(partition.partition)].second;
        priority += rules.priority * (std::int64_t{1} << 32u);
        is_barred = rules.max_time_s && job.estimate_us > std::llround(*rules.max_time_s * 1e6);
    }
    compiled_.world.jobs.push_back(job);
    compiled_.sources.push_back({work.workload, static_cast<std::uint32_t>(row)});
    compiled_.world.partition.push_back(partition.scope);
    compiled_.world.activity.push_back(activity_of(work, row));
    compiled_.world.tenant.push_back(work.tenant_of[trace.account.code(row)]);
    priority_key_.push_back(priority);
    is_barred_.push_back(is_barred);
}

void JobTable::report_faults(const Workspace& work) {
    for (const auto& [label, faulty] : work.undeclared) {
        report_partition(work, work.trace.partition.texts()[label], faulty);
    }
    for (const auto& [key, faulty] : work.without_model) {
        report_model(work, key.first, work.trace.gpu_model.texts()[key.second], faulty);
    }
    if (work.before_start.rows > 0) {
        Diagnostic warning;
        warning.severity = Severity::kWarning;
        warning.place = {work.trace.file, work.before_start.first_line, 0};
        warning.path = work.path;
        warning.problem = count_jobs(work.before_start.rows) + " before the start left out";
        compiled_.warnings.push_back(std::move(warning));
    }
}

void JobTable::report_partition(const Workspace& work,
                                const std::string& name,
                                const FaultyRows& faulty) {
    std::vector<std::string> known;
    for (const std::int32_t partition : routes_.partitions(work.cluster)) {
        known.push_back(scenario_.partitions[static_cast<std::size_t>(partition)].first);
    }
    Diagnostic problem;
    problem.place = {work.trace.file, faulty.first_line, 0};
    problem.path = work.path;
    problem.problem = count_jobs(faulty.rows) + (faulty.rows == 1 ? " names" : " name") +
                      " partition '" + name + "', which cluster '" +
                      scenario_.clusters[work.cluster].first + "' does not declare";
    problem.wanted = "a table [" + join_key("partition", name) + "], or " + work.path +
                     ".partition = \"NAME\" to send all jobs to one";
    const std::string near = nearest_name(name, known);
    problem.hint = near.empty() ? "declared: " + list_names(quote_names(known), "and")
                                : "did you mean '" + near + "'?";
    problems_.push_back(std::move(problem));
}

void JobTable::report_model(const Workspace& work,
                            std::int32_t partition,
                            const std::string& model,
                            const FaultyRows& faulty) {
    const std::vector<std::string> known = routes_.gpu_models(work.cluster, partition);
    const std::string home =
        partition == kNoPartition
            ? "cluster '" + scenario_.clusters[work.cluster].first + "'"
            : "partition '" + scenario_.partitions[static_cast<std::size_t>(partition)].first + "'";
    Diagnostic problem;
    problem.place = {work.trace.file, faulty.first_line, 0};
    problem.path = work.path;
    problem.problem = count_jobs(faulty.rows) + (faulty.rows == 1 ? " asks" : " ask") +
                      " for GPU model '" + model + "', which no fleet of " + home + " has";
    problem.wanted = "a fleet with gpu = " + quote(model.substr(0, model.find('|')));
    problem.hint = known.empty() ? "" : "its fleets have " + list_names(quote_names(known), "and");
    problems_.push_back(std::move(problem));
}

void JobTable::finish(Diagnostics& problems) {
    if (compiled_.world.routes.size() > static_cast<std::size_t>(kMostRoutes)) {
        Diagnostic problem;
        problem.place.file = scenario_.file;
        problem.problem = "jobs ask for " + std::to_string(compiled_.world.routes.size()) +
                          " different sets of fleets";
        problem.wanted = "at most 65,535";
        problems_.push_back(std::move(problem));
    }
    if (problems_.empty()) {
        sort_by_submit();
        number_priorities();
    }
    if (problems_.empty()) {
        rank_queues();
        drop_empty_scopes();
    }
    problems.insert(problems.end(), problems_.begin(), problems_.end());
}

// Each trace is sorted already; only several need to be interleaved.
void JobTable::sort_by_submit() {
    std::vector<sim::Job>& jobs = compiled_.world.jobs;
    const auto is_earlier = [&](std::uint32_t a, std::uint32_t b) {
        return jobs[a].submit_us < jobs[b].submit_us;
    };
    std::vector<std::uint32_t> order(jobs.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    if (!std::is_sorted(order.begin(), order.end(), is_earlier)) {
        std::stable_sort(order.begin(), order.end(), is_earlier);
        const auto reorder = [&order](auto& column) {
            std::remove_reference_t<decltype(column)> sorted;
            sorted.reserve(order.size());
            for (const std::uint32_t i : order) {
                sorted.push_back(column[i]);
            }
            column = std::move(sorted);
        };
        reorder(jobs);
        reorder(compiled_.sources);
        reorder(compiled_.world.partition);
        reorder(compiled_.world.activity);
        reorder(compiled_.world.tenant);
        reorder(priority_key_);
        reorder(is_barred_);
    }
    for (std::uint32_t i = 0; i < is_barred_.size(); ++i) {
        if (is_barred_[i]) {
            compiled_.world.barred.emplace_back(i);
        }
    }
}

// Level 0 is the highest (partition, job) priority that occurs.
void JobTable::number_priorities() {
    std::vector<std::int64_t> levels = priority_key_;
    levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
    std::sort(levels.begin(), levels.end(), std::greater<>());
    levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
    if (levels.size() > kMostLevels) {
        Diagnostic problem;
        problem.place.file = scenario_.file;
        problem.problem = "jobs have " + std::to_string(levels.size()) + " different priorities";
        problem.wanted = "at most 65,535";
        problem.hint = "round them in the trace";
        problems_.push_back(std::move(problem));
        return;
    }
    compiled_.world.priority_levels =
        static_cast<std::uint16_t>(std::max<std::size_t>(1, levels.size()));
    if (levels.size() < 2) {
        return;
    }
    for (std::size_t i = 0; i < priority_key_.size(); ++i) {
        const auto level =
            std::lower_bound(levels.begin(), levels.end(), priority_key_[i], std::greater<>());
        compiled_.world.jobs[i].priority_level = static_cast<std::uint16_t>(level - levels.begin());
    }
}

void JobTable::rank_queues() {
    sim::World& world = compiled_.world;
    for (std::uint32_t i = 0; i < world.jobs.size(); ++i) {
        const QueueId queue = world.routes[world.jobs[i].route].queue;
        world.queues[queue.index()].order.emplace_back(i);
    }
    const auto is_before = [&world](JobId a, JobId b) {
        return world.jobs[a.index()].priority_level < world.jobs[b.index()].priority_level;
    };
    world.queue_rank.resize(world.jobs.size());
    for (sim::Queue& queue : world.queues) {
        if (world.priority_levels > 1) {
            std::stable_sort(queue.order.begin(), queue.order.end(), is_before);
        }
        for (std::uint32_t rank = 0; rank < queue.order.size(); ++rank) {
            world.queue_rank[queue.order[rank].index()] = rank;
        }
    }
}

void JobTable::drop_empty_scopes() {
    std::vector<sim::JobActivity>& activity = compiled_.world.activity;
    if (std::all_of(activity.begin(), activity.end(),
                    [](const sim::JobActivity& job) { return job.ppm < 0; })) {
        activity = {};
    }
    for (std::vector<std::int16_t>* scope : {&compiled_.world.tenant, &compiled_.world.partition}) {
        const bool is_empty =
            std::all_of(scope->begin(), scope->end(), [](std::int16_t name) { return name < 0; });
        if (is_empty) {
            scope->clear();
            scope->shrink_to_fit();
        }
    }
}

}  // namespace headroom::scenario
