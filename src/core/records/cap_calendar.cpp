#include "src/core/records/cap_calendar.hpp"

#include <algorithm>
#include <array>

#include "sim/base/units.hpp"
#include "src/core/records/record_time.hpp"
#include "src/core/records/tariff_calendar.hpp"

namespace headroom::records {

namespace {

using input::CsvColumn;
using input::CsvTable;
using input::Field;
using input::quoted;

enum Column : std::size_t { kFrom, kTo, kWeekday, kHour, kCap, kColumnCount };

class CalendarReader {
public:
    CalendarReader(input::TextInput& input, input::LineProblems& problems, CapCalendar& calendar)
        : problems_(problems),
          calendar_(calendar),
          cap_(find_unit_column(input.head(), "cap")),
          columns_{{{"from"}, {"to"}, {"weekday"}, {"hour"}, {cap_.name, true}}},
          table_(input, problems, columns_) {}

    void read() {
        if (!problems_.has_errors()) {
            read_header();
        }
        if (problems_.has_errors()) {
            return;
        }
        while (table_.next_row()) {
            read_row();
        }
        note_cut_off(table_, calendar_.report, problems_);
        check_spans();
        if (naive_ > 0) {
            problems_.warn(first_naive_,
                           std::to_string(naive_) + " times have no offset; they are read as UTC");
        }
    }

private:
    void read_header() {
        const bool has_spans = table_.has(kFrom) || table_.has(kTo);
        recurs_ = table_.has(kWeekday) || table_.has(kHour);
        if (has_spans == recurs_) {
            problems_.report(table_.line(), 1,
                             {has_spans ? "says in more than one way when a cap holds"
                                        : "does not say when a cap holds",
                              "from and to, or any of weekday hour",
                              {}});
        } else if (has_spans && !(table_.has(kFrom) && table_.has(kTo))) {
            problems_.report(
                table_.line(), 1,
                {table_.has(kFrom) ? "column 'to' is missing" : "column 'from' is missing",
                 "both 'from' and 'to'",
                 {}});
        }
        if (!cap_.unit.empty() && !parse_quantity("1 " + cap_.unit, Dimension::kPower)) {
            problems_.report(
                table_.line(), 1,
                {"unknown unit " + quoted(cap_.unit) + " of the cap", "a unit such as kW", {}});
        }
        if (recurs_) {
            calendar_.weekly_w.resize(kWeekdays * kHours);
            line_of_.resize(kWeekdays * kHours);
        }
    }

    std::optional<double> read_cap() {
        const Field& field = table_.field(kCap);
        std::string text(field.text);
        text += cap_.unit.empty() ? "" : " " + cap_.unit;
        const auto cap = parse_quantity(text, Dimension::kPower);
        constexpr double kMost_w = 1e11;
        if (cap && cap->value >= 0 && cap->value <= kMost_w) {
            return cap->value;
        }
        const char* const fault = cap && cap->value < 0 ? " is negative" : " is more than 100 GW";
        problems_.report(table_.line(), field.column,
                         {"cap " + (cap ? quoted(field.text) + fault : cap.error()),
                          cap ? "a power such as 350 kW" : "",
                          {}});
        return std::nullopt;
    }

    void read_row() {
        ++calendar_.report.rows;
        const std::optional<double> cap_w = read_cap();
        if (recurs_) {
            take_hours(cap_w);
        } else {
            take_span(cap_w);
        }
    }

    std::optional<std::uint32_t> read_part(Column column, CalendarPart part) {
        const Field& field = table_.field(column);
        const auto bits = parse_calendar_part(field.text, part);
        if (!bits) {
            problems_.report(
                table_.line(), field.column,
                {std::string(columns_[column].name) + " " + quoted(field.text) + " is not known",
                 bits.error(),
                 {}});
            return std::nullopt;
        }
        return *bits;
    }

    void take_hours(std::optional<double> cap_w) {
        const auto weekdays = read_part(kWeekday, CalendarPart::kWeekday);
        const auto hours = read_part(kHour, CalendarPart::kHour);
        if (!weekdays || !hours || !cap_w) {
            return;
        }
        bool has_overlap = false;
        for (std::size_t at = 0; at < line_of_.size(); ++at) {
            const std::size_t weekday = at / kHours, hour = at % kHours;
            if ((*weekdays >> weekday & *hours >> hour & 1u) == 0) {
                continue;
            }
            if (line_of_[at] != 0 && !has_overlap) {
                has_overlap = true;
                problems_.report(table_.line(), 1,
                                 {calendar_name(CalendarPart::kWeekday, weekday) + " " +
                                      calendar_name(CalendarPart::kHour, hour) +
                                      " has a cap already, on line " + std::to_string(line_of_[at]),
                                  "each hour at most once",
                                  {}});
            }
            line_of_[at] = table_.line().number;
            calendar_.weekly_w[at] = *cap_w;
        }
    }

    std::optional<std::int64_t> read_time(Column column) {
        const Field& field = table_.field(column);
        const RecordTime time =
            read_record_time(field, columns_[column].name, table_.line(), problems_);
        if (field.text.empty()) {
            problems_.report(table_.line(), field.column,
                             {std::string(columns_[column].name) + " is empty",
                              "a date such as 2026-03-29 01:00",
                              {}});
        }
        if (time.kind != input::DateKind::kDate) {
            return std::nullopt;
        }
        if (!time.has_offset && naive_++ == 0) {
            first_naive_ = table_.line().number;
        }
        return time.us;
    }

    void take_span(std::optional<double> cap_w) {
        const std::optional<std::int64_t> from_us = read_time(kFrom);
        const std::optional<std::int64_t> to_us = read_time(kTo);
        if (!from_us || !to_us || !cap_w) {
            return;
        }
        if (*to_us <= *from_us) {
            problems_.report(table_.line(), table_.field(kTo).column,
                             {"'to' is not behind 'from'", "a span that does not end at once", {}});
            return;
        }
        calendar_.spans.push_back({*from_us, *to_us, *cap_w, table_.line().number});
    }

    void check_spans() {
        std::vector<CapSpan>& spans = calendar_.spans;
        std::stable_sort(spans.begin(), spans.end(),
                         [](const CapSpan& a, const CapSpan& b) { return a.from_us < b.from_us; });
        for (std::size_t i = 1; i < spans.size(); ++i) {
            if (spans[i].from_us < spans[i - 1].to_us) {
                problems_.report(
                    {{}, spans[i].line, false}, 0,
                    {"begins " + format_instant({spans[i].from_us}) + ", before line " +
                         std::to_string(spans[i - 1].line) + " ends",
                     "spans that do not overlap",
                     {}});
            }
        }
    }

    input::LineProblems& problems_;
    CapCalendar& calendar_;
    UnitColumn cap_;
    std::array<CsvColumn, kColumnCount> columns_;
    CsvTable table_;
    bool recurs_ = false;
    std::vector<std::int64_t> line_of_;  // [hour of the week]; 0: no cap yet
    std::int64_t naive_ = 0, first_naive_ = 0;
};

}  // namespace

expected<CapCalendar, Diagnostics> read_cap_calendar(const std::string& file) {
    return read_records<CapCalendar>(
        file, "a CSV of power caps",
        [](input::TextInput& input, input::LineProblems& problems, CapCalendar& calendar) {
            CalendarReader(input, problems, calendar).read();
        });
}

}  // namespace headroom::records
