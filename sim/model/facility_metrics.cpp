#include "sim/model/facility_metrics.hpp"

#include <algorithm>
#include <optional>

#include "sim/model/carbon/emissions.hpp"
#include "sim/model/energy.hpp"
#include "sim/model/power/demand_peak.hpp"
#include "sim/model/report_scope.hpp"
#include "sim/model/site_supply.hpp"

namespace headroom::sim {
namespace {

constexpr double kMicrosecondsInHour = 3.6e9;
constexpr double kWattSecondsInKilowattHour = 3.6e6;
constexpr double kWattsInKilowatt = 1e3;
constexpr double kMicrowattsInKilowatt = 1e9;
constexpr double kPicojoulesInKilowattHour = 3.6e18;

double kilowatt_hours(Wide energy_pj) {
    return static_cast<double>(energy_pj) / kPicojoulesInKilowattHour;
}

double hours(std::int64_t us) {
    return static_cast<double>(us) / kMicrosecondsInHour;
}

double sum(const std::vector<double>& values) {
    double total = 0;
    for (const double value : values)
        total += value;
    return total;
}

// Carbon of a site over the measured window, kg.
struct Carbon {
    double operational_kg = 0;
    double market_kg = 0;
    bool is_known = true;
    bool has_market = false;
};

// What is added up over halls.
struct Totals {
    Wide it_pj = 0, loss_pj = 0, cooling_pj = 0, other_pj = 0;
    double water_kg = 0;
    bool has_cooling = true;  // of every hall that draws power

    [[nodiscard]] Wide facility_pj() const { return it_pj + loss_pj + cooling_pj + other_pj; }
};

class FacilityReport {
public:
    FacilityReport(const World& world, const RunRecord& record, Metrics& metrics)
        : world_(world),
          facility_(world.facility),
          record_(record.facility),
          fleet_of_job_(record.fleet),
          stopped_us_(record.stopped_at_us),
          window_us_(record.stopped_at_us - world.warmup_us),
          metrics_(metrics) {}

    void report() {
        report_run();
        for (std::size_t site = 0; site < facility_.sites.size(); ++site)
            report_site(site);
        for (std::size_t hall = 0; hall < world_.hall_names.size(); ++hall)
            report_hall(hall);
        for (std::size_t fleet = 0; fleet < world_.fleets.size(); ++fleet)
            report_fleet(fleet);
    }

private:
    void add(const char* name, const std::string& scope, double value, const char* unit) {
        metrics_.push_back({name, scope, value, unit});
    }

    [[nodiscard]] bool knows(std::size_t hall) const {
        for (const Fleet& fleet : world_.fleets) {
            const bool stands_here = fleet.hall >= 0 ? fleet.hall == static_cast<std::int32_t>(hall)
                                                     : hall == facility_.halls.size() - 1;
            if (stands_here && !fleet.power.is_known)
                return false;
        }
        return true;
    }

    void add_hall(std::size_t hall, Totals& totals) const {
        const HallRecord& part = record_.halls[hall];
        totals.it_pj += part.it_pj;
        totals.loss_pj += part.loss_pj;
        totals.cooling_pj += part.cooling_pj;
        totals.other_pj += part.other_pj;
        totals.water_kg += part.water_kg;
        totals.has_cooling =
            totals.has_cooling && (facility_.halls[hall].cooling || part.facility.energy_pj == 0);
    }

    void report_energy(const Totals& totals, const std::string& scope) {
        add("energy.it_kwh", scope, kilowatt_hours(totals.it_pj), "kWh");
        add("energy.loss_kwh", scope, kilowatt_hours(totals.loss_pj), "kWh");
        if (totals.has_cooling)
            add("energy.cooling_kwh", scope, kilowatt_hours(totals.cooling_pj), "kWh");
        add("energy.other_kwh", scope, kilowatt_hours(totals.other_pj), "kWh");
        add("energy.facility_kwh", scope, kilowatt_hours(totals.facility_pj()), "kWh");
        if (totals.it_pj == 0)
            return;
        const auto it = static_cast<double>(totals.it_pj);
        add("ppue", scope, (it + static_cast<double>(totals.loss_pj)) / it, "");
        if (!totals.has_cooling)
            return;
        add("pue", scope, static_cast<double>(totals.facility_pj()) / it, "");
        add("water.m3", scope, totals.water_kg / 1e3, "m3");
        add("wue", scope, totals.water_kg / kilowatt_hours(totals.it_pj), "l/kWh");
    }

    // `windows_w`: the same power over quarters of an hour.
    void report_power(const PowerRecord& power,
                      const std::vector<double>& windows_w,
                      const std::string& scope) {
        if (window_us_ > 0) {
            add("power.mean_kw", scope,
                static_cast<double>(power.energy_pj) / static_cast<double>(window_us_) /
                    kMicrowattsInKilowatt,
                "kW");
        }
        if (power.peak_uw >= 0) {
            add("power.peak_kw", scope, static_cast<double>(power.peak_uw) / kMicrowattsInKilowatt,
                "kW");
        }
        if (const auto peak_w = highest_quarter_hour_w(windows_w))
            add("power.peak_15min_kw", scope, *peak_w / kWattsInKilowatt, "kW");
    }

    // Of those that lie in the measured window as a whole.
    [[nodiscard]] std::optional<double> highest_quarter_hour_w(
        const std::vector<double>& means_w) const {
        const std::size_t full = static_cast<std::size_t>(stopped_us_ / kDemandWindowUs);
        std::optional<double> highest;
        for (std::size_t i = first_quarter_hour(); i < std::min(full, means_w.size()); ++i)
            highest = std::max(highest.value_or(means_w[i]), means_w[i]);
        return highest;
    }

    void report_limits(const PowerLimits& limits,
                       const PowerRecord& power,
                       const std::string& scope) {
        if (limits.limit_uw != kNoLimit)
            add("power.over_limit_h", scope, hours(power.over_limit_us), "h");
        if (limits.cap.is_set())
            add("power.over_cap_h", scope, hours(power.over_cap_us), "h");
    }

    // The first that begins in the measured window.
    [[nodiscard]] std::size_t first_quarter_hour() const {
        return static_cast<std::size_t>((world_.warmup_us + kDemandWindowUs - 1) / kDemandWindowUs);
    }

    // Energies of quarters of an hour in the measured window, kWh; one that the warm-up or the end
    // cuts counts with what is inside.
    [[nodiscard]] std::vector<double> quarter_hours_kwh(const std::vector<double>& means_w) const {
        std::vector<double> energy_kwh;
        for (std::size_t i = 0; i < means_w.size(); ++i) {
            const std::int64_t begin_us = static_cast<std::int64_t>(i) * kDemandWindowUs;
            const std::int64_t from_us = std::max(begin_us, world_.warmup_us);
            const std::int64_t to_us = std::min(begin_us + kDemandWindowUs, stopped_us_);
            const double length_s =
                static_cast<double>(std::max<std::int64_t>(to_us - from_us, 0)) / 1e6;
            energy_kwh.push_back(means_w[i] * length_s / kWattSecondsInKilowattHour);
        }
        return energy_kwh;
    }

    [[nodiscard]] SupplyRecord supply_of(std::size_t site) const {
        return supply_site(*facility_.sites[site].supply, world_.start_unix_us,
                           record_.sites[site].quarter_hours_w);
    }

    // What a site takes from its grid, by quarters of an hour.
    [[nodiscard]] std::vector<double> from_grid_w(std::size_t site) const {
        return facility_.sites[site].supply ? supply_of(site).import_w
                                            : record_.sites[site].quarter_hours_w;
    }

    void report_supply(std::size_t site, const std::string& scope) {
        if (!facility_.sites[site].supply)
            return;
        const SupplyRecord supply = supply_of(site);
        add("grid.import_kwh", scope, sum(quarter_hours_kwh(supply.import_w)), "kWh");
        add("grid.export_kwh", scope, sum(quarter_hours_kwh(supply.export_w)), "kWh");
        add("grid.unmet_kwh", scope, sum(quarter_hours_kwh(supply.unmet_w)), "kWh");
        if (const auto peak_w = highest_quarter_hour_w(supply.import_w))
            add("grid.peak_15min_kw", scope, *peak_w / kWattsInKilowatt, "kW");
        add("battery.cycles", scope, supply.cycles, "");
    }

    // The largest fall at an iteration's edge of a single job that ran.
    void report_swing() {
        if (facility_.swing_uw.empty())
            return;
        const std::size_t kinds = facility_.kinds.size();
        Wide largest_uw = 0;
        for (std::size_t job = 0; job < world_.jobs.size(); ++job) {
            if (fleet_of_job_[job] < 0)
                continue;
            const std::size_t kind = world_.load_kind.empty() ? 0 : world_.load_kind[job];
            const auto fleet = static_cast<std::size_t>(fleet_of_job_[job]);
            largest_uw = std::max(largest_uw, static_cast<Wide>(world_.jobs[job].gpus) *
                                                  facility_.swing_uw[fleet * kinds + kind]);
        }
        add("power.swing_kw", "", static_cast<double>(largest_uw) / kMicrowattsInKilowatt, "kW");
    }

    [[nodiscard]] Carbon carbon_of(std::size_t site) const {
        const SiteFacility& what = facility_.sites[site];
        if (!what.intensity_g_per_kwh)
            return {0, 0, false, false};
        const std::vector<double> energy = quarter_hours_kwh(from_grid_w(site));
        const EnergyBins bins{world_.start_unix_us, kDemandWindowUs, energy};
        Carbon carbon;
        carbon.operational_kg = operational_kg(bins, *what.intensity_g_per_kwh);
        carbon.has_market = what.has_contract;
        carbon.market_kg = what.has_contract
                               ? market_based_kg(bins, *what.intensity_g_per_kwh, what.contract)
                               : carbon.operational_kg;
        return carbon;
    }

    void report_carbon(const Carbon& carbon, Wide it_pj, const std::string& scope) {
        if (!carbon.is_known)
            return;
        add("carbon.operational_kg", scope, carbon.operational_kg, "kg");
        if (carbon.has_market)
            add("carbon.market_kg", scope, carbon.market_kg, "kg");
        if (it_pj > 0)
            add("cue", scope,
                carbon_usage_effectiveness(carbon.operational_kg, kilowatt_hours(it_pj)), "kg/kWh");
    }

    // Of nodes in service within the window, down or not; none where no fleet's is known.
    [[nodiscard]] std::optional<double> embodied_of(std::size_t fleet) const {
        const FleetRacks& what = facility_.fleets[fleet];
        if (what.embodied_kg <= 0 || what.embodied_life_us <= 0)
            return std::nullopt;
        const Fleet& nodes = world_.fleets[fleet];
        const std::int64_t from_us = std::max(world_.warmup_us, nodes.in_service_us);
        const double used_h = hours(std::max<std::int64_t>(stopped_us_ - from_us, 0));
        return nodes.nodes * embodied_kg(what.embodied_kg, hours(what.embodied_life_us), used_h);
    }

    void report_slowness(Wide slowed_q20, const std::string& scope) {
        if (facility_.has_speeds()) {
            add("power.capped_gpu_h", scope,
                gpu_hours(slowed_q20 / static_cast<Wide>(kReferenceSpeedQ20)), "GPUh");
        }
    }

    void report_run() {
        Totals totals;
        bool is_known = true;
        for (std::size_t hall = 0; hall < record_.halls.size(); ++hall) {
            add_hall(hall, totals);
            is_known = is_known && knows(hall);
        }
        if (is_known) {
            report_energy(totals, "");
            report_power(record_.run, record_.quarter_hours_w, "");
            add("power.step_kw", "",
                static_cast<double>(record_.largest_step_uw) / kMicrowattsInKilowatt, "kW");
            report_swing();
            report_months();
            report_carbon(run_carbon(), totals.it_pj, "");
        }
        Wide slowed_q20 = 0;
        for (const Wide fleet : record_.slowed_gpu_q20)
            slowed_q20 += fleet;
        report_slowness(slowed_q20, "");
        std::optional<double> embodied;
        for (std::size_t fleet = 0; fleet < world_.fleets.size(); ++fleet) {
            if (const auto part = embodied_of(fleet))
                embodied = embodied.value_or(0) + *part;
        }
        if (embodied)
            add("carbon.embodied_kg", "", *embodied, "kg");
    }

    // Known only if every hall that draws power is on a site whose grid is known.
    [[nodiscard]] Carbon run_carbon() const {
        Carbon sum;
        for (std::size_t hall = 0; hall < record_.halls.size(); ++hall) {
            if (facility_.halls[hall].site < 0 && record_.halls[hall].facility.energy_pj > 0)
                sum.is_known = false;
        }
        for (std::size_t site = 0; site < facility_.sites.size(); ++site) {
            if (record_.sites[site].grid.energy_pj == 0)
                continue;
            const Carbon part = carbon_of(site);
            sum.is_known = sum.is_known && part.is_known;
            sum.operational_kg += part.operational_kg;
            sum.market_kg += part.market_kg;
            sum.has_market = sum.has_market || part.has_market;
        }
        return sum;
    }

    void report_months() {
        if (!world_.has_calendar)
            return;
        const std::size_t first = first_quarter_hour();
        const std::vector<double>& all = record_.quarter_hours_w;
        const std::size_t full =
            std::min(all.size(), static_cast<std::size_t>(stopped_us_ / kDemandWindowUs));
        if (first >= full)
            return;
        const std::int64_t begin_us =
            world_.start_unix_us + static_cast<std::int64_t>(first) * kDemandWindowUs;
        for (const DemandPeak& month :
             demand_peaks(Instant{begin_us}, std::span(all).subspan(first, full - first)))
            add("power.peak_15min_kw", "month=" + month.month, month.peak_w / kWattsInKilowatt,
                "kW");
    }

    void report_site(std::size_t index) {
        const SiteFacility& site = facility_.sites[index];
        const std::string scope = "site=" + site.name;
        Totals totals;
        bool is_known = true;
        for (std::size_t hall = 0; hall < record_.halls.size(); ++hall) {
            if (facility_.halls[hall].site != static_cast<std::int32_t>(index))
                continue;
            add_hall(hall, totals);
            is_known = is_known && knows(hall);
        }
        if (!is_known)
            return;
        report_energy(totals, scope);
        report_power(record_.sites[index].grid, record_.sites[index].quarter_hours_w, scope);
        report_limits(site.grid, record_.sites[index].grid, scope);
        report_supply(index, scope);
        report_carbon(carbon_of(index), totals.it_pj, scope);
    }

    void report_hall(std::size_t index) {
        if (!knows(index))
            return;
        const HallFacility& hall = facility_.halls[index];
        const HallRecord& record = record_.halls[index];
        const std::string scope = "hall=" + world_.hall_names[index];
        Totals totals;
        add_hall(index, totals);
        report_energy(totals, scope);
        report_power(record.feed, record.quarter_hours_w, scope);
        report_limits(hall.hall, record.feed, scope);
        if (hall.feed_lost_uw != kNoLimit)
            add("power.over_lost_feed_h", scope, hours(record.over_feed_lost_us), "h");
        add("power.step_kw", scope,
            static_cast<double>(record.largest_step_uw) / kMicrowattsInKilowatt, "kW");
        if (hall.cooling)
            add("cooling.overloaded_h", scope, hours(record.overloaded_cooling_us), "h");
        if (hall.thermal && record.hottest_gpu_mc >= 0) {
            add("gpu.hottest_c", scope, static_cast<double>(record.hottest_gpu_mc) / 1e3, "degC");
            add("gpu.throttled_gpu_h", scope, gpu_hours(record.throttled_gpu_us), "GPUh");
            add("gpu.overheated_h", scope, hours(record.overheated_us), "h");
        }
        report_small_domains(index, scope);
    }

    // The worst of the racks, and of the rows.
    void report_small_domains(std::size_t index, const std::string& scope) {
        const HallFacility& hall = facility_.halls[index];
        const auto report = [&](const auto& domains, const std::vector<PowerRecord>& records,
                                const PowerLimits& limits, const std::string& word) {
            std::int64_t peak_uw = -1;
            std::int64_t over_us = 0;
            std::int64_t over_cap_us = 0;
            for (std::size_t i = 0; i < domains.size(); ++i) {
                if (domains[i].hall != static_cast<std::int32_t>(index))
                    continue;
                peak_uw = std::max(peak_uw, records[i].peak_uw);
                over_us = std::max(over_us, records[i].over_limit_us);
                over_cap_us = std::max(over_cap_us, records[i].over_cap_us);
            }
            if (peak_uw < 0)
                return;
            metrics_.push_back({"power." + word + "_peak_kw", scope,
                                static_cast<double>(peak_uw) / kMicrowattsInKilowatt, "kW"});
            if (limits.limit_uw != kNoLimit)
                metrics_.push_back({"power." + word + "_over_limit_h", scope, hours(over_us), "h"});
            if (limits.cap.is_set())
                metrics_.push_back(
                    {"power." + word + "_over_cap_h", scope, hours(over_cap_us), "h"});
        };
        report(facility_.racks, record_.racks, hall.rack, "rack");
        report(facility_.rows, record_.rows, hall.row, "row");
    }

    void report_fleet(std::size_t index) {
        const std::string scope = "fleet=" + world_.fleets[index].name;
        if (world_.fleets[index].power.is_known) {
            const PowerRecord& power = record_.fleets[index];
            sim::report_power({power.energy_pj, power.peak_uw}, window_us_, scope, metrics_);
        }
        report_slowness(record_.slowed_gpu_q20[index], scope);
        if (const auto embodied = embodied_of(index))
            add("carbon.embodied_kg", scope, *embodied, "kg");
    }

    const World& world_;
    const Facility& facility_;
    const FacilityRecord& record_;
    const std::vector<std::int16_t>& fleet_of_job_;  // the last that it ran on; -1: none
    std::int64_t stopped_us_;
    std::int64_t window_us_;
    Metrics& metrics_;
};

}  // namespace

void report_facility(const World& world, const RunRecord& record, Metrics& metrics) {
    FacilityReport(world, record, metrics).report();
}

}  // namespace headroom::sim
