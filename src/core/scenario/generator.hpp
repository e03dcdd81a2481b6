#pragma once

// What a scenario says of jobs that are drawn at random, and of how a workload's demand grows.
// src/core/workload makes jobs of it.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/units.hpp"
#include "src/core/scenario/number.hpp"
#include "src/core/scenario/plan.hpp"

namespace headroom::scenario {

// One kind of job of a mix. What it leaves out is as the generator says.
struct JobClass {
    double share = 1;  // relative to the other classes
    std::optional<Number> runtime_s;
    std::optional<Number> gpus;
    std::optional<Number> overestimate;
    std::optional<double> failed;
    std::optional<double> cancelled;
    std::string partition;
    std::string gpu_model;
};

// Arrivals by a clock that runs faster when people work; jobs that are drawn independently unless
// they are of one session.
struct Generator {
    std::string preset;  // that its keys were taken from; empty: none

    // The end, whichever comes first; neither given: the horizon.
    std::int64_t jobs = 0;  // 0: as many as there come
    std::optional<CalendarSpan> length;

    Number interarrival_s;       // of jobs on average; bursts and sessions are farther apart
    std::vector<double> daily;   // weight of each hour from 0:00 UTC; empty: all equal
    std::vector<double> weekly;  // weight of each day from Monday; empty: all equal
    Number burst{1, {}};         // jobs submitted together
    Number burst_gap_s{0, {}};   // between two jobs of a burst

    std::int64_t users = 0;  // 0: jobs name no user
    double user_skew = 1;    // the k-th most active user submits in proportion to k^-skew
    std::vector<std::string> accounts;
    Number session_jobs{1, {}};  // bursts of a user in a row
    Number think_time_s{0, {}};  // between two of them
    double likeness = 0;         // of the jobs of one session, 0 to 1

    Number runtime_s;
    Number gpus{1, {}};
    Number overestimate{1, {}};  // estimate = overestimate × run time; draws below 1 count as 1
    std::vector<double> estimate_steps_s;
    std::optional<double> estimate_max_s;
    double estimate_max_share = 0;  // of the jobs that ask for the longest time there is
    double failed = 0;              // shares of the jobs that end so; the others complete
    double cancelled = 0;
    Named<JobClass> classes;  // empty: all jobs are of one kind
};

// How a quantity changes from month to month after the start, relative to the first month.
struct Growth {
    Number yearly;                // 0.4: +40 % a year, in twelve equal steps; unless:
    std::vector<double> monthly;  // the factor of each month; the last one holds on
};

// How large the demand of one workload is and how it grows.
struct Demand {
    Number scale{1, {}};  // × the arrivals
    DemandOutlook outlook;
    struct {
        Growth arrivals;  // jobs a day
        Growth size;      // GPUs of a job
        Growth runtime;
    } growth;
};

}  // namespace headroom::scenario
