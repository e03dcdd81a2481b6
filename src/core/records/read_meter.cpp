#include <algorithm>
#include <array>
#include <unordered_map>

#include "src/core/records/meter.hpp"
#include "src/core/records/meter_rows.hpp"
#include "src/core/records/record_time.hpp"

namespace headroom::records {

namespace {

using input::CsvColumn;
using input::CsvTable;
using input::quoted;
using sim::Int128;

enum Column : std::size_t {
    kTime,
    kTimeEnd,
    kPowerW,
    kPowerKw,
    kPowerMw,
    kEnergyKwh,
    kCounterKwh,
    kMeter,
    kColumnCount,
};

constexpr std::array<CsvColumn, kColumnCount> kColumns{{
    {"time"},
    {"time_end"},
    {"power_w"},
    {"power_kw"},
    {"power_mw"},
    {"energy_kwh"},
    {"counter_kwh"},
    {"meter"},
}};

// How a quantity's text becomes an integer: power in µW, energy in nWh (10^-9 kWh are 3.6 · 10^9
// pJ).
struct Quantity {
    Column column;
    MeterQuantity kind;
    int decimals;
    std::int64_t multiplier;
};
constexpr std::array kQuantities{
    Quantity{kPowerW, MeterQuantity::kPower, 6, 1},
    Quantity{kPowerKw, MeterQuantity::kPower, 9, 1},
    Quantity{kPowerMw, MeterQuantity::kPower, 9, 1000},
    Quantity{kEnergyKwh, MeterQuantity::kEnergy, 9, 1},
    Quantity{kCounterKwh, MeterQuantity::kCounter, 9, 1},
};
constexpr std::int64_t kPicojoulesPerUnit = 3'600'000'000;  // of 10^-9 kWh

struct Layout {
    const Quantity* quantity = nullptr;
    Column time = kTime;
};

// Which of the columns the file has; what does not go together is reported.
Layout find_layout(const CsvTable& table, input::LineProblems& problems) {
    constexpr std::string_view kWanted = "one of power_w power_kw power_mw energy_kwh counter_kwh";
    Layout layout;
    int quantities = 0;
    for (const Quantity& quantity : kQuantities) {
        if (table.has(quantity.column)) {
            ++quantities;
            layout.quantity = &quantity;
        }
    }
    if (quantities != 1) {
        problems.report(table.line(), 1,
                        {quantities == 0 ? "no column says what was metered"
                                         : "several columns say what was metered",
                         std::string(kWanted),
                         {}});
    }
    if (table.has(kTime) == table.has(kTimeEnd)) {
        problems.report(
            table.line(), 1,
            {table.has(kTime) ? "has both 'time' and 'time_end'" : "column 'time' is missing",
             "the column 'time', or 'time_end' where an interval's end is written",
             {}});
    } else if (table.has(kTimeEnd) && table.has(kEnergyKwh)) {
        layout.time = kTimeEnd;
    } else if (table.has(kTimeEnd)) {
        problems.report(table.line(), 1,
                        {"'time_end' goes with 'energy_kwh' only", "the column 'time'", {}});
    }
    return layout;
}

class RowCollector {
public:
    RowCollector(const CsvTable& table,
                 const Layout& layout,
                 input::LineProblems& problems,
                 RecordReport& report)
        : table_(table), layout_(layout), problems_(problems), report_(report) {}

    void take_row();
    void finish(MeterFile& file);

private:
    struct Meter {
        std::string name;
        std::vector<MeterRow> rows;
    };

    [[nodiscard]] std::optional<std::int64_t> read_value();
    [[nodiscard]] std::vector<MeterRow>& rows_of(std::string_view meter);

    const CsvTable& table_;
    const Layout& layout_;
    input::LineProblems& problems_;
    RecordReport& report_;
    std::vector<Meter> meters_;
    std::unordered_map<std::string, std::size_t> index_;
    std::int64_t naive_ = 0, first_naive_ = 0;
    std::string offset_;
    std::size_t last_ = 0;
};

std::optional<std::int64_t> RowCollector::read_value() {
    constexpr std::int64_t kMost = 1'000'000'000'000'000'000;
    const Quantity& quantity = *layout_.quantity;
    const input::Field& field = table_.field(quantity.column);
    const std::string name(kColumns[quantity.column].name);
    const input::ScaledNumber number =
        input::parse_scaled(field.text, quantity.decimals, kMost / quantity.multiplier);
    switch (number.kind) {
        case input::NumberText::kNumber:
            break;
        case input::NumberText::kMissing:
            count_row(report_.left_out, "no value", table_.line().number);
            return std::nullopt;
        case input::NumberText::kTooLarge:
            problems_.report(table_.line(), field.column,
                             {name + " " + quoted(field.text) + " is too large",
                              "at most 1 TW or 1 TWh", "is the unit in the column's name right?"});
            return std::nullopt;
        case input::NumberText::kNotANumber:
            problems_.report(
                table_.line(), field.column,
                {name + " " + quoted(field.text) + " is not a number", "a number, such as 812.5",
                 field.text.find(',') == std::string_view::npos
                     ? ""
                     : "decimals follow a point; thousands are not separated"});
            return std::nullopt;
    }
    if (number.value < 0) {
        count_row(report_.left_out, "negative: fed back, not drawn", table_.line().number);
        return std::nullopt;
    }
    return number.value * quantity.multiplier;
}

std::vector<MeterRow>& RowCollector::rows_of(std::string_view meter) {
    if (last_ < meters_.size() && meters_[last_].name == meter) {
        return meters_[last_].rows;
    }
    const auto [found, is_new] = index_.emplace(std::string(meter), meters_.size());
    if (is_new) {
        meters_.push_back({std::string(meter), {}});
    }
    last_ = found->second;
    return meters_[last_].rows;
}

void RowCollector::take_row() {
    ++report_.rows;
    const input::Line& line = table_.line();
    const RecordTime time =
        read_record_time(table_.field(layout_.time), kColumns[layout_.time].name, line, problems_);
    if (time.kind == input::DateKind::kMissing) {
        count_row(report_.left_out, "no time", line.number);
        return;
    }
    const std::optional<std::int64_t> value = read_value();
    if (time.kind != input::DateKind::kDate || !value) {
        return;
    }
    if (!time.has_offset && naive_++ == 0) {
        first_naive_ = line.number;
    }
    if (time.has_offset && !time.offset.empty() && time.offset != offset_) {
        if (!offset_.empty()) {
            count_row(report_.adjusted, "another offset than the reading before: both are exact",
                      line.number);
        }
        offset_ = time.offset;
    }
    rows_of(table_.text(kMeter)).push_back({time.us, *value, line.number, time.has_offset});
}

// A reading of power holds until the next; an interval's energy lies before or behind its time.
void append_spans(const std::vector<MeterRow>& rows,
                  const Layout& layout,
                  std::int64_t step_us,
                  MeterSeries& series) {
    const bool is_end = layout.time == kTimeEnd;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::size_t other = is_end ? i - 1 : i + 1;
        const bool has_other = is_end ? i > 0 : other < rows.size();
        std::int64_t length_us = step_us;
        if (has_other) {
            const std::int64_t apart_us = is_end ? rows[i].time_us - rows[other].time_us
                                                 : rows[other].time_us - rows[i].time_us;
            if (2 * apart_us <= 3 * step_us) {
                length_us = apart_us;
            } else if (is_end) {
                series.gaps.push_back(
                    {rows[other].time_us, rows[i].time_us - step_us, rows[i].line});
            } else {
                series.gaps.push_back(
                    {rows[i].time_us + step_us, rows[other].time_us, rows[other].line});
            }
        }
        const std::int64_t begin_us = is_end ? rows[i].time_us - length_us : rows[i].time_us;
        const Int128 factor = layout.quantity->kind == MeterQuantity::kPower
                                  ? Int128{length_us}
                                  : Int128{kPicojoulesPerUnit};
        series.intervals.push_back({begin_us, begin_us + length_us, rows[i].value * factor});
    }
}

void append_differences(const std::vector<MeterRow>& rows,
                        std::int64_t step_us,
                        MeterSeries& series,
                        RecordReport& report) {
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const MeterRow& from = rows[i - 1];
        const MeterRow& to = rows[i];
        if (2 * (to.time_us - from.time_us) > 3 * step_us) {
            series.gaps.push_back({from.time_us, to.time_us, to.line});
        }
        std::int64_t drawn = to.value - from.value;
        if (drawn < 0) {
            count_row(report.adjusted, "counter reset: energy since then is a lower bound",
                      to.line);
            drawn = to.value;
        }
        series.intervals.push_back({from.time_us, to.time_us, Int128{drawn} * kPicojoulesPerUnit});
    }
}

void RowCollector::finish(MeterFile& file) {
    file.quantity = layout_.quantity->kind;
    for (Meter& meter : meters_) {
        put_in_order(meter.rows, report_);
        MeterSeries series{std::move(meter.name), {}, usual_step(meter.rows), {}};
        if (meter.rows.size() < 2) {
            const std::string whose =
                series.meter.empty() ? std::string() : "meter " + quoted(series.meter) + " ";
            problems_.report({whose + "has one reading",
                              "at least two: one says nothing of how long it holds",
                              {}});
        } else if (file.quantity == MeterQuantity::kCounter) {
            append_differences(meter.rows, series.step_us, series, report_);
        } else {
            append_spans(meter.rows, layout_, series.step_us, series);
        }
        file.meters.push_back(std::move(series));
    }
    if (meters_.empty() && !problems_.has_errors()) {
        problems_.report({"has no reading with a time and a value", "at least two readings", {}});
    }
    if (naive_ > 0) {
        problems_.warn(first_naive_,
                       std::to_string(naive_) + " times have no offset; they are read as UTC");
    }
}

}  // namespace

expected<MeterFile, Diagnostics> read_meter(const std::string& file) {
    return read_records<MeterFile>(
        file, "a CSV of meter readings",
        [](input::TextInput& input, input::LineProblems& problems, MeterFile& result) {
            CsvTable table(input, problems, kColumns);
            const bool is_readable = !problems.has_errors();
            const Layout layout = is_readable ? find_layout(table, problems) : Layout{};
            if (problems.has_errors()) {
                return;
            }
            RowCollector collector(table, layout, problems, result.report);
            while (table.next_row()) {
                collector.take_row();
            }
            note_cut_off(table, result.report, problems);
            if (result.report.rows > 0 && !problems.has_errors()) {
                collector.finish(result);
            }
        });
}

}  // namespace headroom::records
