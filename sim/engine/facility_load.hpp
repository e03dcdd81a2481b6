#pragma once

// What the running jobs and the nodes draw, hall by hall and rack by rack, and the levels at which
// caps hold them: the power side of a run, without meters. Changes are gathered during an instant
// and settled once, after the scheduling pass.

#include <cstdint>
#include <span>
#include <vector>

#include "sim/engine/cohorts.hpp"
#include "sim/engine/load_table.hpp"
#include "sim/model/hall_power.hpp"
#include "sim/world/world.hpp"

namespace headroom::sim {

// So many GPUs of a job in one rack.
struct RackPart {
    std::uint32_t rack = 0;
    std::int64_t gpus = 0;
};

// Nodes with power, of a rack, a row, a hall.
struct PoweredNodes {
    std::int64_t idle_uw = 0;
    HallUse use;
};

class FacilityLoad {
public:
    explicit FacilityLoad(const World& world);

    // A node goes into service, comes back (+1) or goes down (-1); its chassis keeps its power.
    void change_nodes(FleetId fleet, std::uint32_t first_node, std::uint32_t nodes, int by);
    void add_chassis(FleetId fleet);

    // A job with `weight` millionths of active GPUs begins; the cohort it joins.
    struct Load {
        std::uint32_t ladder = 0;
        std::int64_t gpus = 0;
        std::int64_t activity_ppm = 0;
        [[nodiscard]] std::int64_t weight() const { return gpus * activity_ppm; }
    };
    [[nodiscard]] std::uint32_t add(std::int64_t now_us,
                                    const Load& load,
                                    std::span<const RackPart> parts);
    void remove(std::uint32_t cohort, const Load& load, std::span<const RackPart> parts);

    // Weather and caps of now.
    void tick(std::int64_t now_us);
    // The next instant after `now_us` at which they may change.
    [[nodiscard]] std::int64_t next_tick_us(std::int64_t now_us) const;
    // A ceiling for the jobs of a rack, of its temperature.
    void set_ceiling(std::uint32_t rack, std::int16_t ceiling);

    // Finds the levels and powers of what changed. The halls and racks that did, until the next
    // settle().
    void settle(std::int64_t now_us);
    [[nodiscard]] std::span<const std::uint32_t> settled_halls() const { return settled_halls_; }
    [[nodiscard]] std::span<const std::uint32_t> settled_racks() const { return settled_racks_; }
    [[nodiscard]] std::span<const std::uint32_t> settled_rows() const { return settled_rows_; }

    // As settled.
    [[nodiscard]] const HallPower& hall_power_of(std::uint32_t hall) const {
        return halls_[hall].power;
    }
    [[nodiscard]] std::int64_t rack_feed_uw(std::uint32_t rack) const;
    [[nodiscard]] std::int64_t row_feed_uw(std::uint32_t row) const;
    // What caps them now; kNoLimit: nothing.
    [[nodiscard]] std::int64_t rack_cap_uw(std::uint32_t rack) const;
    [[nodiscard]] std::int64_t row_cap_uw(std::uint32_t row) const;
    [[nodiscard]] std::int64_t fleet_uw(std::uint32_t fleet) const { return fleets_[fleet]; }
    [[nodiscard]] std::int64_t rack_nodes_uw(std::uint32_t rack) const {
        return racks_[rack].nodes_uw;
    }
    [[nodiscard]] std::span<const std::uint32_t> racks_of(std::uint32_t hall) const {
        return halls_[hall].racks;
    }
    // Active GPUs of the jobs in a rack, in millionths.
    [[nodiscard]] std::int64_t rack_weight(std::uint32_t rack) const;
    // The level at which caps of hall and site hold all but deferrable work.
    [[nodiscard]] std::int16_t common_level(std::uint32_t hall) const;
    // Of the weather of the last tick.
    [[nodiscard]] const PreparedCooling* cooling_of(std::uint32_t hall) const;
    [[nodiscard]] bool is_hall_above_cap(std::uint32_t hall) const;
    [[nodiscard]] bool is_site_above_cap(std::uint32_t site) const;
    [[nodiscard]] std::int64_t site_power_uw(std::uint32_t site) const;

    // Would the caps that are kept by admission still hold at full speed with `extra_uw` more in
    // this hall, beside `demand_uw` above idle in each hall?
    [[nodiscard]] bool admits(std::span<const std::int64_t> demand_uw,
                              std::uint32_t hall,
                              std::int64_t extra_uw) const;
    // Of the running jobs at full speed, [hall].
    [[nodiscard]] const std::vector<std::int64_t>& demand_uw() const { return demand_uw_; }
    [[nodiscard]] std::int64_t demand_of(const Load& load) const;

    [[nodiscard]] Cohorts& cohorts() { return cohorts_; }
    [[nodiscard]] const Cohorts& cohorts() const { return cohorts_; }

private:
    struct Member {
        std::uint32_t cohort = 0;
        std::int64_t weight = 0;  // may be 0: jobs that hold GPUs and do nothing
        std::int64_t parts = 0;   // of jobs
    };
    // A rack or a row.
    struct Domain {
        PoweredNodes nodes;
        std::vector<Member> members;
        TierLevels levels;
        std::int16_t ceiling = kNoCapLevel;  // of its temperature
        std::int64_t nodes_uw = 0;           // as settled
        bool is_changed = false;
    };
    struct HallLoad {
        PoweredNodes nodes;
        LoadTable table;
        std::vector<std::uint32_t> cohorts;
        std::vector<std::uint32_t> racks;
        PreparedCooling cooling;
        std::int64_t cap_uw = kNoLimit, row_cap_uw = kNoLimit, rack_cap_uw = kNoLimit;
        TierLevels levels;
        std::int64_t above_idle_uw = 0;  // as settled
        HallPower power;                 // as settled
        bool is_changed = true;
    };
    struct SiteLoad {
        std::int64_t cap_uw = kNoLimit;
        TierLevels levels;
        std::vector<std::uint32_t> halls;
    };

    [[nodiscard]] std::uint32_t hall_of_fleet(std::size_t fleet) const {
        const std::int32_t hall = world_.fleets[fleet].hall;
        return hall >= 0 ? static_cast<std::uint32_t>(hall)
                         : static_cast<std::uint32_t>(facility_.halls.size() - 1);
    }
    [[nodiscard]] bool has_small_domains(std::uint32_t hall) const {
        return facility_.halls[hall].has_small_domains();
    }
    [[nodiscard]] std::uint32_t cohort_for(std::int64_t now_us,
                                           const Load& load,
                                           std::span<const RackPart> parts);
    void change(std::uint32_t cohort, const Load& load, std::span<const RackPart> parts, int by);
    static void change_member(Domain& domain, const Member& by);
    [[nodiscard]] Weather weather_at(std::int32_t site, std::int64_t now_us) const;
    void mark_hall(std::uint32_t hall);
    void mark_rack(std::uint32_t rack);
    void mark_row(std::uint32_t row);
    void recheck(const Domain& domain);
    void retire_emptied();

    void settle_small_domains();
    void find_rack_levels(std::uint32_t rack);
    void find_row_levels(std::uint32_t row);
    void update_ceiling(std::uint32_t cohort);
    void find_hall_levels(std::uint32_t hall);
    void find_site_levels(std::uint32_t site);
    void apply_levels(std::int64_t now_us, std::uint32_t hall);
    void settle_racks();
    [[nodiscard]] HallPower power_at(std::uint32_t hall, std::int64_t above_idle_uw) const;

    const World& world_;
    const Facility& facility_;
    Cohorts cohorts_;
    std::vector<HallLoad> halls_;
    std::vector<SiteLoad> sites_;
    std::vector<Domain> racks_;
    std::vector<Domain> rows_;
    std::vector<std::int64_t> fleets_;  // nodes and jobs, µW, as settled
    std::vector<std::int64_t> demand_uw_;
    std::vector<std::uint32_t> rack_cohort_;  // [rack × kinds + kind]; kNowhere: not open
    std::vector<std::uint32_t> hall_cohort_;  // [ladder]
    std::vector<std::uint32_t> changed_halls_, changed_racks_, changed_rows_;
    std::vector<std::uint32_t> settled_halls_, settled_racks_, settled_rows_;
    std::vector<std::uint32_t> rechecked_;  // cohorts whose ceiling may have changed, or that a
                                            // job joined: nobody cared while they were empty
    std::vector<std::uint32_t> emptied_;    // cohorts of single jobs that ended
};

}  // namespace headroom::sim
