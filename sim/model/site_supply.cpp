#include "sim/model/site_supply.hpp"

#include "sim/model/power/demand_peak.hpp"
#include "sim/model/power/energy_store.hpp"

namespace headroom::sim {
namespace {

constexpr double kQuarterHour_s = 900;

}  // namespace

SupplyRecord supply_site(const SiteSupply& supply,
                         std::int64_t start_unix_us,
                         std::span<const double> load_w) {
    std::vector<double> generation_w;
    for (std::size_t i = 0; supply.generation_w && i < load_w.size(); ++i) {
        const std::int64_t begin_us =
            start_unix_us + static_cast<std::int64_t>(i) * kDemandWindowUs;
        generation_w.push_back(
            supply.generation_w->mean_over(begin_us, begin_us + kDemandWindowUs));
    }
    const StoreCourse course =
        dispatch_store(supply.battery, supply.use, load_w, generation_w, kQuarterHour_s);
    SupplyRecord record;
    record.cycles = course.cycles;
    for (const StoreStep& step : course.steps) {
        record.import_w.push_back(step.import_w);
        record.export_w.push_back(step.export_w);
        record.unmet_w.push_back(step.unmet_w);
    }
    return record;
}

}  // namespace headroom::sim
