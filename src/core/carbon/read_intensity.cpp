#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <vector>

#include "sim/base/number_text.hpp"
#include "src/core/carbon/intensity_file.hpp"
#include "src/core/records/hourly_rows.hpp"
#include "src/core/records/price_unit.hpp"
#include "src/core/records/record_time.hpp"

namespace headroom::carbon {
namespace {

using input::CsvColumn;
using input::CsvTable;
using input::Field;
using input::quoted;

constexpr std::string_view kUnitWanted = "g/kWh, kg/MWh, kg/kWh, t/MWh or lb/MWh";
constexpr std::array<std::string_view, 3> kTimeNames{"timestamp", "datetime", "time"};
constexpr std::array<std::string_view, 4> kIntensityNames{"carbon_intensity", "intensity", "avg_CI",
                                                          "marginal_intensity"};
constexpr std::size_t kMarginal = 3;
constexpr std::size_t kFirstIntensity = kTimeNames.size();
// Coal, the dirtiest fuel, emits about 1 kg/kWh: ten times that is a wrong unit.
constexpr double kMostGrams = 10'000;

class IntensityReader {
public:
    IntensityReader(input::TextInput& input,
                    input::LineProblems& problems,
                    std::string_view unit,
                    IntensityFile& result)
        : problems_(problems), result_(result), unit_(unit) {
        for (const std::string_view name : kIntensityNames) {
            found_.push_back(records::find_unit_column(input.head(), name));
        }
        for (const std::string_view name : kTimeNames) {
            columns_.push_back({name});
        }
        for (const records::UnitColumn& column : found_) {
            columns_.push_back({column.name});
        }
        table_.emplace(input, problems, columns_,
                       input::CsvStyle{input::UnknownColumns::kAreIgnored, ','});
    }

    void read() {
        if (problems_.has_errors() || !check_header()) {
            return;
        }
        while (table_->next_row()) {
            read_row();
        }
        note_cut_off(*table_, result_.report, problems_);
        if (problems_.has_errors() || result_.report.rows == 0) {
            return;
        }
        if (auto hours = records::to_hours(rows_, "intensity", result_.report, problems_)) {
            result_.intensity_g_per_kwh = std::move(*hours);
        }
        if (naive_ > 0) {
            problems_.warn(first_naive_,
                           std::to_string(naive_) + " times have no offset; they are read as UTC");
        }
    }

private:
    // The one of the columns that the file has; several or none are a problem.
    std::size_t find_one(std::size_t first, std::size_t count, const char* what) {
        std::size_t found = columns_.size(), many = 0;
        std::string wanted = "one of the columns";
        for (std::size_t i = first; i < first + count; ++i) {
            wanted += " " + std::string(i < kFirstIntensity ? kTimeNames.at(i)
                                                            : kIntensityNames.at(i - first));
            if (table_->has(i)) {
                found = i;
                ++many;
            }
        }
        if (many != 1) {
            problems_.report(
                table_->line(), 1,
                {std::string(many == 0 ? "no column has " : "several columns have ") + what,
                 wanted,
                 {}});
        }
        return found;
    }

    bool check_header() {
        time_ = find_one(0, kTimeNames.size(), "the time");
        intensity_ = find_one(kFirstIntensity, kIntensityNames.size(), "the intensity");
        if (problems_.has_errors()) {
            return false;
        }
        const records::UnitColumn& column = found_[intensity_ - kFirstIntensity];
        if (!column.unit.empty() && !unit_.empty() &&
            intensity_unit(column.unit) != intensity_unit(unit_)) {
            problems_.report(
                table_->line(), 1,
                {"the header says " + quoted(column.unit) + ", the caller " + quoted(unit_),
                 "one unit",
                 {}});
        }
        result_.column = column.name;
        result_.kind = intensity_ - kFirstIntensity == kMarginal ? sim::IntensityKind::kMarginal
                                                                 : sim::IntensityKind::kAverage;
        result_.unit = column.unit.empty() ? std::string(unit_) : column.unit;
        grams_ = intensity_unit(result_.unit);
        if (grams_ == 0) {
            problems_.report(table_->line(), 1,
                             {result_.unit.empty()
                                  ? "the intensity has no unit"
                                  : "unknown unit " + quoted(result_.unit) + " of the intensity",
                              "a header such as \"" + column.name +
                                  " (g/kWh)\", or a unit given: " + std::string(kUnitWanted),
                              {}});
        }
        return !problems_.has_errors();
    }

    void read_row() {
        ++result_.report.rows;
        const std::int64_t line = table_->line().number;
        const records::RecordTime time = records::read_record_time(
            table_->field(time_), columns_[time_].name, table_->line(), problems_);
        const double value = read_value();
        if (time.kind == input::DateKind::kMissing) {
            records::count_row(result_.report.left_out, "no time", line);
        } else if (time.kind == input::DateKind::kDate) {
            if (!time.has_offset && naive_++ == 0) {
                first_naive_ = line;
            }
            rows_.push_back({time.us, value, line});
        }
    }

    double read_value() {
        constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
        const Field& field = table_->field(intensity_);
        if (field.text.empty() || field.text == "nan" || field.text == "NaN") {
            return kMissing;
        }
        const auto number = records::parse_number(field.text);
        const double grams = number.value_or(0) * grams_;
        if (number && grams >= 0 && grams <= kMostGrams) {
            return grams;
        }
        const std::string problem = !number     ? number.error().problem
                                    : grams < 0 ? quoted(field.text) + " is negative"
                                                : quoted(field.text) + " is too large";
        problems_.report(
            table_->line(), field.column,
            {std::string(columns_[intensity_].name) + " " + problem,
             "a number from 0 to 10000 g/kWh", number ? std::string() : number.error().hint});
        return kMissing;
    }

    input::LineProblems& problems_;
    IntensityFile& result_;
    std::string_view unit_;
    std::vector<records::UnitColumn> found_;
    std::vector<CsvColumn> columns_;
    std::optional<CsvTable> table_;
    std::size_t time_ = 0, intensity_ = 0;
    double grams_ = 0;
    std::vector<records::TimedValue> rows_;
    std::int64_t naive_ = 0, first_naive_ = 0;
};

}  // namespace

double intensity_unit(std::string_view unit) {
    struct Unit {
        std::string_view mass, energy;
        double grams_per_kwh;
    };
    constexpr std::array<Unit, 5> kUnits{{{"g", "kWh", 1},
                                          {"kg", "MWh", 1},
                                          {"kg", "kWh", 1000},
                                          {"t", "MWh", 1000},
                                          {"lb", "MWh", 0.45359237}}};
    const std::size_t slash = unit.find('/');
    if (slash == std::string_view::npos) {
        return 0;
    }
    std::string_view mass = trim_spaces(unit.substr(0, slash));
    for (const std::string_view gas : {"CO2eq", "CO2e", "CO2", "CO₂eq", "CO₂e", "CO₂"}) {
        if (mass.ends_with(gas)) {
            mass = trim_spaces(mass.substr(0, mass.size() - gas.size()));
            break;
        }
    }
    const std::string_view energy = trim_spaces(unit.substr(slash + 1));
    for (const Unit& known : kUnits) {
        if (known.mass == mass && known.energy == energy) {
            return known.grams_per_kwh;
        }
    }
    return 0;
}

expected<IntensityFile, Diagnostics> read_intensity(const std::string& file,
                                                    std::string_view unit) {
    return records::read_records<IntensityFile>(
        file, "a CSV of carbon intensity",
        [&](input::TextInput& input, input::LineProblems& problems, IntensityFile& result) {
            IntensityReader(input, problems, unit, result).read();
        });
}

}  // namespace headroom::carbon
