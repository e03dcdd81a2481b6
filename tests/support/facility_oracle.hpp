#pragma once

// The facility of sim/README.md a second time, slow and obvious: cohorts, levels and powers of all
// domains worked out anew at each instant, levels by looking from 60 down to 0. It shares only the
// types and the pure models of a hall's power with the engine it judges.

#include <cstdint>
#include <map>
#include <vector>

#include "sim/model/facility_record.hpp"
#include "sim/model/hall_power.hpp"
#include "sim/world/world.hpp"

namespace headroom::sim {

// A running job as the facility sees it.
struct PoweredJob {
    std::size_t job = 0;
    std::size_t fleet = 0;
    std::map<std::size_t, std::int64_t> gpus_by_node;  // empty in a pool
    std::int64_t speed_q20 = kReferenceSpeedQ20;       // found by settle()
};

class FacilityOracle {
public:
    explicit FacilityOracle(const World& world);

    [[nodiscard]] bool is_on() const { return world_.facility.is_on; }
    [[nodiscard]] bool has_admission() const;
    // The first control instant after now; the largest number there is if there is none.
    [[nodiscard]] std::int64_t next_tick_us(std::int64_t now_us) const;

    // Which nodes of a fleet have power; a fleet that is not in service has none.
    void set_node(std::size_t fleet, std::size_t node, bool is_up) { is_up_[fleet][node] = is_up; }
    void put_in_service(std::size_t fleet);

    // Above idle at full speed.
    [[nodiscard]] std::int64_t demand_uw(std::size_t like_job,
                                         std::int64_t gpus,
                                         std::size_t fleet) const;
    [[nodiscard]] std::size_t hall_of(std::size_t fleet) const;
    // Is there power for so much more on this fleet, beside `demand_uw` above idle in each hall?
    [[nodiscard]] bool admits(std::int64_t now_us,
                              std::vector<std::int64_t> demand_uw,
                              std::size_t fleet,
                              std::int64_t extra_uw) const;

    // Finds the speed of each job and the power of everything from now on.
    void settle(std::int64_t now_us, std::vector<PoweredJob>& jobs);
    // All that settle() found is held until `to_us`.
    void hold(std::int64_t from_us, std::int64_t to_us, const std::vector<PoweredJob>& jobs);
    [[nodiscard]] FacilityRecord take();

private:
    struct Levels {
        int deferrable = kNoCapLevel;
        int other = kNoCapLevel;
    };
    struct Cohort {
        std::size_t fleet = 0;
        std::size_t kind = 0;
        std::map<std::size_t, std::int64_t> weight_by_rack;
        std::int64_t weight = 0;
        int of_racks = kNoCapLevel;  // the lowest level of its racks
        int of_rows = kNoCapLevel;   // and of its rows
        int level = kNoCapLevel;
        std::vector<std::size_t> jobs;  // index among the running
    };
    struct Mean {
        std::vector<Wide> pj;  // by step
        void add(std::int64_t step_us, std::int64_t uw, std::int64_t from_us, std::int64_t to_us);
        [[nodiscard]] std::vector<double> take(std::int64_t step_us, std::int64_t end_us) const;
    };

    [[nodiscard]] bool is_slowing_racks(std::size_t hall) const;
    [[nodiscard]] std::size_t kind_of(std::size_t job) const;
    [[nodiscard]] std::int64_t activity_of(std::size_t job) const;
    [[nodiscard]] std::int64_t cap_now(const PowerCap& cap, std::int64_t now_us) const;
    [[nodiscard]] std::vector<std::size_t> racks_of_row(std::size_t row) const;
    [[nodiscard]] int tier(const Cohort& cohort, Levels levels) const;
    [[nodiscard]] std::int64_t above_idle_uw(const Cohort& cohort,
                                             std::int64_t weight,
                                             int level) const;

    struct Span {
        std::int64_t from_us = 0;
        std::int64_t to_us = 0;
        std::int64_t measured_us = 0;  // of it, after the warm-up
    };
    void hold_hall(std::size_t hall, const Span& span);
    void hold_others(const Span& span);

    void gather(const std::vector<PoweredJob>& jobs);
    void limit_racks(std::int64_t now_us);
    void limit_rows(std::int64_t now_us);
    void limit_halls_and_sites(std::int64_t now_us);

    struct Nodes {
        std::int64_t idle_uw = 0;
        HallUse use;
    };
    [[nodiscard]] Nodes nodes_of_rack(std::size_t rack) const;
    [[nodiscard]] Nodes nodes_of_row(std::size_t row) const;
    [[nodiscard]] Nodes nodes_of_hall(std::size_t hall) const;
    [[nodiscard]] HallPower power_of_hall(std::int64_t now_us,
                                          std::size_t hall,
                                          std::int64_t more_uw) const;

    const World& world_;
    std::vector<std::vector<bool>> is_up_;  // [fleet][node]; none before it is in service
    std::vector<Cohort> cohorts_;

    // As settled.
    std::vector<HallPower> halls_;
    std::vector<std::int64_t> hall_caps_uw_, sites_uw_, site_caps_uw_;
    std::vector<std::int64_t> racks_uw_, rows_uw_, fleets_uw_;

    FacilityRecord record_;
    std::vector<Mean> it_means_, facility_means_, hall_quarters_, site_quarters_;
    Mean run_quarters_;
    std::vector<std::int64_t> held_before_uw_;  // [hall], and of the run; empty: nothing was held
    std::int64_t end_us_ = 0;
};

}  // namespace headroom::sim
