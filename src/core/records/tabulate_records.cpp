#include "src/core/records/tabulate_records.hpp"

#include <cmath>
#include <limits>

#include "src/core/records/record_time.hpp"

namespace headroom::records {

namespace {

using report::Table;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

double hours(std::int64_t us) {
    return static_cast<double>(us) / static_cast<double>(kHourUs);
}

// A table column by column, from rows of any type.
template <class Row>
class Columns {
public:
    Columns(std::string name, std::string title, const std::vector<Row>& rows) : rows_(rows) {
        table_.name = std::move(name);
        table_.title = std::move(title);
    }
    template <class Get>
    Columns& integer(std::string name, std::string unit, Get get) {
        table_.columns.push_back(
            report::integer_column(std::move(name), std::move(unit), values<std::int64_t>(get)));
        return *this;
    }
    template <class Get>
    Columns& real(std::string name, std::string unit, Get get) {
        table_.columns.push_back(
            report::real_column(std::move(name), std::move(unit), values<double>(get)));
        return *this;
    }
    template <class Get>
    Columns& text(std::string name, Get get) {
        table_.columns.push_back(report::text_column(std::move(name), values<std::string>(get)));
        return *this;
    }
    [[nodiscard]] Table take() { return std::move(table_); }

private:
    template <class Value, class Get>
    std::vector<Value> values(Get get) const {
        std::vector<Value> result;
        result.reserve(rows_.size());
        for (const Row& row : rows_) {
            result.push_back(get(row));
        }
        return result;
    }

    const std::vector<Row>& rows_;
    Table table_;
};

std::string time_text(std::int64_t us) {
    return us == kForeverUs || us == -kForeverUs ? "" : format_instant({us});
}

std::string date_text(const std::optional<Instant>& instant) {
    return instant ? format_instant(*instant).substr(0, 10) : "";
}

Table counts_table(std::string name, std::string title, const std::vector<RowCount>& counts) {
    return Columns<RowCount>(std::move(name), std::move(title), counts)
        .text("reason", [](const RowCount& count) { return count.reason; })
        .integer("rows", "", [](const RowCount& count) { return count.rows; })
        .integer("first_line", "", [](const RowCount& count) { return count.first_line; })
        .take();
}

std::string metric_text(const std::optional<GpuMetric>& metric) {
    return metric ? std::string(kGpuMetricNames[static_cast<std::size_t>(*metric)]) : "";
}

// The columns that a GPU and the fleet have in common.
template <class Row, class Facts>
void add_facts(Columns<Row>& columns, Facts facts) {
    columns.integer("samples", "", [=](const Row& row) { return facts(row).samples; })
        .real("activity", "", [=](const Row& row) { return facts(row).activity.value_or(kNaN); })
        .text("activity_metric",
              [=](const Row& row) { return metric_text(facts(row).activity_metric); })
        .real("mean_power_w", "W",
              [=](const Row& row) { return facts(row).mean_power_w.value_or(kNaN); })
        .real("idle_power_w", "W",
              [=](const Row& row) { return facts(row).idle_power_w.value_or(kNaN); })
        .integer("idle_samples", "", [=](const Row& row) { return facts(row).idle_samples; })
        .real("max_power_w", "W",
              [=](const Row& row) { return facts(row).max_power_w.value_or(kNaN); })
        .real("energy_kwh", "kWh",
              [=](const Row& row) { return facts(row).energy_kwh.value_or(kNaN); })
        .real("energy_power_w", "W",
              [=](const Row& row) { return facts(row).energy_power_w.value_or(kNaN); })
        .integer("counter_resets", "", [=](const Row& row) { return facts(row).counter_resets; });
}

}  // namespace

std::vector<Table> tabulate(const MeterFile& file) {
    using Row = MeterSummary;
    std::vector<Row> rows;
    for (const MeterSeries& series : file.meters) {
        rows.push_back(summarise(series));
    }
    if (rows.size() > 1) {
        rows.push_back(summarise(sum_of(file.meters)));
    }
    Columns<Row> columns("meters", "Meters", rows);
    columns.text("meter", [](const Row& row) { return row.meter; })
        .integer("readings", "", [](const Row& row) { return row.readings; })
        .real("step_s", "s", [](const Row& row) { return static_cast<double>(row.step_us) / 1e6; })
        .text("begin", [](const Row& row) { return time_text(row.begin_us); })
        .text("end", [](const Row& row) { return time_text(row.end_us); })
        .real("covered_h", "h", [](const Row& row) { return hours(row.covered_us); })
        .integer("gaps", "", [](const Row& row) { return row.gaps; })
        .real("gap_h", "h", [](const Row& row) { return hours(row.gap_us); })
        .real("longest_gap_h", "h", [](const Row& row) { return hours(row.longest_gap_us); })
        .real("energy_kwh", "kWh", [](const Row& row) { return row.energy_kwh; })
        .real("mean_kw", "kW", [](const Row& row) { return row.mean_kw; })
        .real("peak_kw", "kW", [](const Row& row) { return row.peak_kw; })
        .text("peak_at", [](const Row& row) { return time_text(row.peak_us); })
        .real("peak_15min_kw", "kW",
              [](const Row& row) { return row.peak_15min_kw.value_or(kNaN); })
        .text("peak_15min_at",
              [](const Row& row) { return row.peak_15min_kw ? time_text(row.peak_15min_us) : ""; });
    return {columns.take()};
}

std::vector<Table> tabulate(const Tariff& tariff) {
    using Row = TariffSummary;
    const std::vector<Row> rows{summarise(tariff)};
    const bool recurs = !tariff.calendar.empty();
    Columns<Row> columns("tariff", "Electricity price", rows);
    columns.text("currency", [](const Row& row) { return row.currency; })
        .integer("prices", "", [](const Row& row) { return row.prices; })
        .text("recurs", [=](const Row&) { return recurs ? "by month, weekday and hour" : ""; })
        .text("from", [](const Row& row) { return row.from_us == 0 ? "" : time_text(row.from_us); })
        .text("to", [](const Row& row) { return row.to_us == 0 ? "" : time_text(row.to_us); })
        .real("mean_per_kwh", "1/kWh", [](const Row& row) { return row.mean_per_kwh; })
        .real("lowest_per_kwh", "1/kWh", [](const Row& row) { return row.lowest_per_kwh; })
        .real("highest_per_kwh", "1/kWh", [](const Row& row) { return row.highest_per_kwh; })
        .real("highest_demand_per_kw_month", "1/kW-month",
              [](const Row& row) { return row.highest_demand_per_kw_month; });
    return {columns.take()};
}

std::vector<Table> tabulate(const Forecast& forecast) {
    using Row = ForecastMonth;
    Columns<Row> columns("months", "Expected demand", forecast.months);
    columns
        .text("month",
              [](const Row& row) {
                  return std::to_string(row.year) + (row.month < 10 ? "-0" : "-") +
                         std::to_string(row.month);
              })
        .real("arrivals", "", [](const Row& row) { return row.arrivals; })
        .real("size", "", [](const Row& row) { return row.size; })
        .real("runtime", "", [](const Row& row) { return row.runtime; })
        .real("gpus", "GPU", [](const Row& row) { return row.gpus.value_or(kNaN); })
        .real("gpu_hours", "GPUh", [](const Row& row) { return row.gpu_hours.value_or(kNaN); });
    return {columns.take()};
}

std::vector<Table> tabulate(const Quotes& quotes) {
    using Row = Quote;
    constexpr double kSecondsPerDay = 86'400;
    const auto days = [](const std::optional<double>& seconds) {
        return seconds ? *seconds / kSecondsPerDay : kNaN;
    };
    Columns<Row> columns("quotes", "Quotes", quotes.quotes);
    columns.text("item", [](const Row& row) { return row.item; })
        .real("price", "", [](const Row& row) { return row.price; })
        .text("currency", [](const Row& row) { return row.currency; })
        .text("per", [](const Row& row) { return row.per; })
        .text("date", [](const Row& row) { return date_text(row.date); })
        .text("valid_until", [](const Row& row) { return date_text(row.valid_until); })
        .real("lead_time_d", "d", [=](const Row& row) { return days(row.lead_time_s); })
        .real("lead_time_p90_d", "d", [=](const Row& row) { return days(row.lead_time_p90_s); })
        .text("vendor", [](const Row& row) { return row.vendor; })
        .text("quote", [](const Row& row) { return row.number; });
    return {columns.take()};
}

std::vector<Table> tabulate(const GpuSamples& samples, const GpuUsage& usage) {
    struct Gpu {
        const GpuName* name;
        const GpuFacts* facts;
    };
    std::vector<Gpu> gpus;
    const GpuFacts none;
    for (std::size_t i = 0; i < samples.gpus.size(); ++i) {
        gpus.push_back({&samples.gpus[i], i < usage.gpus.size() ? &usage.gpus[i] : &none});
    }
    const std::vector<GpuFacts> fleet_rows{usage.fleet};
    Columns<GpuFacts> fleet("fleet", "All GPUs", fleet_rows);
    fleet
        .integer("gpus", "",
                 [&](const GpuFacts&) { return static_cast<std::int64_t>(samples.gpus.size()); })
        .text(
            "first",
            [&](const GpuFacts&) { return samples.samples > 0 ? time_text(samples.first_us) : ""; })
        .text("last", [&](const GpuFacts&) {
            return samples.samples > 0 ? time_text(samples.last_us) : "";
        });
    add_facts(fleet, [](const GpuFacts& row) -> const GpuFacts& { return row; });
    fleet.integer("idle_one_instant_in", "", [&](const GpuFacts&) { return usage.idle_thinning; });
    Columns<Gpu> each("gpus", "Each GPU", gpus);
    each.text("host", [](const Gpu& row) { return row.name->host; })
        .text("gpu", [](const Gpu& row) { return row.name->gpu; })
        .text("model", [](const Gpu& row) { return row.name->model; });
    add_facts(each, [](const Gpu& row) -> const GpuFacts& { return *row.facts; });
    Columns<FleetBin> series("series", "All GPUs over time", usage.bins);
    series.text("time", [](const FleetBin& row) { return time_text(row.begin_us); })
        .integer("gpus", "", [](const FleetBin& row) { return row.gpus; })
        .real("activity", "", [](const FleetBin& row) { return row.activity.value_or(kNaN); })
        .real("power_kw", "kW", [](const FleetBin& row) { return row.power_kw.value_or(kNaN); });
    return {fleet.take(), each.take(), series.take(),
            counts_table("unknown_metrics", "Metrics left out", samples.unknown_metrics)};
}

std::vector<Table> tabulate(const JobActivity& activity) {
    using Row = JobActivity;
    const std::vector<Row> rows{activity};
    Columns<Row> columns("job_activity", "Activity of jobs", rows);
    columns.integer("jobs_by_label", "", [](const Row& row) { return row.by_label; })
        .integer("jobs_by_host", "", [](const Row& row) { return row.by_host; })
        .integer("jobs_on_part_of_node", "", [](const Row& row) { return row.part_of_node; })
        .integer("jobs_partly_shared", "", [](const Row& row) { return row.partly_shared; })
        .integer("samples", "", [](const Row& row) { return row.samples; })
        .integer("samples_of_jobs", "", [](const Row& row) { return row.samples_of_jobs; })
        .integer("samples_shared", "", [](const Row& row) { return row.samples_shared; })
        .integer("samples_no_job", "", [](const Row& row) { return row.samples_no_job; })
        .integer("samples_no_host", "", [](const Row& row) { return row.samples_no_host; });
    return {columns.take(),
            counts_table("not_measured", "Jobs not measured", activity.not_measured)};
}

}  // namespace headroom::records
