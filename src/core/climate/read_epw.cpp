#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "sim/base/civil_date.hpp"
#include "sim/model/climate/psychrometer.hpp"
#include "src/core/climate/weather_rows.hpp"
#include "src/core/records/price_unit.hpp"
#include "src/core/records/record_time.hpp"

namespace headroom::climate {
namespace {

using input::Field;
using input::quoted;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr int kTypicalYear = 2023;
constexpr int kTypicalLeapYear = 2024;

// Places of fields in a row; it has 35, of which older files leave out the last few.
enum Place : std::size_t {
    kYear = 0,
    kMonth = 1,
    kDay = 2,
    kHour = 3,
    kDryBulb = 6,
    kDewPoint = 7,
    kHumidity = 8,
    kPressure = 9,
    kFewestFields = 10,
};
// Places of fields in the line LOCATION.
enum Location : std::size_t { kCity = 1, kState = 2, kCountry = 3, kZone = 8, kHeight = 9 };

// What a number may be; from `missing` on it says that there is none.
struct Limits {
    const char* name;
    double low, high, missing;
};
constexpr Limits kDryLimits{"dry bulb", kColdestC, kWarmestC, 99.9};
constexpr Limits kDewLimits{"dew point", -100, kWarmestC, 99.9};
constexpr Limits kHumidityLimits{"relative humidity", 0, 110, 999};
constexpr Limits kPressureLimits{"pressure", 31'000, 120'000, 999'999};

struct EpwRow {
    int year = 0;
    CivilDate date;  // its year is not set
    int hour = 0;    // 0 … 23
    double dry_bulb_c = 0, wet_bulb_c = 0;
    std::int64_t line = 0;
};

class EpwReader {
public:
    EpwReader(input::TextInput& input, input::LineProblems& problems, ClimateFile& result)
        : input_(input), problems_(problems), result_(result) {}

    void read() {
        if (!read_head()) {
            return;
        }
        while (input_.next(line_)) {
            ++result_.report.rows;
            (void)splitter_.split_quoted(line_.text);
            if (splitter_.fields().size() < kFewestFields) {
                problems_.report(line_, 1,
                                 {"has " + std::to_string(splitter_.fields().size()) + " fields",
                                  "the 35 fields of an hour of an EPW file",
                                  {}});
                continue;
            }
            read_row();
        }
        if (!problems_.has_errors()) {
            place_rows();
        }
        if (!problems_.has_errors()) {
            finish_weather(weather_, problems_, result_);
        }
    }

private:
    [[nodiscard]] Field field(std::size_t place) const {
        const auto fields = splitter_.fields();
        return place < fields.size() ? fields[place] : Field{};
    }

    // The eight lines before the hours, of which we use the place and how many rows an hour has.
    bool read_head() {
        constexpr int kMostHeadLines = 60;
        const bool has_line = input_.next(line_);
        if (!has_line || !line_.text.starts_with("LOCATION,")) {
            problems_.report(line_, has_line ? 1 : 0,
                             {"is not an EPW file", "a file that begins with LOCATION",
                              "a CSV of weather has the columns time, dry_bulb, wet_bulb"});
            return false;
        }
        read_location();
        for (int i = 0; i < kMostHeadLines && input_.next(line_); ++i) {
            if (line_.text.starts_with("DATA PERIODS,")) {
                (void)splitter_.split_quoted(line_.text);
                if (field(2).text != "1") {
                    problems_.report(line_, field(2).column,
                                     {"has " + quoted(field(2).text) + " rows an hour", "1", {}});
                }
                return true;
            }
        }
        problems_.report({"has no line DATA PERIODS", "the head of an EPW file", {}});
        return false;
    }

    void read_location() {
        (void)splitter_.split_quoted(line_.text);
        for (const Location place : {kCity, kState, kCountry}) {
            const std::string_view text = field(place).text;
            if (!text.empty() && text != "-") {
                result_.place += (result_.place.empty() ? "" : ", ") + std::string(text);
            }
        }
        const auto zone_h = records::parse_number(field(kZone).text);
        if (!zone_h || !(std::abs(*zone_h) <= 15)) {
            problems_.report(line_, field(kZone).column,
                             {"time zone " + quoted(field(kZone).text) + " is not known",
                              "hours ahead of UTC, such as -6.0",
                              {}});
        } else {
            result_.east_of_utc_us =
                std::llround(*zone_h * static_cast<double>(sim::HourlySeries::kHourUs));
        }
        const auto height_m = records::parse_number(field(kHeight).text);
        const bool has_height = height_m && *height_m > -500 && *height_m < 9000;
        usual_pa_ = has_height ? sim::standard_pressure_pa(*height_m) : sim::kSeaLevelPa;
    }

    double read_number(Place place, const Limits& limits) {
        const Field text = field(place);
        if (text.text.empty()) {
            return kMissing;
        }
        const auto number = records::parse_number(text.text);
        if (number && *number >= limits.missing) {
            return kMissing;
        }
        if (number && *number >= limits.low && *number <= limits.high) {
            return *number;
        }
        problems_.report(
            line_, text.column,
            {std::string(limits.name) + " " +
                 (number ? quoted(text.text) + " is out of range" : number.error().problem),
             "a number as in an EPW file",
             {}});
        return kMissing;
    }

    std::optional<int> read_whole(Place place, const char* name, int low, int high) {
        const Field text = field(place);
        const auto number = records::parse_number(text.text);
        if (number && *number >= low && *number <= high && *number == std::floor(*number)) {
            return static_cast<int>(*number);
        }
        problems_.report(
            line_, text.column,
            {std::string(name) + " " + quoted(text.text) + " is none",
             "a whole number from " + std::to_string(low) + " to " + std::to_string(high),
             {}});
        return std::nullopt;
    }

    void read_row() {
        EpwRow row;
        row.line = line_.number;
        const auto year = read_whole(kYear, "year", 1800, 2200);
        const auto month = read_whole(kMonth, "month", 1, 12);
        const auto day =
            read_whole(kDay, "day", 1, month ? days_in_month(kTypicalLeapYear, *month) : 31);
        const auto hour = read_whole(kHour, "hour", 1, 24);
        row.dry_bulb_c = read_number(kDryBulb, kDryLimits);
        const double dew_c = read_number(kDewPoint, kDewLimits);
        double humidity = read_number(kHumidity, kHumidityLimits);
        const double pressure_pa = read_number(kPressure, kPressureLimits);
        if (!year || !month || !day || !hour) {
            return;
        }
        if (std::isnan(humidity) && !std::isnan(dew_c)) {
            humidity = sim::relative_humidity_pct(row.dry_bulb_c, dew_c);
        }
        row.wet_bulb_c =
            std::isnan(humidity) || std::isnan(row.dry_bulb_c)
                ? kMissing
                : sim::psychrometric_wet_bulb_c(row.dry_bulb_c, humidity,
                                                std::isnan(pressure_pa) ? usual_pa_ : pressure_pa);
        row.year = *year;
        row.date = {0, *month, *day};
        row.hour = *hour - 1;
        rows_.push_back(row);
    }

    // The year that the rows stand in: their own if it is one and has their days.
    [[nodiscard]] int find_year() const {
        bool is_one_year = true, has_leap_day = false;
        for (const EpwRow& row : rows_) {
            is_one_year = is_one_year && row.year == rows_.front().year;
            has_leap_day = has_leap_day || (row.date.month == 2 && row.date.day == 29);
        }
        const int typical = has_leap_day ? kTypicalLeapYear : kTypicalYear;
        return is_one_year && is_leap_year(rows_.front().year) == has_leap_day ? rows_.front().year
                                                                               : typical;
    }

    void place_rows() {
        if (rows_.size() != 8760 && rows_.size() != 8784) {
            problems_.report({"has " + std::to_string(rows_.size()) + " hours",
                              "the 8760 or 8784 hours of a year",
                              {}});
            return;
        }
        const int year = find_year();
        std::int64_t expected_hour = days_since_1970({year, 1, 1}) * 24;
        for (EpwRow& row : rows_) {
            row.date.year = year;
            const std::int64_t hour = days_since_1970(row.date) * 24 + row.hour;
            if (hour != expected_hour) {
                problems_.report({{}, row.line, false}, 1,
                                 {"is not the hour that follows the line before",
                                  "the hours of a year in their order",
                                  {}});
                expected_hour = hour;
            }
            ++expected_hour;
            const std::int64_t time_us = hour * sim::HourlySeries::kHourUs - result_.east_of_utc_us;
            weather_.dry_bulb_c.push_back({time_us, row.dry_bulb_c, row.line});
            weather_.wet_bulb_c.push_back({time_us, row.wet_bulb_c, row.line});
        }
    }

    input::TextInput& input_;
    input::LineProblems& problems_;
    ClimateFile& result_;
    input::FieldSplitter splitter_;
    input::Line line_;
    double usual_pa_ = sim::kSeaLevelPa;
    std::vector<EpwRow> rows_;
    WeatherRows weather_;
};

}  // namespace

expected<ClimateFile, Diagnostics> read_epw(const std::string& file) {
    return records::read_records<ClimateFile>(
        file, "an EPW weather file",
        [](input::TextInput& input, input::LineProblems& problems, ClimateFile& result) {
            EpwReader(input, problems, result).read();
        });
}

}  // namespace headroom::climate
