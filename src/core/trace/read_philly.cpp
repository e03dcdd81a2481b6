// The flat CSV of Microsoft's Philly trace (Jeon et al., "Analysis of large-scale multi-tenant GPU
// clusters for DNN training workloads", ATC'19), as simulators pass it around: one line a job,
// dates without a time zone, no estimates; `cluster` is the virtual cluster, our partition.

#include <array>
#include <charconv>
#include <chrono>
#include <optional>

#include "src/core/trace/csv_table.hpp"
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

bool is_like_philly(std::string_view first_line) {
    return names_column(first_line, "timestamp") && names_column(first_line, "num_gpus");
}

// The number that the digits [begin, begin + count) of the text say.
std::optional<int> parse_digits(std::string_view text, std::size_t begin, std::size_t count) {
    int value = 0;
    const char* const first = text.data() + begin;
    const auto [stop, fault] = std::from_chars(first, first + count, value);
    const bool is_number = fault == std::errc{} && stop == first + count && value >= 0;
    return is_number ? std::optional(value) : std::nullopt;
}

// "2017-10-09 07:01:55", maybe with a fraction of a second, as microseconds since 1970 if it is
// UTC.
std::optional<std::int64_t> parse_naive_date(std::string_view text) {
    constexpr std::size_t kLength = 19;
    if (text.size() < kLength || text[4] != '-' || text[7] != '-' ||
        (text[10] != ' ' && text[10] != 'T') || text[13] != ':' || text[16] != ':') {
        return std::nullopt;
    }
    const auto year = parse_digits(text, 0, 4), month = parse_digits(text, 5, 2);
    const auto day = parse_digits(text, 8, 2), hour = parse_digits(text, 11, 2);
    const auto minute = parse_digits(text, 14, 2), second = parse_digits(text, 17, 2);
    if (!year || !month || !day || !hour || !minute || !second) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date{std::chrono::year(*year),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    const std::string_view rest = text.substr(kLength);
    const ScaledNumber fraction =
        rest.empty() ? ScaledNumber{NumberText::kNumber, 0, true} : parse_seconds(rest);
    const bool is_fraction =
        rest.empty() || (rest.front() == '.' && fraction.kind == NumberText::kNumber);
    if (!date.ok() || *hour > 23 || *minute > 59 || *second > 59 || !is_fraction) {
        return std::nullopt;
    }
    const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
    const std::int64_t seconds = ((days * 24 + *hour) * 60 + *minute) * 60 + *second;
    return seconds * 1'000'000 + fraction.value;
}

ScaledNumber read_date(TraceBuilder& builder, const CsvTable& table) {
    const Field& field = table.field(kTimestamp);
    if (field.text.empty()) {
        return {};
    }
    const std::optional<std::int64_t> date_us = parse_naive_date(field.text);
    if (!date_us) {
        builder.report(table.line(), field.column,
                       {"timestamp " + quoted(field.text) + " is not a date",
                        "a date such as 2017-10-09 07:01:55",
                        {}});
        return {};
    }
    return {NumberText::kNumber, *date_us, true};
}

void read_philly(TraceBuilder& builder) {
    CsvTable table(builder, kColumns);
    builder.set_dated();
    builder.warn(0, "dates have no time zone; they are read as UTC");
    while (table.next_row()) {
        JobRow row;
        row.submit = read_date(builder, table);
        row.runtime = builder.read_seconds(table.field(kDuration), "duration", table.line());
        row.gpus = builder.read_count(table.field(kGpus), "num_gpus", table.line());
        if (builder.take_row(row, table.line())) {
            builder.trace().ids.push_back(std::to_string(builder.rows()));
            builder.trace().partition.push_back(table.text(kCluster));
        }
    }
}

}  // namespace

const Format kPhillyFormat{"philly", "the flat Philly CSV (timestamp, duration, num_gpus, cluster)",
                           is_like_philly, read_philly};

}  // namespace headroom::trace
