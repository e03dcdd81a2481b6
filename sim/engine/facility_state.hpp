#pragma once

// The facility during a run: which job draws what where, how fast it runs, and when. State tells it
// what happens; it answers when clocked jobs end and whether the power for a job is there.

#include <cstdint>
#include <vector>

#include "sim/core/node_table.hpp"
#include "sim/engine/facility_load.hpp"
#include "sim/engine/facility_meter.hpp"
#include "sim/engine/hall_temperatures.hpp"

namespace headroom::sim {

// Its verbs are cold to the compiler: inlined into the engine's loop they would cost every run that
// models no facility some percent.
class FacilityState {
public:
    explicit FacilityState(const World& world);

    // Do jobs run by clocks of this facility?
    [[nodiscard]] bool has_speeds() const { return has_speeds_; }
    [[nodiscard]] bool has_admission() const { return has_admission_; }

    // When a clocked job ends; the next control instant.
    [[nodiscard]] std::int64_t next_end_us() const { return load_.cohorts().next_us(); }
    [[nodiscard]] std::uint32_t next_end_slot() const { return load_.cohorts().next_slot(); }
    [[nodiscard]] std::int64_t next_tick_us() const { return next_tick_us_; }

    void put_in_service(FleetId fleet);
    void fail(FleetId fleet, std::uint32_t node) { load_.change_nodes(fleet, node, 1, -1); }
    void repair(FleetId fleet, std::uint32_t node) { load_.change_nodes(fleet, node, 1, 1); }

    struct Start {
        std::uint32_t slot = 0;
        JobId job;
        FleetId fleet;
        Seat seat;
        std::int64_t work_us = 0;  // at reference speed
        std::uint32_t sequence = 0;
    };
    [[gnu::cold, gnu::noinline]] void start(std::int64_t now_us,
                                            const Start& start,
                                            const NodeTable<Solo>& table);
    // Before its seat is given back.
    [[gnu::cold, gnu::noinline]] void end(std::int64_t now_us,
                                          std::uint32_t slot,
                                          Seat seat,
                                          const NodeTable<Solo>& table);
    // Which start holds the slot; kNoStart: none does.
    static constexpr std::uint32_t kNoStart = 0xFFFFFFFF;
    [[nodiscard]] std::uint32_t sequence_of(std::uint32_t slot) const {
        return jobs_[slot].sequence;
    }
    // Work done since it started, µs at reference speed, rounded down.
    [[nodiscard, gnu::cold, gnu::noinline]] std::int64_t done_us(std::int64_t now_us,
                                                                 std::uint32_t slot) const;

    // The control instant of now. True if jobs that were refused may be admitted.
    [[gnu::cold, gnu::noinline]] bool tick(std::int64_t now_us);
    // After the scheduling pass.
    [[gnu::cold, gnu::noinline]] void settle(std::int64_t now_us);

    // What a job draws above idle at full speed, and whether there is power for it on the fleet
    // now.
    [[nodiscard, gnu::cold, gnu::noinline]] std::int64_t demand_uw(JobId job, FleetId fleet) const;
    [[nodiscard]] std::int64_t demand_of_slot(std::uint32_t slot) const {
        return load_.demand_of(jobs_[slot].load);
    }
    [[nodiscard, gnu::cold, gnu::noinline]] bool admits(JobId job, FleetId fleet) const;
    [[nodiscard, gnu::cold, gnu::noinline]] bool admits(std::span<const std::int64_t> demand_uw,
                                                        JobId job,
                                                        FleetId fleet) const;
    [[nodiscard]] const std::vector<std::int64_t>& demand_uw() const { return load_.demand_uw(); }
    [[nodiscard]] std::uint32_t hall_of(FleetId fleet) const;
    // The most GPUs for which a job like this would be admitted on the fleet, of at most so many.
    [[nodiscard, gnu::cold, gnu::noinline]] std::int64_t most_admitted(JobId like,
                                                                       FleetId fleet,
                                                                       std::int64_t gpus) const;
    // The same of a job that draws so much a GPU, rounded down.
    [[nodiscard, gnu::cold, gnu::noinline]] std::int64_t most_admitted(std::int64_t per_gpu_uw,
                                                                       FleetId fleet,
                                                                       std::int64_t gpus) const;

    [[nodiscard]] const FacilityLoad& load() const { return load_; }
    [[nodiscard]] FacilityRecord finish(std::int64_t now_us);

private:
    struct JobLoad {
        FacilityLoad::Load load;
        std::uint32_t cohort = 0;
        FleetId fleet;
        std::uint32_t sequence = 0;
        Wide begin_q20 = 0;
    };

    [[nodiscard]] FacilityLoad::Load load_of(JobId job, FleetId fleet) const;
    template <class DemandOf>
    [[nodiscard]] std::int64_t find_most(FleetId fleet,
                                         std::int64_t gpus,
                                         DemandOf demand_of) const;
    void step_temperatures(std::int64_t now_us);
    void read_heat(std::int64_t now_us);
    [[nodiscard]] std::int64_t next_step_us(std::int64_t now_us) const;
    void find_parts(FleetId fleet, Seat seat, std::int64_t gpus, const NodeTable<Solo>& table);

    // A hall whose temperatures are modelled.
    struct HeatedHall {
        std::uint32_t hall = 0;
        HallTemperatures temperatures;
        double hottest_gpu_c = -1;  // none was measured
        std::int64_t overheated_us = 0;
        Wide throttled_gpu_us = 0;
    };

    const World& world_;
    FacilityLoad load_;
    FacilityMeter meter_;
    bool has_speeds_;
    bool has_admission_;
    bool has_assumed_activity_ = false;
    std::int64_t next_tick_us_ = 0;
    std::int64_t next_weather_us_ = 0;  // or cap
    std::vector<HeatedHall> heated_;
    std::vector<JobLoad> jobs_;    // by slot
    std::vector<RackPart> parts_;  // of the job at hand
};

}  // namespace headroom::sim
