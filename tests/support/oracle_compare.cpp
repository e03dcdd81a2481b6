#include "tests/support/oracle_compare.hpp"

#include <algorithm>
#include <initializer_list>
#include <sstream>

#include "sim/model/energy.hpp"

namespace headroom::sim {
namespace {

std::string number(Int128 value) {
    if (value < 0)
        return "-" + number(-value);
    const auto digit = std::to_string(static_cast<int>(value % 10));
    return value < 10 ? digit : number(value / 10) + digit;
}

std::string number(const std::vector<std::uint32_t>& nodes) {
    std::ostringstream text;
    for (const std::uint32_t node : nodes)
        text << node << ' ';
    return nodes.empty() ? "none" : text.str();
}

std::string number(const std::string& text) {
    return text;
}

std::string join(std::initializer_list<std::int64_t> numbers) {
    std::ostringstream text;
    for (const std::int64_t each : numbers)
        text << each << ' ';
    return text.str();
}

// Collects comparisons under one heading and keeps the first that fails.
class Comparison {
public:
    void under(const std::string& heading, std::size_t index) {
        heading_ = heading + " " + std::to_string(index) + ": ";
    }
    void under_whole_run() { heading_ = "run: "; }

    template <class Value>
    void expect(const char* what, const Value& ours, const Value& oracles) {
        if (difference_.empty() && !(ours == oracles))
            difference_ =
                heading_ + what + " " + number(ours) + ", the oracle has " + number(oracles);
    }
    // Series: what is missing at the end is 0.
    void expect_series(const char* what,
                       const std::vector<std::int64_t>& ours,
                       const std::vector<std::int64_t>& oracles) {
        for (std::size_t step = 0; step < std::max(ours.size(), oracles.size()); ++step) {
            const std::int64_t our_level = step < ours.size() ? ours[step] : 0;
            const std::int64_t oracle_level = step < oracles.size() ? oracles[step] : 0;
            expect((std::string(what) + " in step " + std::to_string(step)).c_str(), our_level,
                   oracle_level);
        }
    }
    [[nodiscard]] const std::string& difference() const { return difference_; }

private:
    std::string heading_;
    std::string difference_;
};

void compare_jobs(Comparison& compare,
                  const World& world,
                  const RunRecord& ours,
                  const OracleRun& oracle) {
    const RunRecord& theirs = oracle.record;
    const auto nodes = nodes_of_jobs(ours, world.jobs.size());
    for (std::size_t job = 0; job < world.jobs.size(); ++job) {
        compare.under("job", job);
        compare.expect("start_us", ours.start_us[job], theirs.start_us[job]);
        compare.expect("end_us", ours.end_us[job], theirs.end_us[job]);
        compare.expect("state", static_cast<int>(ours.state[job]),
                       static_cast<int>(theirs.state[job]));
        compare.expect("fleet", ours.fleet[job], theirs.fleet[job]);
        compare.expect("reason", static_cast<int>(ours.reason[job]),
                       static_cast<int>(theirs.reason[job]));
        compare.expect("nodes", nodes[job], oracle.nodes[job]);
    }
}

void compare_failures_of_jobs(Comparison& compare,
                              const FailureRecord& ours,
                              const FailureRecord& theirs) {
    compare.under_whole_run();
    compare.expect("jobs with attempts", ours.attempts.size(), theirs.attempts.size());
    for (std::size_t job = 0; job < std::min(ours.attempts.size(), theirs.attempts.size()); ++job) {
        compare.under("job", job);
        compare.expect("attempts", ours.attempts[job], theirs.attempts[job]);
        compare.expect("last start", ours.last_start_us[job], theirs.last_start_us[job]);
        compare.expect("lost us", ours.lost_us[job], theirs.lost_us[job]);
    }
}

// Rows of a table, each as one text of all its numbers.
template <class Row, class TextOf>
void compare_rows(Comparison& compare,
                  const char* table,
                  const std::vector<Row>& ours,
                  const std::vector<Row>& theirs,
                  const TextOf& text_of) {
    for (std::size_t row = 0; row < std::max(ours.size(), theirs.size()); ++row) {
        compare.under(table, row);
        compare.expect("row", row < ours.size() ? text_of(ours[row]) : "none",
                       row < theirs.size() ? text_of(theirs[row]) : "none");
    }
}

void compare_failures(Comparison& compare, const FailureRecord& ours, const FailureRecord& theirs) {
    compare_failures_of_jobs(compare, ours, theirs);
    compare_rows(compare, "interruption", ours.interruptions, theirs.interruptions,
                 [](const InterruptionRow& row) {
                     return join({row.job, row.fleet, row.first_node, row.start_us, row.end_us,
                                  row.saved_us});
                 });
    compare_rows(compare, "outage", ours.outages, theirs.outages, [](const OutageRow& row) {
        return join({row.fleet, row.node, row.start_us, row.end_us});
    });
    compare_rows(compare, "totals of fleet", ours.totals, theirs.totals,
                 [](const FailureTotals& row) {
                     return join({row.failures, row.interruptions}) + number(row.lost_gpu_us);
                 });
}

void compare_power(Comparison& compare,
                   const World& world,
                   const RunRecord& ours,
                   const OracleRun& oracle) {
    if (world.facility.is_on)
        return;  // what the facility has is compared instead
    const PowerPeaks& theirs = oracle.record.peaks;
    compare.under_whole_run();
    compare.expect("peak uW", ours.peaks.run_uw, theirs.run_uw);
    compare_rows(compare, "peak uW of hall", ours.peaks.hall_uw, theirs.hall_uw,
                 [](Int128 peak) { return number(peak); });
    compare_rows(compare, "peak uW of fleet", ours.peaks.fleet_uw, theirs.fleet_uw,
                 [](Int128 peak) { return number(peak); });
    for (std::size_t fleet = 0; fleet < world.fleets.size(); ++fleet) {
        compare.under("fleet", fleet);
        compare.expect("energy in pJ", energy_pj(world.fleets[fleet], ours.gpu_time[fleet]),
                       oracle.energy_pj[fleet]);
    }
}

void compare_fleets(Comparison& compare, const RunRecord& ours, const RunRecord& theirs) {
    for (std::size_t fleet = 0; fleet < theirs.gpu_time.size(); ++fleet) {
        compare.under("fleet", fleet);
        compare.expect("installed GPU-us", ours.gpu_time[fleet].installed,
                       theirs.gpu_time[fleet].installed);
        compare.expect("allocated GPU-us", ours.gpu_time[fleet].allocated,
                       theirs.gpu_time[fleet].allocated);
        compare.expect("held GPU-us", ours.gpu_time[fleet].held, theirs.gpu_time[fleet].held);
        compare.expect("down GPU-us", ours.gpu_time[fleet].down, theirs.gpu_time[fleet].down);
        const FleetSeries& our_series = ours.fleet_series[fleet];
        const FleetSeries& series = theirs.fleet_series[fleet];
        compare.expect_series("installed", our_series.installed, series.installed);
        compare.expect_series("allocated", our_series.allocated, series.allocated);
        compare.expect_series("held", our_series.held, series.held);
        compare.expect_series("down", our_series.down, series.down);
    }
}

void compare_queues(Comparison& compare, const RunRecord& ours, const RunRecord& theirs) {
    for (std::size_t queue = 0; queue < theirs.queue_series.size(); ++queue) {
        compare.under("queue", queue);
        compare.expect("stranded GPU-us", ours.stranded_gpu_us[queue],
                       theirs.stranded_gpu_us[queue]);
        const QueueSeries& our_series = ours.queue_series[queue];
        const QueueSeries& series = theirs.queue_series[queue];
        compare.expect_series("waiting jobs", our_series.waiting_jobs, series.waiting_jobs);
        compare.expect_series("waiting GPUs", our_series.waiting_gpus, series.waiting_gpus);
        compare.expect_series("stranded GPUs", our_series.stranded_gpus, series.stranded_gpus);
    }
}

}  // namespace

std::vector<std::vector<std::uint32_t>> nodes_of_jobs(const RunRecord& record, std::size_t jobs) {
    std::vector<std::vector<std::uint32_t>> nodes(jobs);
    for (const PlacementRow& row : record.placements) {
        for (std::uint32_t offset = 0; offset < row.nodes; ++offset)
            nodes.at(row.job).push_back(row.first_node + offset);
    }
    return nodes;
}

std::string first_difference(const World& world, const RunRecord& record, const OracleRun& oracle) {
    Comparison compare;
    compare_jobs(compare, world, record, oracle);
    compare.under_whole_run();
    compare.expect("stopped_at_us", record.stopped_at_us, oracle.record.stopped_at_us);
    compare.expect("stop reason", static_cast<int>(record.stop),
                   static_cast<int>(oracle.record.stop));
    for (std::size_t cause = 0; cause < kWaitCauses; ++cause)
        compare.expect(kWaitCauseNames.at(cause), record.wait_us_by_cause.at(cause),
                       oracle.record.wait_us_by_cause.at(cause));
    compare_fleets(compare, record, oracle.record);
    compare_queues(compare, record, oracle.record);
    compare_failures(compare, record.failures, oracle.record.failures);
    compare_power(compare, world, record, oracle);
    return compare.difference();
}

}  // namespace headroom::sim
