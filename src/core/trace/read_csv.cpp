// Our own trace format: seconds, a header, columns in any order.

#include <array>
#include <limits>

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

bool is_like_csv(std::string_view head) {
    const std::string_view header = input::first_line(head);
    return input::names_column(header, "submit") || input::names_column(header, "runtime") ||
           input::names_column(header, "gpus");
}

// A time that may be missing; a negative one means the same.
std::int64_t read_optional_time(TraceBuilder& builder, const CsvTable& table, Column column) {
    if (table.text(column).empty()) {
        return kUnknown;
    }
    const ScaledNumber time =
        builder.problems().read_seconds(table.field(column), kColumns[column].name, table.line());
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

// A whole number that may be missing; 0 then.
std::int32_t read_integer(TraceBuilder& builder, const CsvTable& table, Column column) {
    const Field& field = table.field(column);
    const ScaledNumber number =
        input::parse_scaled(field.text, 0, std::numeric_limits<std::int32_t>::max());
    if (number.kind == NumberText::kMissing) {
        return 0;
    }
    if (number.kind != NumberText::kNumber || !number.is_exact) {
        const std::string name(kColumns[column].name);
        builder.problems().report(table.line(), field.column,
                                  {name + " " + quoted(field.text) + " is not a whole number",
                                   "a whole number between -2147483647 and 2147483647",
                                   {}});
    }
    return static_cast<std::int32_t>(number.value);
}

// A share of 1, in millionths.
std::int32_t read_activity(TraceBuilder& builder, const CsvTable& table) {
    constexpr std::int64_t kOne = 1'000'000;
    const Field& field = table.field(kActivity);
    const ScaledNumber share = input::parse_scaled(field.text, 6, 1000 * kOne);
    if (share.kind == NumberText::kMissing) {
        return kUnknown;
    }
    if (share.kind != NumberText::kNumber || share.value < 0 || share.value > kOne) {
        builder.problems().report(
            table.line(), field.column,
            {"activity " + quoted(field.text) + " is not a share", "a number between 0 and 1", {}});
    }
    return static_cast<std::int32_t>(share.value);
}

void read_row(TraceBuilder& builder, const CsvTable& table) {
    JobRow row;
    row.submit = builder.problems().read_seconds(table.field(kSubmit), "submit", table.line());
    row.runtime = builder.problems().read_seconds(table.field(kRuntime), "runtime", table.line());
    row.gpus = builder.problems().read_count(table.field(kGpus), "gpus", table.line());
    row.estimate_us = read_optional_time(builder, table, kEstimate);
    row.eligible_us = read_optional_time(builder, table, kEligible);
    row.start_us = read_optional_time(builder, table, kStart);
    row.end_us = read_optional_time(builder, table, kEnd);
    const std::int32_t priority =
        table.has(kPriority) ? read_integer(builder, table, kPriority) : 0;
    const std::int32_t requeues =
        table.has(kRequeues) ? read_integer(builder, table, kRequeues) : 0;
    const std::int32_t activity = table.has(kActivity) ? read_activity(builder, table) : 0;
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
    if (table.has(kRequeues)) {
        trace.requeues.push_back(requeues);
    }
    if (table.has(kActivity)) {
        trace.activity_ppm.push_back(activity);
    }
    append_labels(trace, table);
}

void read_csv(TraceBuilder& builder) {
    CsvTable table(builder.input(), builder.problems(), kColumns);
    builder.keep({table.has(kEligible), table.has(kStart), table.has(kEnd)});
    while (table.next_row()) {
        read_row(builder, table);
    }
    if (table.cut_off_line() > 0) {
        builder.drop_cut_off(table.cut_off_line());
    }
}

}  // namespace

const Format kCsvFormat{"csv", "a CSV with the columns submit, gpus, runtime", is_like_csv,
                        read_csv};

}  // namespace headroom::trace
