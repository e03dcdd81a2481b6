#include <algorithm>

#include "src/core/result/tabulate.hpp"

namespace headroom::report {
namespace {

using Integrals = std::vector<std::int64_t>;  // level × µs, [step]

// The steps of the grid and how long each is: the last ends with the run.
struct Grid {
    std::vector<std::int64_t> begin_us;
    std::vector<std::int64_t> length_us;
};

Grid grid_of(const sim::World& world, const sim::RunRecord& record) {
    Grid grid;
    const std::int64_t step_us = world.series_step_us;
    for (std::int64_t at_us = 0; at_us < record.stopped_at_us; at_us += step_us) {
        grid.begin_us.push_back(at_us);
        grid.length_us.push_back(std::min(step_us, record.stopped_at_us - at_us));
    }
    return grid;
}

// A step that the recorder did not reach had the level 0.
std::int64_t at(const Integrals& integrals, std::size_t step) {
    return step < integrals.size() ? integrals[step] : 0;
}

template <class IntegralOfStep>
std::vector<double> means(const Grid& grid, const IntegralOfStep& integral) {
    std::vector<double> levels;
    for (std::size_t step = 0; step < grid.length_us.size(); ++step) {
        levels.push_back(static_cast<double>(integral(step)) /
                         static_cast<double>(grid.length_us[step]));
    }
    return levels;
}

std::vector<double> means(const Grid& grid, const Integrals& integrals) {
    return means(grid, [&](std::size_t step) { return at(integrals, step); });
}

void add_fleet(Table& table, const Grid& grid, const sim::FleetSeries& fleet, std::string scope) {
    const auto add = [&](const char* name, std::vector<double> levels) {
        table.columns.push_back(real_column(name + scope, "GPU", std::move(levels)));
    };
    add("installed_gpus", means(grid, fleet.installed));
    add("allocated_gpus", means(grid, fleet.allocated));
    add("held_gpus", means(grid, fleet.held));
    add("free_gpus", means(grid, [&](std::size_t step) {
            return at(fleet.installed, step) - at(fleet.allocated, step) - at(fleet.held, step) -
                   at(fleet.down, step);
        }));
    add("down_gpus", means(grid, fleet.down));
}

void add_queue(Table& table, const Grid& grid, const sim::QueueSeries& queue, std::string scope) {
    const auto add = [&](const char* name, const char* unit, const Integrals& integrals) {
        table.columns.push_back(real_column(name + scope, unit, means(grid, integrals)));
    };
    add("waiting_jobs", "", queue.waiting_jobs);
    add("waiting_gpus", "GPU", queue.waiting_gpus);
    add("stranded_gpus", "GPU", queue.stranded_gpus);
}

// The last step may be short: the record has its mean as it has those of the others.
void add_hall(Table& table, const Grid& grid, const sim::HallRecord& hall, std::string scope) {
    const auto add = [&](const char* name, const std::vector<double>& means_w) {
        std::vector<double> power_kw(grid.begin_us.size(), 0.0);
        for (std::size_t step = 0; step < std::min(power_kw.size(), means_w.size()); ++step)
            power_kw[step] = means_w[step] / 1e3;
        table.columns.push_back(real_column(name + scope, "kW", std::move(power_kw)));
    };
    add("it_kw", hall.it_w);
    add("facility_kw", hall.facility_w);
}

}  // namespace

std::vector<std::string> queue_names(const sim::World& world) {
    std::vector<int> queues_of(world.cluster_names.size(), 0);
    for (const sim::Queue& queue : world.queues)
        ++queues_of[queue.cluster.index()];
    std::vector<std::string> names;
    for (const sim::Queue& queue : world.queues) {
        std::string name = world.cluster_names[queue.cluster.index()];
        const char* separator = "/";
        for (const FleetId fleet : queue.fleets) {
            if (queues_of[queue.cluster.index()] == 1)
                break;
            name += separator + world.fleets[fleet.index()].name;
            separator = "+";
        }
        names.push_back(std::move(name));
    }
    return names;
}

Table series_table(const RunFacts& facts) {
    const sim::World& world = facts.compiled.world;
    const sim::RunRecord& record = facts.record;
    const Grid grid = grid_of(world, record);
    Table table{
        "series", "Means over each step of the grid", {time_column("time_s", grid.begin_us)}};
    for (std::size_t fleet = 0; fleet < record.fleet_series.size(); ++fleet) {
        add_fleet(table, grid, record.fleet_series[fleet],
                  "[fleet=" + world.fleets[fleet].name + "]");
    }
    const std::vector<std::string> queues = queue_names(world);
    for (std::size_t queue = 0; queue < record.queue_series.size(); ++queue)
        add_queue(table, grid, record.queue_series[queue], "[queue=" + queues[queue] + "]");
    for (std::size_t hall = 0; hall < world.hall_names.size() && record.facility.is_on; ++hall)
        add_hall(table, grid, record.facility.halls[hall], "[hall=" + world.hall_names[hall] + "]");
    return table;
}

}  // namespace headroom::report
