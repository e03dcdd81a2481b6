// What the oracle counts between two instants.

#include <algorithm>

#include "tests/support/oracle_state.hpp"

namespace headroom::sim {
namespace {

// level × time over [from, to), added to the steps of the grid that it touches.
void add_to_series(std::vector<std::int64_t>& series,
                   std::int64_t step,
                   std::int64_t level,
                   std::int64_t from,
                   std::int64_t to) {
    if (level == 0)
        return;
    for (std::int64_t cell = from / step; cell * step < to; ++cell) {
        const auto index = static_cast<std::size_t>(cell);
        if (series.size() <= index)
            series.resize(index + 1);
        series[index] += level * (std::min(to, (cell + 1) * step) - std::max(from, cell * step));
    }
}

}  // namespace

// Nothing changes between two instants, so what holds after the passes at now_ holds until `to`.
void Oracle::account_until(std::int64_t to) {
    for (std::size_t fleet = 0; fleet < free_.size(); ++fleet)
        account_fleet(fleet, to);
    for (std::size_t queue = 0; queue < waiting_.size(); ++queue) {
        account_jobs(queue, to);
        account_queue(queue, to);
    }
    account_power(to);
    for (const std::size_t index : held_)
        account_wait(index, WaitCause::kCarbon, to);
    if (facility_.is_on())
        facility_.hold(now_, to, powered_);
    for (RunningJob& running : running_)
        running.left_q20 -= Wide{running.speed_q20} * (to - now_);
    now_ = to;
}

void Oracle::account_fleet(std::size_t fleet, std::int64_t to) {
    const std::int64_t installed = is_installed_[fleet] ? world_.fleets[fleet].gpus() : 0;
    std::int64_t allocated = 0;
    std::int64_t held = 0;
    for (const RunningJob& running : running_) {
        if (running.grant.fleet != fleet)
            continue;
        allocated += job(running.job).gpus;
        held += running.grant.held;
    }
    const std::int64_t step = world_.series_step_us;
    FleetSeries& series = result_.record.fleet_series[fleet];
    add_to_series(series.installed, step, installed, now_, to);
    add_to_series(series.allocated, step, allocated, now_, to);
    add_to_series(series.held, step, held, now_, to);
    const std::int64_t down = nodes_.down(fleet) * world_.fleets[fleet].gpus_per_node;
    add_to_series(series.down, step, down, now_, to);
    GpuTime& time = result_.record.gpu_time[fleet];
    time.installed += Int128{installed} * measured(to);
    time.allocated += Int128{allocated} * measured(to);
    time.held += Int128{held} * measured(to);
    time.down += Int128{down} * measured(to);
}

// The power of each fleet from now_ on, and of halls and all where that of each fleet is known.
void Oracle::account_power(std::int64_t to) {
    if (facility_.is_on())
        return;
    PowerPeaks& peaks = result_.record.peaks;
    std::vector<Int128> hall_uw(world_.hall_names.size(), 0);
    std::vector<bool> is_known(world_.hall_names.size(), true);
    std::vector<bool> is_empty(world_.hall_names.size(), true);
    Int128 run_uw = 0;
    bool is_run_known = !world_.fleets.empty();
    for (std::size_t index = 0; index < world_.fleets.size(); ++index) {
        const Fleet& fleet = world_.fleets[index];
        std::int64_t up = is_installed_[index] ? fleet.nodes - nodes_.down(index) : 0;
        Int128 uw = Int128{up} * fleet.power.idle_uw;
        for (const RunningJob& running : running_) {
            if (running.grant.fleet == index)
                uw += Int128{job(running.job).gpus} * fleet.power.slope_uw;
        }
        is_run_known = is_run_known && fleet.power.is_known;
        if (fleet.hall >= 0) {
            const auto hall = static_cast<std::size_t>(fleet.hall);
            is_known[hall] = is_known[hall] && fleet.power.is_known;
            is_empty[hall] = false;
            hall_uw[hall] += uw;
        }
        run_uw += uw;
        if (!fleet.power.is_known)
            continue;
        result_.energy_pj[index] += uw * measured(to);
        if (measured(to) > 0)
            peaks.fleet_uw[index] = std::max(peaks.fleet_uw[index], uw);
    }
    for (std::size_t hall = 0; hall < peaks.hall_uw.size(); ++hall) {
        if (measured(to) > 0 && is_known[hall] && !is_empty[hall])
            peaks.hall_uw[hall] = std::max(peaks.hall_uw[hall], hall_uw[hall]);
    }
    if (measured(to) > 0 && is_run_known)
        peaks.run_uw = std::max(peaks.run_uw, run_uw);
}

void Oracle::account_jobs(std::size_t queue, std::int64_t to) {
    for (const std::size_t index : waiting_[queue]) {
        if (progress_[index].attempts > 0)
            continue;
        account_wait(index, cause_[index], to);
    }
}

void Oracle::account_wait(std::size_t index, WaitCause why, std::int64_t to) {
    const auto cause = static_cast<std::size_t>(why);
    result_.wait_us[index][cause] += to - now_;
    if (job(index).submit_us >= world_.warmup_us)
        result_.record.wait_us_by_cause[cause] += to - now_;
}

void Oracle::account_queue(std::size_t queue, std::int64_t to) {
    const auto& waiting = waiting_[queue];
    const std::int64_t step = world_.series_step_us;
    QueueSeries& series = result_.record.queue_series[queue];
    std::int64_t waiting_gpus = 0;
    for (const std::size_t index : waiting)
        waiting_gpus += job(index).gpus;
    add_to_series(series.waiting_jobs, step, static_cast<std::int64_t>(waiting.size()), now_, to);
    add_to_series(series.waiting_gpus, step, waiting_gpus, now_, to);
    if (waiting.empty() || cause_[waiting.front()] != WaitCause::kFragmentation)
        return;
    const std::int64_t stranded = free_on_route(waiting.front());
    add_to_series(series.stranded_gpus, step, stranded, now_, to);
    result_.record.stranded_gpu_us[queue] += Int128{stranded} * measured(to);
}

void Oracle::fill_reasons() {
    for (std::size_t index = 0; index < world_.jobs.size(); ++index) {
        const auto& wait = result_.wait_us[index];
        const auto longest = std::max_element(wait.begin(), wait.end());  // the first on a tie
        if (*longest > 0)
            result_.record.reason[index] = static_cast<WaitCause>(longest - wait.begin());
    }
}

}  // namespace headroom::sim
