#pragma once

// Running jobs that share a ladder and a level, and so a speed: a cohort has one virtual clock and
// the ends of its jobs on it. A cap moves one clock and not every end.

#include <cstdint>
#include <vector>

#include "sim/engine/earliest.hpp"
#include "sim/engine/virtual_clock.hpp"
#include "sim/world/facility.hpp"

namespace headroom::sim {

struct Cohort {
    std::uint32_t ladder = 0;  // index of Facility::ladders
    std::uint32_t fleet = 0;
    bool is_deferrable = false;
    std::int16_t rack_ceiling = kNoCapLevel;  // the lowest of its racks
    std::int16_t ceiling = kNoCapLevel;       // of its racks and rows
    std::int16_t level = kNoCapLevel;
    std::int64_t gpus = 0;
    std::int64_t weight = 0;                 // millionths of active GPUs
    std::int64_t power_uw = 0;               // above idle, as metered
    std::vector<std::uint32_t> racks, rows;  // those that may slow it

    VirtualClock clock;
    std::int64_t counted_us = 0;  // until when its slowness is counted
    struct End {
        Wide reading = 0;
        std::uint32_t sequence = 0;
        std::uint32_t slot = 0;
    };
    std::vector<End> ends;  // a heap, the first on top; void once its job was cut short
};

class Cohorts {
public:
    // `fleets`: how many; `from_us`: slowness before it is not counted.
    Cohorts(const Facility& facility, std::size_t fleets, std::int64_t from_us);

    [[nodiscard]] std::uint32_t open(std::int64_t now_us, std::uint32_t ladder);
    void close(std::uint32_t cohort) { closed_.push_back(cohort); }  // it is empty

    [[nodiscard]] Cohort& at(std::uint32_t cohort) { return cohorts_[cohort]; }
    [[nodiscard]] const Cohort& at(std::uint32_t cohort) const { return cohorts_[cohort]; }

    // A job with so much work at reference speed begins, ends or is cut short.
    void enter(std::int64_t now_us,
               std::uint32_t cohort,
               std::uint32_t slot,
               std::int64_t work_us,
               std::int64_t gpus);
    void leave(std::int64_t now_us, std::uint32_t cohort, std::uint32_t slot, std::int64_t gpus);

    void set_level(std::int64_t now_us, std::uint32_t cohort, std::int16_t level);

    // The first end of all cohorts.
    [[nodiscard]] std::int64_t next_us() const { return earliest_.time_us(); }
    [[nodiscard]] std::uint32_t next_slot() const {
        return cohorts_[earliest_.index()].ends.front().slot;
    }

    // GPU-time that slowness has cost until now, GPU · 2^-20 µs, [fleet].
    [[nodiscard]] const std::vector<Wide>& slowed_q20(std::int64_t now_us);

private:
    void count_slowness(std::int64_t now_us, Cohort& cohort);
    void change_gpus(std::int64_t now_us, Cohort& cohort, std::int64_t by);
    void find_first_end(std::uint32_t cohort);

    const Facility& facility_;
    std::int64_t from_us_;
    static constexpr std::uint32_t kNoStart = 0xFFFFFFFF;

    std::uint32_t sequence_ = 0;
    std::vector<std::uint32_t> running_;  // [slot]: the sequence of its job; kNoStart: none
    std::vector<Cohort> cohorts_;
    std::vector<std::uint32_t> closed_;
    std::vector<Wide> slowed_q20_;
    Earliest earliest_;
};

}  // namespace headroom::sim
