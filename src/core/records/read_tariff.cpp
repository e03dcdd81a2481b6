#include <algorithm>
#include <array>
#include <vector>

#include "src/core/records/price_unit.hpp"
#include "src/core/records/record_time.hpp"
#include "src/core/records/tariff.hpp"
#include "src/core/records/tariff_calendar.hpp"

namespace headroom::records {

namespace {

using input::CsvColumn;
using input::CsvTable;
using input::Field;
using input::quoted;

enum Column : std::size_t {
    kFrom,
    kTo,
    kStart,
    kMonth,
    kWeekday,
    kHour,
    kPrice,
    kUnit,
    kDemandCharge,
    kColumnCount,
};

constexpr std::string_view kWantedUnit = "a unit such as $/kWh, EUR/MWh or ct/kWh";
constexpr std::string_view kWantedDemandUnit = "a unit such as $/kW-month or EUR/kW-year";

enum class Shape : std::uint8_t { kSpans, kStarts, kCalendar, kConstant };

class TariffReader {
public:
    TariffReader(input::TextInput& input, input::LineProblems& problems, Tariff& tariff)
        : problems_(problems),
          tariff_(tariff),
          price_(find_unit_column(input.head(), "price")),
          demand_(find_unit_column(input.head(), "demand_charge")),
          columns_{{{"from"},
                    {"to"},
                    {"start"},
                    {"month"},
                    {"weekday"},
                    {"hour"},
                    {price_.name, true},
                    {"unit"},
                    {demand_.name}}},
          table_(input, problems, columns_) {}

    void read();

private:
    void read_header();
    void read_row();
    [[nodiscard]] double read_price();
    [[nodiscard]] double read_demand();
    [[nodiscard]] std::optional<std::int64_t> read_time(Column column);
    void take_currency(const std::string& currency, const Field& field);
    void take_calendar(TariffPrice price);
    void check_steps();
    void check_calendar();

    input::LineProblems& problems_;
    Tariff& tariff_;
    UnitColumn price_, demand_;
    std::array<CsvColumn, kColumnCount> columns_;
    CsvTable table_;
    Shape shape_ = Shape::kConstant;
    std::optional<PriceUnit> price_unit_, demand_unit_;  // of the header
    std::vector<std::int64_t> line_of_;                  // [calendar index]; 0: no price yet
    std::int64_t naive_ = 0, first_naive_ = 0;
};

void TariffReader::read_header() {
    const bool has_spans = table_.has(kFrom) || table_.has(kTo);
    const bool has_calendar = table_.has(kMonth) || table_.has(kWeekday) || table_.has(kHour);
    if (int{has_spans} + int{table_.has(kStart)} + int{has_calendar} > 1) {
        problems_.report(table_.line(), 1,
                         {"says in more than one way when a price holds",
                          "from and to, or start, or any of month weekday hour",
                          {}});
        return;
    }
    if (has_spans && !(table_.has(kFrom) && table_.has(kTo))) {
        problems_.report(table_.line(), 1,
                         {table_.has(kFrom) ? "column 'to' is missing" : "column 'from' is missing",
                          "both 'from' and 'to', or 'start' alone",
                          {}});
    }
    shape_ = has_spans            ? Shape::kSpans
             : table_.has(kStart) ? Shape::kStarts
             : has_calendar       ? Shape::kCalendar
                                  : Shape::kConstant;
    price_unit_ = parse_energy_price_unit(price_.unit);
    if (!price_.unit.empty() && !price_unit_) {
        problems_.report(table_.line(), 1,
                         {"unknown unit " + quoted(price_.unit) + " of the price",
                          std::string(kWantedUnit),
                          {}});
    } else if (price_.unit.empty() && !table_.has(kUnit)) {
        problems_.report(
            table_.line(), 1,
            {"the price has no unit", "a header such as \"price ($/kWh)\" or a column 'unit'", {}});
    } else if (!price_.unit.empty() && table_.has(kUnit)) {
        problems_.report(
            table_.line(), 1,
            {"the price has two units", "one in the header or a column 'unit', not both", {}});
    }
    demand_unit_ = parse_demand_unit(demand_.unit);
    if (table_.has(kDemandCharge) && !demand_unit_) {
        problems_.report(table_.line(), 1,
                         {demand_.unit.empty()
                              ? "the demand charge has no unit"
                              : "unknown unit " + quoted(demand_.unit) + " of the demand charge",
                          "a header such as \"demand_charge ($/kW-month)\"",
                          {}});
    }
    line_of_.assign(kMonths * kWeekdays * kHours, 0);
}

void TariffReader::take_currency(const std::string& currency, const Field& field) {
    if (tariff_.currency.empty()) {
        tariff_.currency = currency;
    } else if (tariff_.currency != currency) {
        problems_.report(table_.line(), field.column,
                         {"is in " + currency + ", others are in " + tariff_.currency,
                          "one currency in a file",
                          {}});
    }
}

double TariffReader::read_price() {
    const Field& field = table_.field(kPrice);
    const auto number = parse_number(field.text);
    if (!number) {
        problems_.report(
            table_.line(), field.column,
            {"price " + number.error().problem, "a number, such as 0.092", number.error().hint});
    }
    const std::optional<PriceUnit> unit =
        table_.has(kUnit) ? parse_energy_price_unit(table_.text(kUnit)) : price_unit_;
    if (!unit) {
        problems_.report(table_.line(), table_.field(kUnit).column,
                         {"unknown unit " + quoted(table_.text(kUnit)) + " of the price",
                          std::string(kWantedUnit),
                          {}});
        return 0;
    }
    take_currency(unit->currency, table_.has(kUnit) ? table_.field(kUnit) : field);
    return number ? unit->convert(*number) : 0;
}

double TariffReader::read_demand() {
    const Field& field = table_.field(kDemandCharge);
    if (field.text.empty()) {
        return 0;
    }
    const auto number = parse_number(field.text);
    if (!number || *number < 0) {
        problems_.report(table_.line(), field.column,
                         {"demand_charge " + (number ? quoted(field.text) + " is negative"
                                                     : number.error().problem),
                          "a number, such as 14.50", number ? std::string() : number.error().hint});
        return 0;
    }
    take_currency(demand_unit_->currency, field);
    return demand_unit_->convert(*number);
}

std::optional<std::int64_t> TariffReader::read_time(Column column) {
    const Field& field = table_.field(column);
    const RecordTime time =
        read_record_time(field, columns_[column].name, table_.line(), problems_);
    if (time.kind != input::DateKind::kDate) {
        return std::nullopt;
    }
    if (!time.has_offset && naive_++ == 0) {
        first_naive_ = table_.line().number;
    }
    return time.us;
}

void TariffReader::take_calendar(TariffPrice price) {
    std::array<std::uint32_t, 3> bits{};
    constexpr std::array kParts{CalendarPart::kMonth, CalendarPart::kWeekday, CalendarPart::kHour};
    constexpr std::array kPartColumns{kMonth, kWeekday, kHour};
    for (std::size_t i = 0; i < kParts.size(); ++i) {
        const Field& field = table_.field(kPartColumns[i]);
        const auto part = parse_calendar_part(field.text, kParts[i]);
        if (!part) {
            problems_.report(table_.line(), field.column,
                             {std::string(columns_[kPartColumns[i]].name) + " " +
                                  quoted(field.text) + " is not known",
                              part.error(),
                              {}});
            return;
        }
        bits[i] = *part;
    }
    tariff_.calendar.resize(line_of_.size());
    bool has_overlap = false;
    for (std::size_t at = 0; at < line_of_.size(); ++at) {
        const std::size_t month = at / (kWeekdays * kHours), weekday = at / kHours % kWeekdays,
                          hour = at % kHours;
        if ((bits[0] >> month & bits[1] >> weekday & bits[2] >> hour & 1u) == 0) {
            continue;
        }
        if (line_of_[at] != 0 && !has_overlap) {
            has_overlap = true;
            problems_.report(table_.line(), 1,
                             {calendar_name(CalendarPart::kMonth, month) + " " +
                                  calendar_name(CalendarPart::kWeekday, weekday) + " " +
                                  calendar_name(CalendarPart::kHour, hour) +
                                  " has a price already, on line " + std::to_string(line_of_[at]),
                              "each hour once",
                              {}});
        }
        line_of_[at] = table_.line().number;
        tariff_.calendar[at] = price;
    }
}

void TariffReader::read_row() {
    ++tariff_.report.rows;
    const TariffPrice price{read_price(), table_.has(kDemandCharge) ? read_demand() : 0};
    const std::int64_t line = table_.line().number;
    if (shape_ == Shape::kCalendar) {
        take_calendar(price);
        return;
    }
    if (shape_ == Shape::kConstant) {
        tariff_.steps.push_back({-kForeverUs, kForeverUs, price, line});
        return;
    }
    const Column from_column = shape_ == Shape::kSpans ? kFrom : kStart;
    const std::optional<std::int64_t> from_us = read_time(from_column);
    if (!from_us && table_.text(from_column).empty()) {
        problems_.report(table_.line(), table_.field(from_column).column,
                         {std::string(columns_[from_column].name) + " is empty",
                          "a date such as 2026-03-29 01:00",
                          {}});
    }
    const std::int64_t to_us =
        shape_ == Shape::kSpans ? read_time(kTo).value_or(kForeverUs) : kForeverUs;
    if (from_us && to_us <= *from_us) {
        problems_.report(table_.line(), table_.field(kTo).column,
                         {"'to' is not behind 'from'", "a span that does not end at once", {}});
    } else if (from_us) {
        tariff_.steps.push_back({*from_us, to_us, price, line});
    }
}

// Each step must end where the next begins.
void TariffReader::check_steps() {
    std::vector<TariffStep>& steps = tariff_.steps;
    std::stable_sort(steps.begin(), steps.end(), [](const TariffStep& a, const TariffStep& b) {
        return a.from_us < b.from_us;
    });
    const std::string hint = naive_ > 0 ? "where clocks change, times need an offset" : "";
    const auto report = [&](const TariffStep& step, std::string problem, std::string wanted) {
        problems_.report({{}, step.line, false}, 0, {std::move(problem), std::move(wanted), hint});
    };
    for (std::size_t i = 1; i < steps.size(); ++i) {
        TariffStep& before = steps[i - 1];
        const TariffStep& step = steps[i];
        const std::string other = "line " + std::to_string(before.line);
        if (shape_ == Shape::kConstant) {
            report(step, "a second price without a time",
                   "one row, or columns that say when each holds");
        } else if (step.from_us == before.from_us) {
            report(step, "begins at the same time as " + other, "each time once");
        } else if (shape_ == Shape::kStarts) {
            before.to_us = step.from_us;
        } else if (step.from_us < before.to_us) {
            report(step, "begins " + format_instant({step.from_us}) + ", before " + other + " ends",
                   "spans that do not overlap");
        } else if (step.from_us > before.to_us) {
            report(step,
                   "leaves a hole between " + format_instant({before.to_us}) + ", where " + other +
                       " ends, and " + format_instant({step.from_us}),
                   "spans without holes");
        }
    }
}

void TariffReader::check_calendar() {
    const auto holes = std::count(line_of_.begin(), line_of_.end(), 0);
    if (holes == 0 || problems_.has_errors()) {
        return;
    }
    const auto first =
        static_cast<std::size_t>(std::find(line_of_.begin(), line_of_.end(), 0) - line_of_.begin());
    problems_.report({"has no price for " + std::to_string(holes) + " of the " +
                          std::to_string(line_of_.size()) +
                          " hours of months and weekdays; the first is " +
                          calendar_name(CalendarPart::kMonth, first / (kWeekdays * kHours)) + " " +
                          calendar_name(CalendarPart::kWeekday, first / kHours % kWeekdays) + " " +
                          calendar_name(CalendarPart::kHour, first % kHours),
                      "each hour once",
                      {}});
}

void TariffReader::read() {
    if (!problems_.has_errors()) {
        read_header();
    }
    if (problems_.has_errors()) {
        return;
    }
    while (table_.next_row()) {
        read_row();
    }
    note_cut_off(table_, tariff_.report, problems_);
    if (shape_ == Shape::kCalendar && tariff_.report.rows > 0) {
        check_calendar();
    } else if (!problems_.has_errors()) {
        check_steps();
    }
    if (naive_ > 0) {
        problems_.warn(first_naive_,
                       std::to_string(naive_) + " times have no offset; they are read as UTC");
    }
}

}  // namespace

expected<Tariff, Diagnostics> read_tariff(const std::string& file) {
    return read_records<Tariff>(
        file, "a CSV of electricity prices",
        [](input::TextInput& input, input::LineProblems& problems, Tariff& tariff) {
            TariffReader(input, problems, tariff).read();
        });
}

}  // namespace headroom::records
