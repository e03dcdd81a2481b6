// What Batsim writes of the jobs it simulated (out_jobs.csv; Dutot et al., JSSPP'16;
// https://batsim.readthedocs.io/en/latest/output-jobs.html): a recorded schedule. One requested
// resource counts as one GPU, as in its workloads.

#include <array>

#include "src/core/trace/format.hpp"

namespace headroom::trace {

namespace {

enum Column : std::size_t {
    kId,
    kSubmit,
    kResources,
    kWalltime,
    kSuccess,
    kStart,
    kExecution,
    kFinish,
    kColumnCount,
};

constexpr std::array<CsvColumn, kColumnCount> kColumns{{
    {"job_id", true},
    {"submission_time", true},
    {"requested_number_of_resources", true},
    {"requested_time"},
    {"success"},
    {"starting_time"},
    {"execution_time", true},
    {"finish_time"},
}};

bool is_like_batsim_jobs(std::string_view head) {
    const std::string_view header = input::first_line(head);
    return input::names_column(header, "requested_number_of_resources") &&
           input::names_column(header, "submission_time");
}

ScaledNumber read_time(TraceBuilder& builder, const CsvTable& table, Column column) {
    return builder.problems().read_seconds(table.field(column), kColumns[column].name,
                                           table.line());
}

// A time that may be missing; a negative one means the same.
std::int64_t read_optional_time(TraceBuilder& builder, const CsvTable& table, Column column) {
    const ScaledNumber time = read_time(builder, table, column);
    return time.kind == NumberText::kNumber && time.value >= 0 ? time.value : kUnknown;
}

void read_row(TraceBuilder& builder, const CsvTable& table) {
    JobRow row;
    row.submit = read_time(builder, table, kSubmit);
    row.runtime = read_time(builder, table, kExecution);
    row.gpus = builder.problems().read_count(table.field(kResources), kColumns[kResources].name,
                                             table.line());
    row.estimate_us = read_optional_time(builder, table, kWalltime);
    row.start_us = read_optional_time(builder, table, kStart);
    row.end_us = read_optional_time(builder, table, kFinish);
    if (!builder.take_row(row, table.line())) {
        return;
    }
    Trace& trace = builder.trace();
    trace.ids.push_back(table.text(kId));
    if (table.has(kSuccess)) {
        trace.state.push_back(table.text(kSuccess) == "1" ? "completed" : "failed");
    }
}

void read_batsim_jobs(TraceBuilder& builder) {
    CsvTable table(builder.input(), builder.problems(), kColumns,
                   {.unknown_columns = input::UnknownColumns::kAreIgnored});
    builder.keep({.start = table.has(kStart), .end = table.has(kFinish)});
    while (table.next_row()) {
        read_row(builder, table);
    }
    if (table.cut_off_line() > 0) {
        builder.drop_cut_off(table.cut_off_line());
    }
}

}  // namespace

const Format kBatsimJobsFormat{"batsim-jobs", "Batsim's CSV of simulated jobs", is_like_batsim_jobs,
                               read_batsim_jobs};

}  // namespace headroom::trace
