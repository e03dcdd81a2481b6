#pragma once

// The metrics of some fleets together, from their totals: for the record of a run and for the
// totals of a trial alike.

#include <cstdint>
#include <string>

#include "sim/model/metrics.hpp"

namespace headroom::sim {

GpuTime& operator+=(GpuTime& sum, const GpuTime& part);
FailureTotals& operator+=(FailureTotals& sum, const FailureTotals& part);

// GPU·us as GPU-hours, us as seconds.
[[nodiscard]] double gpu_hours(Int128 gpu_us);
[[nodiscard]] double seconds(Int128 us);

// gpu.{available,allocated,held}_gpu_h and gpu.allocated.
void report_gpu_time(const GpuTime& time, const std::string& scope, Metrics& metrics);

// failures.* and work.lost_gpu_h.
void report_failures(const FailureTotals& totals, const std::string& scope, Metrics& metrics);

// gpu.useful: what was allocated less what was lost.
void report_useful(const GpuTime& time,
                   Int128 lost_gpu_us,
                   const std::string& scope,
                   Metrics& metrics);

// Energy and the highest power of one scope; -1: none was held.
struct PowerUse {
    Int128 energy_pj = 0;
    Int128 peak_uw = -1;
};

// energy.it_kwh, power.mean_kw over a window, power.peak_kw.
void report_power(const PowerUse& use,
                  std::int64_t window_us,
                  const std::string& scope,
                  Metrics& metrics);

}  // namespace headroom::sim
