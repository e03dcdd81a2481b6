#pragma once

// The jobs of one workload after another, with names resolved: the part of compile_world that
// touches every row.

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "src/core/scenario/compile_world.hpp"
#include "src/core/scenario/route_table.hpp"

namespace headroom::scenario {

class JobTable {
public:
    JobTable(const Scenario& scenario, RouteTable& routes, CompiledWorld& compiled);

    // Appends the jobs of workload `index`; a row's submit is the trace's plus `shift_us`. Rows
    // before 0 are left out with a warning. O(rows + labels · tenants).
    void add_workload(std::size_t index, const trace::Trace& trace, std::int64_t shift_us);

    // Sorts, ranks and numbers what was added; problems of all workloads are appended.
    void finish(Diagnostics& problems);

private:
    // Rows that share one fault: how many, and the first.
    struct FaultyRows {
        std::int64_t rows = 0;
        std::int64_t first_line = 0;
    };
    struct Resolved {
        std::int32_t partition = kNoPartition;
        std::int16_t scope = -1;  // index of World::partition_names
        bool is_declared = true;
    };
    struct Workspace;

    [[nodiscard]] sim::JobActivity activity_of(const Workspace& work, std::size_t row) const;
    void add_row(Workspace& work, std::size_t row);
    std::int32_t route_of(Workspace& work, std::size_t row, std::int32_t partition);
    void report_faults(const Workspace& work);
    void report_partition(const Workspace& work, const std::string& name, const FaultyRows& faulty);
    void report_model(const Workspace& work,
                      std::int32_t partition,
                      const std::string& model,
                      const FaultyRows& faulty);
    [[nodiscard]] std::vector<Resolved> resolve_partitions(const Workspace& work);
    [[nodiscard]] std::int16_t label_scope(const std::string& label);
    [[nodiscard]] std::vector<std::int16_t> resolve_tenants(const trace::Labels& accounts) const;
    void sort_by_submit();
    void number_priorities();
    void rank_queues();
    void drop_empty_scopes();

    const Scenario& scenario_;
    RouteTable& routes_;
    CompiledWorld& compiled_;
    Diagnostics problems_;
    std::unordered_map<std::string, std::int16_t> label_scopes_;
    std::vector<std::int64_t> priority_key_;  // [job]: (partition, job) priority in one number
    std::vector<bool> is_barred_;             // [job]
};

}  // namespace headroom::scenario
