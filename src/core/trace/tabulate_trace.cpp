#include "src/core/trace/tabulate_trace.hpp"

#include <bit>
#include <span>
#include <utility>

namespace headroom::trace {

namespace {

constexpr double kSecondsInHour = 3600;

double percent(double part, double whole) {
    return whole > 0 ? 100 * part / whole : 0;
}

// Rows of (statistic, unit, value), in the order in which they are to be read.
class Statistics {
public:
    void add(std::string statistic, std::string unit, double value) {
        statistics_.push_back(std::move(statistic));
        units_.push_back(std::move(unit));
        values_.push_back(value);
    }
    void add_count(std::string statistic, std::int64_t count) {
        add(std::move(statistic), "", static_cast<double>(count));
    }
    void add_spread(const std::string& statistic, const std::string& unit, const Spread& spread) {
        add(statistic + ".mean", unit, spread.mean);
        add(statistic + ".median", unit, spread.median);
        add(statistic + ".p95", unit, spread.p95);
        add(statistic + ".max", unit, spread.max);
    }
    [[nodiscard]] report::Table build() && {
        return {"statistics",
                "What the trace is like",
                {report::text_column("statistic", statistics_), report::text_column("unit", units_),
                 report::real_column("value", "", std::move(values_))}};
    }

private:
    std::vector<std::string> statistics_, units_;
    std::vector<double> values_;
};

// Shares of all jobs and of all GPU-time under one heading a row.
struct ShareRows {
    std::vector<std::string> names;
    std::vector<Share> shares;

    [[nodiscard]] report::Table build(const char* table,
                                      const char* title,
                                      const char* heading,
                                      const TraceSummary& summary) const {
        std::vector<std::int64_t> jobs;
        std::vector<double> of_jobs, of_gpu_time;
        for (const Share& share : shares) {
            jobs.push_back(share.jobs);
            of_jobs.push_back(
                percent(static_cast<double>(share.jobs), static_cast<double>(summary.jobs)));
            of_gpu_time.push_back(percent(share.gpu_s, summary.gpu_s));
        }
        return {table,
                title,
                {report::text_column(heading, names),
                 report::integer_column("jobs", "", std::move(jobs)),
                 report::real_column("job_share_percent", "%", std::move(of_jobs)),
                 report::real_column("gpu_time_share_percent", "%", std::move(of_gpu_time))}};
    }
};

void add_counts(Statistics& rows, const TraceSummary& summary) {
    rows.add_count("jobs", summary.jobs);
    const std::pair<const char*, std::int64_t> names[] = {{"users", summary.users},
                                                          {"accounts", summary.accounts},
                                                          {"partitions", summary.partitions},
                                                          {"gpu_models", summary.gpu_models}};
    for (const auto& [name, count] : names) {
        if (count > 0) {
            rows.add_count(name, count);
        }
    }
}

void add_recorded(Statistics& rows, const TraceSummary& summary) {
    if (summary.estimates > 0) {
        rows.add(
            "estimates.job_share", "%",
            percent(static_cast<double>(summary.estimates), static_cast<double>(summary.jobs)));
        rows.add("estimates.run_time_of_estimate.median", "%", 100 * summary.run_time_of_estimate);
    }
    if (summary.wait_s.count > 0) {
        rows.add_count("wait.jobs", summary.wait_s.count);
        rows.add_spread("wait", "s", summary.wait_s);
    }
    if (summary.requeues > 0) {
        rows.add_count("requeues", summary.requeues);
        rows.add_count("requeues.jobs", summary.requeued_jobs);
    }
    if (summary.jobs_with_activity > 0) {
        rows.add_count("activity.jobs", summary.jobs_with_activity);
        rows.add("activity.mean", "%", 100 * summary.activity);
    }
}

// "1", "2", "3-4", "5-8": the numbers above half of a power of two.
std::string size_name(std::uint64_t most) {
    if (most <= 2) {
        return std::to_string(most);
    }
    return std::to_string(most / 2 + 1) + "-" + std::to_string(most);
}

report::Table arrivals_table(const char* name,
                             const char* title,
                             const char* heading,
                             const std::vector<std::string>& names,
                             std::span<const std::int64_t> counts) {
    std::vector<std::int64_t> jobs(counts.begin(), counts.end());
    std::int64_t all = 0;
    for (const std::int64_t count : counts) {
        all += count;
    }
    std::vector<double> shares;
    for (const std::int64_t count : counts) {
        shares.push_back(percent(static_cast<double>(count), static_cast<double>(all)));
    }
    if (all == 0) {
        return {name, title, {}};
    }
    return {
        name,
        title,
        {report::text_column(heading, names), report::integer_column("jobs", "", std::move(jobs)),
         report::real_column("job_share_percent", "%", std::move(shares))}};
}

}  // namespace

report::Table statistics_table(const TraceSummary& summary) {
    Statistics rows;
    add_counts(rows, summary);
    if (summary.jobs > 0) {
        rows.add("span", "s", summary.span_s);
        rows.add("interarrival.mean", "s", summary.interarrival_mean_s);
        rows.add_spread("gpus", "GPU", summary.gpus);
        rows.add_spread("run_time", "s", summary.run_time_s);
        rows.add("gpu_time", "GPUh", summary.gpu_s / kSecondsInHour);
    }
    if (summary.offered_gpus > 0) {
        rows.add("offered_load", "GPU", summary.offered_gpus);
    }
    add_recorded(rows, summary);
    return std::move(rows).build();
}

report::Table sizes_table(const TraceSummary& summary) {
    ShareRows rows;
    std::uint64_t most = 0;  // of the class of the last row
    for (const SizeShare& size : summary.sizes) {
        const std::uint64_t most_of_class = std::bit_ceil(std::uint64_t{size.gpus});
        if (rows.shares.empty() || most_of_class != most) {
            most = most_of_class;
            rows.names.push_back(size_name(most));
            rows.shares.emplace_back();
        }
        rows.shares.back().jobs += size.jobs;
        rows.shares.back().gpu_s += size.gpu_s;
    }
    return rows.build("sizes", "Jobs and GPU-time by the GPUs of a job", "gpus", summary);
}

report::Table states_table(const TraceSummary& summary) {
    ShareRows rows;
    for (const StateShare& state : summary.states) {
        rows.names.push_back(state.state.empty() ? "(none)" : state.state);
        rows.shares.push_back(state);
    }
    return rows.build("states", "Jobs and GPU-time by how jobs ended", "state", summary);
}

report::Table hours_table(const TraceSummary& summary) {
    std::vector<std::string> names;
    for (std::size_t hour = 0; hour < summary.by_hour.size(); ++hour) {
        names.push_back(std::to_string(hour));
    }
    return arrivals_table("hours", "Submits by the hour of the day, UTC", "hour", names,
                          summary.by_hour);
}

report::Table weekdays_table(const TraceSummary& summary) {
    return arrivals_table(
        "weekdays", "Submits by the day of the week, UTC", "weekday",
        {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
        summary.by_weekday);
}

std::vector<report::Table> tabulate_trace(const TraceSummary& summary) {
    std::vector<report::Table> tables;
    for (report::Table& table : std::vector<report::Table>{
             statistics_table(summary), sizes_table(summary), states_table(summary),
             hours_table(summary), weekdays_table(summary)}) {
        if (table.rows() > 0) {
            tables.push_back(std::move(table));
        }
    }
    return tables;
}

}  // namespace headroom::trace
