#include <array>

#include "sim/base/number_text.hpp"
#include "src/core/records/forecast.hpp"
#include "src/core/records/price_unit.hpp"
#include "src/core/records/record_time.hpp"

namespace headroom::records {

namespace {

using input::CsvColumn;
using input::CsvTable;
using input::Field;
using input::quoted;

enum Column : std::size_t {
    kMonth,
    kArrivals,
    kSize,
    kRuntime,
    kGpus,
    kGpuHours,
    kColumnCount,
};

constexpr std::array<CsvColumn, kColumnCount> kColumns{{
    {"month", true},
    {"arrivals"},
    {"size"},
    {"runtime"},
    {"gpus"},
    {"gpu_hours"},
}};

constexpr double kLargestFactor = 1e6;

class ForecastReader {
public:
    ForecastReader(const CsvTable& table, input::LineProblems& problems, Forecast& forecast)
        : table_(table), problems_(problems), forecast_(forecast) {}

    void take_row();

private:
    [[nodiscard]] bool read_month(ForecastMonth& month);
    // The factor of this month, given that of the month before.
    [[nodiscard]] double read_factor(Column column, double before);
    [[nodiscard]] std::optional<double> read_demand(Column column);
    void report(const Field& field, std::string problem, std::string wanted, std::string hint);

    const CsvTable& table_;
    input::LineProblems& problems_;
    Forecast& forecast_;
};

void ForecastReader::report(const Field& field,
                            std::string problem,
                            std::string wanted,
                            std::string hint) {
    problems_.report(table_.line(), field.column,
                     {std::move(problem), std::move(wanted), std::move(hint)});
}

bool ForecastReader::read_month(ForecastMonth& month) {
    const Field& field = table_.field(kMonth);
    const YearMonth parsed = parse_year_month(field.text);
    if (parsed.month == 0) {
        report(field, "month " + quoted(field.text) + " is not a month", "a month such as 2027-01",
               {});
        return false;
    }
    month.year = parsed.year;
    month.month = parsed.month;
    if (forecast_.months.empty()) {
        return true;
    }
    const ForecastMonth& before = forecast_.months.back();
    const int apart = (month.year - before.year) * 12 + month.month - before.month;
    if (apart != 1) {
        report(field,
               apart == 0 ? "month " + quoted(field.text) + " stands twice"
               : apart < 0
                   ? "month " + quoted(field.text) + " is earlier than the one before"
                   : std::to_string(apart - 1) + " months are missing before " + quoted(field.text),
               "every month once, in order", {});
    }
    return true;
}

double ForecastReader::read_factor(Column column, double before) {
    const Field& field = table_.field(column);
    std::string_view text = field.text;
    if (text.empty()) {
        return before;
    }
    const bool is_growth = text.back() == '%';
    if (is_growth) {
        text = trim_spaces(text.substr(0, text.size() - 1));
    }
    const std::string name(kColumns[column].name);
    const auto number = parse_number(text);
    if (!number) {
        report(field, name + " " + quoted(field.text) + " is neither a factor nor a growth",
               "a factor such as 1.4 or a growth such as +3 %", number.error().hint);
        return before;
    }
    const double factor = is_growth ? before * (1 + *number / 100) : *number;
    if (!(factor >= 0) || factor > kLargestFactor) {
        report(field,
               name + " " + quoted(field.text) + " is " +
                   (factor < 0 ? "less than nothing" : "a million times the workload"),
               "a factor such as 1.4 or a growth such as +3 %", {});
        return before;
    }
    return factor;
}

std::optional<double> ForecastReader::read_demand(Column column) {
    const Field& field = table_.field(column);
    if (field.text.empty()) {
        return std::nullopt;
    }
    const auto number = parse_number(field.text);
    if (!number || *number < 0) {
        report(field,
               std::string(kColumns[column].name) + " " +
                   (number ? quoted(field.text) + " is negative" : number.error().problem),
               "a number, such as 800", number ? std::string() : number.error().hint);
        return std::nullopt;
    }
    return *number;
}

void ForecastReader::take_row() {
    ++forecast_.report.rows;
    const ForecastMonth first;
    const ForecastMonth& before = forecast_.months.empty() ? first : forecast_.months.back();
    ForecastMonth month;
    month.line = table_.line().number;
    const bool is_month = read_month(month);
    month.arrivals = read_factor(kArrivals, before.arrivals);
    month.size = read_factor(kSize, before.size);
    month.runtime = read_factor(kRuntime, before.runtime);
    month.gpus = read_demand(kGpus);
    month.gpu_hours = read_demand(kGpuHours);
    if (is_month) {
        forecast_.months.push_back(month);
    }
}

}  // namespace

expected<Forecast, Diagnostics> read_forecast(const std::string& file) {
    return read_records<Forecast>(
        file, "a CSV of expected demand by month",
        [](input::TextInput& input, input::LineProblems& problems, Forecast& forecast) {
            CsvTable table(input, problems, kColumns);
            forecast.has_growth = table.has(kArrivals) || table.has(kSize) || table.has(kRuntime);
            if (!problems.has_errors() && !forecast.has_growth && !table.has(kGpus) &&
                !table.has(kGpuHours)) {
                problems.report(table.line(), 1,
                                {"no column says what is expected",
                                 "any of arrivals size runtime gpus gpu_hours",
                                 {}});
            }
            if (problems.has_errors()) {
                return;
            }
            ForecastReader reader(table, problems, forecast);
            while (table.next_row()) {
                reader.take_row();
            }
            note_cut_off(table, forecast.report, problems);
        });
}

}  // namespace headroom::records
