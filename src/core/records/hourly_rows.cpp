#include "src/core/records/hourly_rows.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "sim/base/units.hpp"

namespace headroom::records {
namespace {

constexpr std::int64_t kHourLength = sim::HourlySeries::kHourUs;
constexpr std::int64_t kMostHours = std::int64_t{50} * 8766;

struct Hour {
    double sum = 0;
    std::int64_t count = 0;
    std::int64_t line = 0;  // of its last row
};

// Means where there are readings; what lies between two hours that have one is filled.
class HourFiller {
public:
    HourFiller(std::vector<Hour> hours,
               std::int64_t start_us,
               std::string_view name,
               RecordReport& report,
               input::LineProblems& problems)
        : hours_(std::move(hours)),
          start_us_(start_us),
          name_(name),
          report_(report),
          problems_(problems) {}

    std::vector<double> fill() {
        std::vector<double> values(hours_.size());
        for (std::size_t at = 0; at < hours_.size();) {
            if (hours_[at].count > 0) {
                values[at] = mean(at);
                ++at;
                continue;
            }
            std::size_t end = at;
            while (end < hours_.size() && hours_[end].count == 0) {
                ++end;
            }
            fill_hole(at, end, values);
            at = end;
        }
        return values;
    }

private:
    [[nodiscard]] double mean(std::size_t at) const {
        return hours_[at].sum / static_cast<double>(hours_[at].count);
    }

    void fill_hole(std::size_t from, std::size_t to, std::vector<double>& values) {
        const auto length = static_cast<std::int64_t>(to - from);
        const std::int64_t line =
            from > 0 ? hours_[from - 1].line : (to < hours_.size() ? hours_[to].line : 0);
        if (length > kLongestHoleHours || length == static_cast<std::int64_t>(hours_.size())) {
            const std::int64_t at_us = start_us_ + static_cast<std::int64_t>(from) * kHourLength;
            problems_.report({{}, line, false}, 1,
                             {"no " + std::string(name_) + " for " + std::to_string(length) +
                                  " h from " + format_instant({at_us}),
                              "values for every hour; at most 6 h without are filled",
                              {}});
            return;
        }
        count_row(report_.adjusted, "hours without " + std::string(name_) + ": interpolated", line,
                  length);
        const double before = from > 0 ? mean(from - 1) : mean(to);
        const double after = to < hours_.size() ? mean(to) : before;
        for (std::size_t at = from; at < to; ++at) {
            const double share =
                static_cast<double>(at - from + 1) / static_cast<double>(length + 1);
            values[at] = before + (after - before) * share;
        }
    }

    std::vector<Hour> hours_;
    std::int64_t start_us_;
    std::string_view name_;
    RecordReport& report_;
    input::LineProblems& problems_;
};

}  // namespace

std::optional<sim::HourlySeries> to_hours(std::span<const TimedValue> rows,
                                          std::string_view name,
                                          RecordReport& report,
                                          input::LineProblems& problems) {
    if (rows.empty()) {
        problems.report({"has no row with a time", "a row for each hour", {}});
        return std::nullopt;
    }
    const auto [first, last] = std::minmax_element(
        rows.begin(), rows.end(),
        [](const TimedValue& a, const TimedValue& b) { return a.time_us < b.time_us; });
    const std::int64_t count = (last->time_us - first->time_us) / kHourLength + 1;
    if (count > kMostHours) {
        problems.report(
            {{}, last->line, false}, 1,
            {"is more than 50 years behind the first time, on line " + std::to_string(first->line),
             "times of one record", "is the year right?"});
        return std::nullopt;
    }
    std::vector<Hour> hours(static_cast<std::size_t>(count));
    for (const TimedValue& row : rows) {
        Hour& hour = hours[static_cast<std::size_t>((row.time_us - first->time_us) / kHourLength)];
        hour.line = row.line;
        if (!std::isnan(row.value)) {
            hour.sum += row.value;
            ++hour.count;
        }
    }
    sim::HourlySeries series{first->time_us, {}};
    series.values = HourFiller(std::move(hours), first->time_us, name, report, problems).fill();
    return problems.has_errors() ? std::nullopt : std::optional(std::move(series));
}

}  // namespace headroom::records
