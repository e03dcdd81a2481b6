// Our own trace format: a header, columns in any order; lengths of time in seconds, points in time
// in seconds or as dates, one of the two throughout a file.

#include <array>
#include <limits>

#include "src/core/input/date_text.hpp"
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

// Whether a text is meant to be a date: "2027-…" and long enough to have a time of day.
bool is_like_date(std::string_view text) {
    constexpr std::size_t kShortest = 11;
    return text.size() >= kShortest && text[4] == '-' && text[7] == '-';
}

// Points in time, all of them seconds or all of them dates, as the first one is.
class PointsInTime {
public:
    explicit PointsInTime(TraceBuilder& builder) : builder_(builder) {}

    ScaledNumber read(const CsvTable& table, Column column) {
        const Field& field = table.field(column);
        const bool is_date = is_like_date(field.text);
        if (!is_date && !are_dates_ && !field.text.empty()) {
            is_decided_ = true;
            return builder_.problems().read_seconds(field, kColumns[column].name, table.line());
        }
        if (!is_date && input::parse_seconds(field.text).kind == NumberText::kMissing) {
            return {};
        }
        if (!is_decided_) {
            is_decided_ = are_dates_ = true;
            builder_.set_dated();
        }
        if (is_date != are_dates_) {
            report(table, column,
                   is_date ? " is a date in a file of seconds" : " is no date in a file of dates",
                   "the same for every point in time of a file");
            return {};
        }
        return read_date(table, column);
    }

    // One that may be missing; a negative one means the same.
    std::int64_t read_optional(const CsvTable& table, Column column) {
        if (table.text(column).empty()) {
            return kUnknown;
        }
        const ScaledNumber time = read(table, column);
        return time.kind == NumberText::kNumber && time.value >= 0 ? time.value : kUnknown;
    }

    void warn() {
        if (without_zone_ > 0) {
            builder_.problems().warn(0, std::string(without_zone_ == dates_ ? "" : "some ") +
                                            "dates have no time zone; they are read as UTC");
        }
    }

private:
    ScaledNumber read_date(const CsvTable& table, Column column) {
        const input::DateText date = input::parse_date(table.text(column));
        if (date.kind != input::DateKind::kDate) {
            report(table, column, " is not a date", "a date such as 2027-03-31T01:59:59Z");
            return {};
        }
        ++dates_;
        without_zone_ += date.has_offset ? 0 : 1;
        return {NumberText::kNumber, date.us, true};
    }

    void report(const CsvTable& table, Column column, const char* problem, const char* wanted) {
        const Field& field = table.field(column);
        builder_.problems().report(
            table.line(), field.column,
            {std::string(kColumns[column].name) + " " + quoted(field.text) + problem, wanted, {}});
    }

    TraceBuilder& builder_;
    bool is_decided_ = false;
    bool are_dates_ = false;
    std::int64_t dates_ = 0;
    std::int64_t without_zone_ = 0;
};

// A length of time that may be missing; a negative one means the same.
std::int64_t read_optional_length(TraceBuilder& builder, const CsvTable& table, Column column) {
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

void read_row(TraceBuilder& builder, PointsInTime& times, const CsvTable& table) {
    JobRow row;
    row.submit = times.read(table, kSubmit);
    row.runtime = builder.problems().read_seconds(table.field(kRuntime), "runtime", table.line());
    row.gpus = builder.problems().read_count(table.field(kGpus), "gpus", table.line());
    row.estimate_us = read_optional_length(builder, table, kEstimate);
    row.eligible_us = times.read_optional(table, kEligible);
    row.start_us = times.read_optional(table, kStart);
    row.end_us = times.read_optional(table, kEnd);
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
    PointsInTime times(builder);
    while (table.next_row()) {
        read_row(builder, times, table);
    }
    times.warn();
    if (table.cut_off_line() > 0) {
        builder.drop_cut_off(table.cut_off_line());
    }
}

}  // namespace

const Format kCsvFormat{"csv", "a CSV with the columns submit, gpus, runtime", is_like_csv,
                        read_csv};

}  // namespace headroom::trace
