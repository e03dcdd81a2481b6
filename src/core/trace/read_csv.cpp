// Our own trace format: seconds, a header, columns in any order.

#include <array>
#include <limits>

#include "src/core/trace/csv_table.hpp"
#include "src/core/trace/format.hpp"

namespace headroom::trace {

namespace {

enum Column : std::size_t {
    kId,
    kSubmit,
    kGpus,
    kRuntime,
    kEstimate,
    kEligible,
    kStart,
    kEnd,
    kState,
    kUser,
    kAccount,
    kPartition,
    kQos,
    kGpuModel,
    kPriority,
    kRequeues,
    kActivity,
    kColumnCount,
};

constexpr std::array<CsvColumn, kColumnCount> kColumns{{
    {"id"},
    {"submit", true},
    {"gpus", true},
    {"runtime", true},
    {"estimate"},
    {"eligible"},
    {"start"},
    {"end"},
    {"state"},
    {"user"},
    {"account"},
    {"partition"},
    {"qos"},
    {"gpu_model"},
    {"priority"},
    {"requeues"},
    {"activity"},
}};

bool is_like_csv(std::string_view first_line) {
    return names_column(first_line, "submit") || names_column(first_line, "runtime") ||
           names_column(first_line, "gpus");
}

// A time that may be missing; a negative one means the same.
std::int64_t read_optional_time(TraceBuilder& builder, const CsvTable& table, Column column) {
    if (table.text(column).empty()) {
        return kUnknown;
    }
    const ScaledNumber time =
        builder.read_seconds(table.field(column), kColumns[column].name, table.line());
    return time.kind == NumberText::kNumber && time.value >= 0 ? time.value : kUnknown;
}

void append_labels(Trace& trace, const CsvTable& table) {
    const auto append = [&](Column column, Labels& labels) {
        if (table.has(column)) {
            labels.push_back(table.text(column));
        }
    };
    append(kState, trace.state);
    append(kUser, trace.user);
    append(kAccount, trace.account);
    append(kPartition, trace.partition);
    append(kQos, trace.qos);
    append(kGpuModel, trace.gpu_model);
}

std::int32_t read_priority(TraceBuilder& builder, const CsvTable& table) {
    const Field& field = table.field(kPriority);
    const ScaledNumber priority =
        parse_scaled(field.text, 0, std::numeric_limits<std::int32_t>::max());
    if (priority.kind == NumberText::kMissing) {
        return 0;
    }
    if (priority.kind != NumberText::kNumber || !priority.is_exact) {
        builder.report(table.line(), field.column,
                       {"priority " + quoted(field.text) + " is not a whole number",
                        "a whole number between -2147483647 and 2147483647",
                        {}});
    }
    return static_cast<std::int32_t>(priority.value);
}

void read_row(TraceBuilder& builder, const CsvTable& table) {
    JobRow row;
    row.submit = builder.read_seconds(table.field(kSubmit), "submit", table.line());
    row.runtime = builder.read_seconds(table.field(kRuntime), "runtime", table.line());
    row.gpus = builder.read_count(table.field(kGpus), "gpus", table.line());
    row.estimate_us = read_optional_time(builder, table, kEstimate);
    row.eligible_us = read_optional_time(builder, table, kEligible);
    row.start_us = read_optional_time(builder, table, kStart);
    row.end_us = read_optional_time(builder, table, kEnd);
    const std::int32_t priority = table.has(kPriority) ? read_priority(builder, table) : 0;
    if (!builder.take_row(row, table.line())) {
        return;
    }
    Trace& trace = builder.trace();
    if (table.text(kId).empty()) {
        trace.ids.push_back(std::to_string(builder.rows()));
    } else {
        trace.ids.push_back(table.text(kId));
    }
    if (table.has(kPriority)) {
        trace.priority.push_back(priority);
    }
    append_labels(trace, table);
}

void read_csv(TraceBuilder& builder) {
    CsvTable table(builder, kColumns);
    builder.keep({table.has(kEligible), table.has(kStart), table.has(kEnd)});
    for (const Column column : {kRequeues, kActivity}) {
        if (table.has(column)) {
            builder.warn(1, "column " + quoted(kColumns[column].name) + " is not used");
        }
    }
    while (table.next_row()) {
        read_row(builder, table);
    }
}

}  // namespace

const Format kCsvFormat{"csv", "a CSV with the columns submit, gpus, runtime", is_like_csv,
                        read_csv};

}  // namespace headroom::trace
