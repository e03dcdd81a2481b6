#pragma once

// What the facility did in one run: energies, peaks, times above limits, means by quarter of an
// hour. Totals are over the measured window (after the warm-up).

#include <cstdint>
#include <vector>

#include "sim/base/wide.hpp"

namespace headroom::sim {

// One power over time; -1: no peak, none was held.
struct PowerRecord {
    Wide energy_pj = 0;
    std::int64_t peak_uw = -1;
    std::int64_t over_limit_us = 0;  // above the limit that is only reported
    std::int64_t over_cap_us = 0;    // above the cap although every level was down
};

struct HallRecord {
    PowerRecord facility;  // it + loss + cooling + other, to the µW
    PowerRecord feed;      // the same without cooling, which has a feed of its own
    Wide it_pj = 0, loss_pj = 0, cooling_pj = 0, other_pj = 0;
    std::int64_t it_peak_uw = -1;
    std::int64_t over_feed_lost_us = 0;      // more than what one feed less can carry
    std::int64_t overloaded_cooling_us = 0;  // more heat than the plant is built for
    double water_kg = 0;
    std::int64_t largest_step_uw = 0;  // the largest change at one instant between held powers
    // Means over the steps of the series, W; the whole run.
    std::vector<double> it_w, facility_w;
    std::vector<double> quarter_hours_w;  // of the feed, the whole run
    std::int64_t hottest_gpu_mc = -1;     // highest temperature of a rack's GPUs, 0.001 °C
    std::int64_t overheated_us = 0;       // some rack's GPUs above what would shut them down
    Wide throttled_gpu_us = 0;            // GPU-time under a ceiling of temperature
};

struct SiteRecord {
    PowerRecord grid;
    std::vector<double> quarter_hours_w;
};

struct FacilityRecord {
    bool is_on = false;
    std::vector<HallRecord> halls;  // [Facility::halls]
    std::vector<SiteRecord> sites;  // [Facility::sites]
    std::vector<PowerRecord> racks, rows;
    std::vector<PowerRecord> fleets;   // nodes, at their boards
    std::vector<Wide> slowed_gpu_q20;  // [fleet], GPU · 2^-20 µs lost to slower speed
    PowerRecord run;                   // all halls
    Wide run_it_pj = 0;
    std::int64_t run_it_peak_uw = -1;
    std::int64_t largest_step_uw = 0;
    std::vector<double> quarter_hours_w;  // all halls
    bool has_assumed_activity = false;    // some job's activity was not measured
};

}  // namespace headroom::sim
