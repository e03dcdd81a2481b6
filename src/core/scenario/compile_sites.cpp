#include <algorithm>
#include <cmath>

#include "src/core/carbon/intensity_file.hpp"
#include "src/core/carbon/intensity_process.hpp"
#include "src/core/catalog/find_item.hpp"
#include "src/core/climate/climate_file.hpp"
#include "src/core/climate/make_climate.hpp"
#include "src/core/scenario/facility_parts.hpp"
#include "src/core/scenario/key_path.hpp"
#include "src/core/scenario/place_problem.hpp"

namespace headroom::scenario {
namespace {

constexpr double kGramsPerKwh = 3.6e9;  // of a kg/J

bool is_epw(const std::string& file) {
    const std::size_t dot = file.rfind('.');
    std::string ending = dot == std::string::npos ? "" : file.substr(dot);
    for (char& c : ending) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return ending == ".epw";
}

class SiteCompiler {
public:
    SiteCompiler(const FacilityContext& context, const std::string& name, const Site& site)
        : context_(context), path_(join_key("site", name)), settings_(site.facility) {
        compiled_.name = name;
    }

    sim::SiteFacility compile() {
        compile_weather();
        compile_carbon();
        compile_supply();
        compiled_.grid.limit_uw =
            settings_.power_limit_w ? whole_uw(*settings_.power_limit_w) : sim::kNoLimit;
        compiled_.grid.cap = compile_cap(context_, settings_.cap, path_, settings_.utc_offset_s);
        return std::move(compiled_);
    }

private:
    void complain(const std::string& key, std::string problem, std::string wanted) {
        context_.problems.push_back(
            place_problem(context_.scenario, path_ + key, std::move(problem), std::move(wanted)));
    }

    // What a reader or a maker gave; its complaints are taken along, those of no file to the key.
    template <class Result>
    bool is_good(const expected<Result, Diagnostics>& result, const std::string& key) {
        if (result) {
            return true;
        }
        for (const Diagnostic& found : result.error()) {
            Diagnostic problem = found;
            if (problem.place.file.empty()) {
                problem.place = place_problem(context_.scenario, path_ + key, "", "").place;
                problem.path = path_ + key;
            }
            context_.problems.push_back(std::move(problem));
        }
        return false;
    }
    // What was said of the file, and what was read otherwise than it stands there.
    void take_warnings(const records::RecordReport& report) {
        Diagnostics& all = context_.compiled.warnings;
        all.insert(all.end(), report.warnings.begin(), report.warnings.end());
        for (const auto* const counts : {&report.adjusted, &report.left_out}) {
            for (const records::RowCount& count : *counts) {
                Diagnostic warning;
                warning.severity = Severity::kWarning;
                warning.place.file = report.file;
                warning.place.line = count.first_line;
                warning.problem = std::to_string(count.rows) + " x " + count.reason;
                all.push_back(std::move(warning));
            }
        }
    }

    // Hours that do not stand for every year must lie over the whole run.
    [[nodiscard]] bool covers_run(const std::string& key, const sim::HourlySeries& series) {
        if (series.repeats()) {
            return true;
        }
        const sim::World& world = context_.world();
        if (world.horizon_us == sim::kNever) {
            complain(key, "has less than a year of hours, and the run ends with its last job",
                     "8,760 hours, which repeat, or a horizon");
            return false;
        }
        const std::int64_t end_us = world.start_unix_us + world.horizon_us;
        if (series.covers(world.start_unix_us, end_us)) {
            return true;
        }
        complain(key,
                 "is of " + format_instant({series.start_us}) + " to " +
                     format_instant({series.end_us()}) + ", the run of " +
                     format_instant({world.start_unix_us}) + " to " + format_instant({end_us}),
                 "hours of all of it, or of a whole year");
        return false;
    }

    // The end of the run may be the end of the hours: its instant has the value of the last one.
    static void extend(sim::HourlySeries& series) {
        if (!series.repeats()) {
            series.values.push_back(series.values.back());
        }
    }

    void compile_weather() {
        if (!settings_.weather.empty()) {
            read_weather();
        } else if (!settings_.climate.empty() && needs_calendar(".climate")) {
            const auto found =
                catalog::find_items(context_.scenario.facts->climates, settings_.climate);
            const auto made = climate::make_climate(
                *found.front(), {context_.scenario.seed, std::llround(settings_.utc_offset_s * 1e6),
                                 context_.world().trial});
            if (is_good(made, ".climate")) {
                compiled_.weather = *made;
            }
        }
    }

    void read_weather() {
        if (!needs_calendar(".weather")) {
            return;
        }
        auto file = is_epw(settings_.weather) ? climate::read_epw(settings_.weather)
                                              : climate::read_climate_csv(settings_.weather);
        if (!is_good(file, ".weather")) {
            return;
        }
        take_warnings(file->report);
        if (covers_run(".weather", file->weather.dry_bulb_c)) {
            extend(file->weather.dry_bulb_c);
            extend(file->weather.wet_bulb_c);
            compiled_.weather = std::move(file->weather);
        }
    }

    void compile_carbon() {
        if (settings_.carbon_kg_per_j) {
            compiled_.intensity_g_per_kwh =
                sim::constant_series(settings_.carbon_kg_per_j->value * kGramsPerKwh);
        } else if (!settings_.carbon_table.empty()) {
            read_carbon();
        } else if (!settings_.grid.empty()) {
            make_carbon();
        }
        if (settings_.contract) {
            compiled_.contract = {settings_.contract->share.value,
                                  settings_.contract->kg_per_j.value * kGramsPerKwh};
            compiled_.has_contract = true;
        }
    }

    void compile_supply() {
        if (!settings_.battery && settings_.generation_w.empty()) {
            return;
        }
        sim::SiteSupply& supply = compiled_.supply.emplace();
        // Without a limit the battery has nothing to do.
        const double limit_w = settings_.import_limit_w.value_or(1e15);
        supply.use = {limit_w, limit_w};
        if (settings_.battery) {
            const double one_way = std::sqrt(settings_.battery->round_trip);
            supply.battery.capacity_j = settings_.battery->capacity_j.value;
            supply.battery.charge_limit_w = settings_.battery->power_w.value;
            supply.battery.discharge_limit_w = settings_.battery->power_w.value;
            supply.battery.charge_efficiency = one_way;
            supply.battery.discharge_efficiency = one_way;
        }
        if (!settings_.generation_w.empty()) {
            supply.generation_w = generation_of_year();
        }
    }

    // Hours begin at midnight of the site's clock, so that each day begins with the list.
    [[nodiscard]] sim::HourlySeries generation_of_year() const {
        constexpr std::size_t kHoursOfYear = 8760;
        sim::HourlySeries series;
        series.start_us = -std::llround(settings_.utc_offset_s * 1e6);
        for (std::size_t hour = 0; hour < kHoursOfYear; ++hour) {
            series.values.push_back(settings_.generation_w[hour % settings_.generation_w.size()]);
        }
        return series;
    }

    void read_carbon() {
        if (!needs_calendar(".carbon_table")) {
            return;
        }
        auto file = carbon::read_intensity(settings_.carbon_table);
        if (!is_good(file, ".carbon_table")) {
            return;
        }
        take_warnings(file->report);
        compiled_.intensity_kind = file->kind;
        if (covers_run(".carbon_table", file->intensity_g_per_kwh)) {
            extend(file->intensity_g_per_kwh);
            compiled_.intensity_g_per_kwh = std::move(file->intensity_g_per_kwh);
        }
    }

    void make_carbon() {
        const auto found = catalog::find_items(context_.scenario.facts->grids, settings_.grid);
        const catalog::Grid& grid = *found.front();
        if (carbon::find_intensity_process(grid.name) != nullptr && !needs_calendar(".grid")) {
            return;
        }
        auto made = carbon::make_intensity(grid, {context_.scenario.seed, context_.world().trial});
        if (is_good(made, ".grid")) {
            compiled_.intensity_g_per_kwh = std::move(*made);
        }
    }

    // Hours need to know which they are.
    [[nodiscard]] bool needs_calendar(const std::string& key) {
        if (!context_.start) {
            complain(key, "changes by the hour, but the scenario has no calendar",
                     "start = 2027-01-01");
        }
        return context_.start.has_value();
    }

    const FacilityContext& context_;
    std::string path_;
    const SiteFacility& settings_;
    sim::SiteFacility compiled_;
};

}  // namespace

void compile_sites(const FacilityContext& context) {
    for (const auto& [name, site] : context.scenario.sites) {
        context.facility().sites.push_back(SiteCompiler(context, name, site).compile());
    }
}

}  // namespace headroom::scenario
