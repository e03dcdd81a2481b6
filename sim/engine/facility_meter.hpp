#pragma once

// Meters on everything that draws power: halls by what it is for, sites, racks, rows, fleets and
// the whole run. Reads what FacilityLoad settled.

#include <vector>

#include "sim/engine/facility_load.hpp"
#include "sim/engine/power_integral.hpp"
#include "sim/model/facility_record.hpp"

namespace headroom::sim {

class FacilityMeter {
public:
    explicit FacilityMeter(const World& world);

    // After FacilityLoad::settle().
    void read(std::int64_t now_us, const FacilityLoad& load);
    void read_fleet(std::int64_t now_us, std::uint32_t fleet, std::int64_t power_uw) {
        fleets_[fleet].set(now_us, power_uw);
    }
    [[nodiscard]] FacilityRecord finish(std::int64_t now_us);

private:
    struct HallMeter {
        PowerIntegral facility, it, loss, cooling, other;
        PowerIntegral feed;
        PowerIntegral feed_lost;   // the same against what one feed less can carry
        LargestStep largest_step;  // of all that it draws
        PowerIntegral above_cap;
        PowerMeans it_means, means, quarter_hours;
        HallPower power;
        std::int64_t since_us = 0;
        std::int64_t overloaded_us = 0;
        double water_kg = 0;
    };
    struct SiteMeter {
        PowerIntegral grid, above_cap;
        PowerMeans quarter_hours;
    };

    void read_hall(std::int64_t now_us, std::uint32_t hall, const FacilityLoad& load);
    void count_water(std::int64_t now_us, HallMeter& meter) const;

    const World& world_;
    std::vector<HallMeter> halls_;
    std::vector<SiteMeter> sites_;
    // A rack or a row.
    struct SmallMeter {
        PowerIntegral power, above_cap;

        void set(std::int64_t now_us, std::int64_t power_uw, std::int64_t cap_uw);
    };
    std::vector<SmallMeter> racks_, rows_;
    std::vector<PowerIntegral> fleets_;
    PowerIntegral run_, run_it_;
    PowerMeans run_quarter_hours_;
    std::int64_t run_uw_ = 0, run_it_uw_ = 0;
    LargestStep largest_step_;
};

}  // namespace headroom::sim
