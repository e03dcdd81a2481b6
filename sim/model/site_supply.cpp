#include "sim/model/site_supply.hpp"

#include <algorithm>

#include "sim/model/power/energy_store.hpp"

namespace headroom::sim {
namespace {

constexpr std::int64_t kQuarterHour_us = 900'000'000;
constexpr double kQuarterHour_s = 900;
constexpr double kWattSecondsInKilowattHour = 3.6e6;

}  // namespace

SupplyRecord supply_site(const SiteSupply& supply,
                         std::int64_t start_unix_us,
                         std::span<const double> load_w,
                         std::size_t first) {
    std::vector<double> generation_w;
    for (std::size_t i = 0; supply.generation_w && i < load_w.size(); ++i) {
        const std::int64_t begin_us =
            start_unix_us + static_cast<std::int64_t>(i) * kQuarterHour_us;
        generation_w.push_back(
            supply.generation_w->mean_over(begin_us, begin_us + kQuarterHour_us));
    }
    const StoreCourse course =
        dispatch_store(supply.battery, supply.use, load_w, generation_w, kQuarterHour_s);
    SupplyRecord record;
    record.cycles = course.cycles;
    for (std::size_t i = 0; i < course.steps.size(); ++i) {
        const StoreStep& step = course.steps[i];
        record.import_w.push_back(step.import_w);
        if (i < first)
            continue;
        const double kwh_per_w = kQuarterHour_s / kWattSecondsInKilowattHour;
        record.import_kwh += step.import_w * kwh_per_w;
        record.export_kwh += step.export_w * kwh_per_w;
        record.unmet_kwh += step.unmet_w * kwh_per_w;
        record.peak_w = std::max(record.peak_w, step.import_w);
    }
    return record;
}

}  // namespace headroom::sim
