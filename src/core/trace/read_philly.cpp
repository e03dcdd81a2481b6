// The flat CSV of Microsoft's Philly trace (Jeon et al., "Analysis of large-scale multi-tenant GPU
// clusters for DNN training workloads", ATC'19), as simulators pass it around: one line a job,
// dates without a time zone, no estimates; `cluster` is the virtual cluster, our partition.

#include <array>

#include "src/core/input/date_text.hpp"
#include "src/core/trace/format.hpp"

namespace headroom::trace {

namespace {

enum Column : std::size_t { kTimestamp, kDuration, kGpus, kGpuTime, kCluster, kColumnCount };

constexpr std::array<CsvColumn, kColumnCount> kColumns{{
    {"timestamp", true},
    {"duration", true},
    {"num_gpus", true},
    {"gpu_time"},
    {"cluster"},
}};

bool is_like_philly(std::string_view head) {
    const std::string_view header = input::first_line(head);
    return input::names_column(header, "timestamp") && input::names_column(header, "num_gpus");
}

ScaledNumber read_date(TraceBuilder& builder, const CsvTable& table) {
    const Field& field = table.field(kTimestamp);
    const input::DateText date = input::parse_date(field.text);
    if (date.kind == input::DateKind::kMissing) {
        return {};
    }
    if (date.kind == input::DateKind::kNotADate || date.has_offset) {
        builder.problems().report(table.line(), field.column,
                                  {"timestamp " + quoted(field.text) + " is not a date",
                                   "a date such as 2017-10-09 07:01:55",
                                   {}});
        return {};
    }
    return {NumberText::kNumber, date.us, true};
}

void read_philly(TraceBuilder& builder) {
    CsvTable table(builder.input(), builder.problems(), kColumns);
    builder.set_dated();
    builder.problems().warn(0, "dates have no time zone; they are read as UTC");
    while (table.next_row()) {
        JobRow row;
        row.submit = read_date(builder, table);
        row.runtime =
            builder.problems().read_seconds(table.field(kDuration), "duration", table.line());
        row.gpus = builder.problems().read_count(table.field(kGpus), "num_gpus", table.line());
        if (builder.take_row(row, table.line())) {
            builder.trace().ids.push_back(std::to_string(builder.rows()));
            builder.trace().partition.push_back(table.text(kCluster));
        }
    }
    if (table.cut_off_line() > 0) {
        builder.drop_cut_off(table.cut_off_line());
    }
}

}  // namespace

const Format kPhillyFormat{"philly", "the flat Philly CSV (timestamp, duration, num_gpus, cluster)",
                           is_like_philly, read_philly};

}  // namespace headroom::trace
