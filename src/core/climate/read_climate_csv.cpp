#include <array>
#include <cmath>
#include <limits>

#include "sim/model/climate/psychrometer.hpp"
#include "src/core/climate/weather_rows.hpp"
#include "src/core/records/price_unit.hpp"
#include "src/core/records/record_time.hpp"

namespace headroom::climate {
namespace {

using input::CsvColumn;
using input::CsvTable;
using input::Field;
using input::quoted;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

enum Column : std::size_t { kTime, kDryBulb, kWetBulb, kHumidity, kColumnCount };

bool is_fahrenheit(std::string_view unit) {
    return unit == "°F" || unit == "F";
}

class ClimateReader {
public:
    ClimateReader(input::TextInput& input, input::LineProblems& problems, ClimateFile& result)
        : problems_(problems),
          result_(result),
          dry_(records::find_unit_column(input.head(), "dry_bulb")),
          wet_(records::find_unit_column(input.head(), "wet_bulb")),
          humidity_(records::find_unit_column(input.head(), "relative_humidity")),
          columns_{{{"time", true}, {dry_.name, true}, {wet_.name}, {humidity_.name}}},
          table_(input, problems, columns_) {}

    void read() {
        if (problems_.has_errors()) {
            return;
        }
        check_header();
        while (table_.next_row()) {
            read_row();
        }
        note_cut_off(table_, result_.report, problems_);
        if (result_.report.rows > 0 && !problems_.has_errors()) {
            finish_weather(rows_, problems_, result_);
        }
        if (naive_ > 0) {
            problems_.warn(first_naive_,
                           std::to_string(naive_) + " times have no offset; they are read as UTC");
        }
    }

private:
    void check_header() {
        if (table_.has(kWetBulb) == table_.has(kHumidity)) {
            problems_.report(table_.line(), 1,
                             {table_.has(kWetBulb) ? "has both 'wet_bulb' and 'relative_humidity'"
                                                   : "nothing says how humid the air is",
                              "one of the columns wet_bulb and relative_humidity",
                              {}});
        }
        for (const records::UnitColumn* column : {&dry_, &wet_}) {
            const bool is_known = column->unit.empty() || column->unit == "°C" ||
                                  column->unit == "C" || is_fahrenheit(column->unit);
            if (!is_known) {
                problems_.report(
                    table_.line(), 1,
                    {"unknown unit " + quoted(column->unit) + " of a temperature", "°C or °F", {}});
            }
        }
        if (!humidity_.unit.empty() && humidity_.unit != "%") {
            problems_.report(
                table_.line(), 1,
                {"unknown unit " + quoted(humidity_.unit) + " of the humidity", "%", {}});
        }
    }

    // NaN where the field is empty; a fault is told.
    double read_number(Column column, double low, double high, const char* wanted) {
        const Field& field = table_.field(column);
        if (field.text.empty() || field.text == "nan" || field.text == "NaN") {
            return kMissing;
        }
        const auto number = records::parse_number(field.text);
        const bool is_warmth = column != kHumidity;
        double value = number.value_or(kMissing);
        if (is_warmth && is_fahrenheit(column == kDryBulb ? dry_.unit : wet_.unit)) {
            value = (value - 32) / 1.8;
        }
        if (number && value >= low && value <= high) {
            return value;
        }
        problems_.report(
            table_.line(), field.column,
            {std::string(columns_[column].name) + " " +
                 (number ? quoted(field.text) + " is out of range" : number.error().problem),
             wanted, number ? std::string() : number.error().hint});
        return kMissing;
    }

    void read_row() {
        ++result_.report.rows;
        const std::int64_t line = table_.line().number;
        const records::RecordTime time =
            records::read_record_time(table_.field(kTime), "time", table_.line(), problems_);
        constexpr const char* kWarmthWanted = "a temperature from -80 to 70 °C";
        const double dry = read_number(kDryBulb, kColdestC, kWarmestC, kWarmthWanted);
        double wet = kMissing;
        if (table_.has(kWetBulb)) {
            wet = read_number(kWetBulb, kColdestC, kWarmestC, kWarmthWanted);
        } else if (table_.has(kHumidity)) {
            const double humidity = read_number(kHumidity, 0, 110, "a percentage from 0 to 100");
            if (!std::isnan(humidity) && !std::isnan(dry)) {
                wet = sim::psychrometric_wet_bulb_c(dry, humidity);
            }
        }
        if (time.kind == input::DateKind::kMissing) {
            records::count_row(result_.report.left_out, "no time", line);
        } else if (time.kind == input::DateKind::kDate) {
            if (!time.has_offset && naive_++ == 0) {
                first_naive_ = line;
            }
            rows_.dry_bulb_c.push_back({time.us, dry, line});
            rows_.wet_bulb_c.push_back({time.us, wet, line});
        }
    }

    input::LineProblems& problems_;
    ClimateFile& result_;
    records::UnitColumn dry_, wet_, humidity_;
    std::array<CsvColumn, kColumnCount> columns_;
    CsvTable table_;
    WeatherRows rows_;
    std::int64_t naive_ = 0, first_naive_ = 0;
};

}  // namespace

expected<ClimateFile, Diagnostics> read_climate_csv(const std::string& file) {
    return records::read_records<ClimateFile>(
        file, "a CSV of weather",
        [](input::TextInput& input, input::LineProblems& problems, ClimateFile& result) {
            ClimateReader(input, problems, result).read();
        });
}

}  // namespace headroom::climate
