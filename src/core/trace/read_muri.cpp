// The CSV of jobs that the simulators of Tiresias (Gu et al., NSDI'19) and of the works built on
// it, such as Muri (Zhao et al., SIGCOMM'22), pass around: one line a job, times from zero.
// Tiresias' own files are in seconds, Muri's in milliseconds, under the same header; so the unit
// must be said. Columns beyond those here (iterations, model, batch size, and times of an iteration
// by resource) describe training jobs that are not modelled.

#include <array>
#include <cmath>

#include "src/core/trace/format.hpp"

namespace headroom::trace {

namespace {

enum Column : std::size_t { kId, kGpus, kSubmit, kDuration, kColumnCount };

constexpr std::array<CsvColumn, kColumnCount> kColumns{{
    {"job_id"},
    {"num_gpu", true},
    {"submit_time", true},
    {"duration", true},
}};

bool is_like_muri(std::string_view head) {
    const std::string_view header = input::first_line(head);
    return input::names_column(header, "num_gpu") && input::names_column(header, "submit_time") &&
           input::names_column(header, "duration");
}

ScaledNumber read_time(TraceBuilder& builder, const CsvTable& table, Column column) {
    const Field& field = table.field(column);
    const std::string name(kColumns[column].name);
    if (builder.time_unit() == TimeUnit::kSeconds) {
        return builder.problems().read_seconds(field, name, table.line());
    }
    const ScaledNumber number = input::parse_scaled(field.text, 3, input::kLongestTimeUs);
    if (number.kind == NumberText::kNotANumber) {
        builder.problems().report(table.line(), field.column,
                                  {name + " " + quoted(field.text) + " is not a number",
                                   "milliseconds, such as 3600000",
                                   {}});
    } else if (number.kind == NumberText::kTooLarge) {
        builder.problems().report(
            table.line(), field.column,
            {name + " " + quoted(field.text) + " is more than 100 years", "milliseconds", {}});
    }
    return number;
}

// "11 days", "2.4 hours": for people who are to choose.
std::string rough_time(double seconds) {
    struct Unit {
        double seconds;
        const char* name;
    };
    constexpr std::array<Unit, 4> kUnits{
        {{31'557'600, "years"}, {86'400, "days"}, {3600, "hours"}, {60, "minutes"}}};
    Unit chosen{1, "seconds"};
    for (const Unit& unit : kUnits) {
        if (seconds >= 2 * unit.seconds) {
            chosen = unit;
            break;
        }
    }
    const auto tenths = static_cast<std::int64_t>(std::round(10 * seconds / chosen.seconds));
    const std::string fraction = tenths < 100 ? "." + std::to_string(tenths % 10) : "";
    return std::to_string(tenths < 100 ? tenths / 10 : (tenths + 5) / 10) + fraction + " " +
           chosen.name;
}

// Says what the first job would mean in either unit.
void ask_for_unit(TraceBuilder& builder, CsvTable& table) {
    if (!table.next_row()) {
        return;
    }
    const Field& field = table.field(kDuration);
    std::string hint;
    const ScaledNumber number = input::parse_scaled(field.text, 3, input::kLongestTimeUs * 1000);
    if (number.kind == NumberText::kNumber && number.value > 0) {
        const double seconds = static_cast<double>(number.value) * 1e-3;
        hint = "this job ran " + rough_time(seconds) + " if these are seconds, " +
               rough_time(seconds * 1e-3) + " if milliseconds";
    }
    builder.problems().report(table.line(), field.column,
                              {"times may be in seconds or in milliseconds",
                               "time_unit = \"s\" or \"ms\" (--time-unit)", std::move(hint)});
}

void read_muri(TraceBuilder& builder) {
    CsvTable table(builder.input(), builder.problems(), kColumns,
                   {.unknown_columns = input::UnknownColumns::kAreIgnored});
    if (builder.time_unit() == TimeUnit::kUnstated) {
        ask_for_unit(builder, table);
        return;
    }
    while (table.next_row()) {
        JobRow row;
        row.submit = read_time(builder, table, kSubmit);
        row.runtime = read_time(builder, table, kDuration);
        row.gpus = builder.problems().read_count(table.field(kGpus), "num_gpu", table.line());
        if (builder.take_row(row, table.line())) {
            builder.append_id(table.text(kId));
        }
    }
    if (table.cut_off_line() > 0) {
        builder.drop_cut_off(table.cut_off_line());
    }
}

}  // namespace

const Format kMuriFormat{.name = "muri",
                         .wanted = "the CSV of Tiresias and Muri (num_gpu, submit_time, duration)",
                         .is_like = is_like_muri,
                         .read = read_muri,
                         .needs_time_unit = true};

}  // namespace headroom::trace
