#include "sim/model/report_scope.hpp"

#include <algorithm>

namespace headroom::sim {
namespace {

constexpr double kHourInMicroseconds = 3.6e9;
constexpr double kSecondInMicroseconds = 1e6;
constexpr double kPicojoulesInKilowattHour = 3.6e18;
constexpr double kMicrowattsInKilowatt = 1e9;

}  // namespace

double gpu_hours(Int128 gpu_us) {
    return static_cast<double>(gpu_us) / kHourInMicroseconds;
}

double seconds(Int128 us) {
    return static_cast<double>(us) / kSecondInMicroseconds;
}

GpuTime& operator+=(GpuTime& sum, const GpuTime& part) {
    sum.installed += part.installed;
    sum.allocated += part.allocated;
    sum.held += part.held;
    sum.down += part.down;
    return sum;
}

void report_gpu_time(const GpuTime& time, const std::string& scope, Metrics& metrics) {
    const Int128 available = time.installed - time.down;
    metrics.push_back({"gpu.available_gpu_h", scope, gpu_hours(available), "GPUh"});
    metrics.push_back({"gpu.allocated_gpu_h", scope, gpu_hours(time.allocated), "GPUh"});
    metrics.push_back({"gpu.held_gpu_h", scope, gpu_hours(time.held), "GPUh"});
    if (available > 0) {
        metrics.push_back({"gpu.allocated", scope,
                           static_cast<double>(time.allocated) / static_cast<double>(available),
                           ""});
    }
}

FailureTotals& operator+=(FailureTotals& sum, const FailureTotals& part) {
    sum.failures += part.failures;
    sum.interruptions += part.interruptions;
    sum.lost_gpu_us += part.lost_gpu_us;
    return sum;
}

void report_failures(const FailureTotals& totals, const std::string& scope, Metrics& metrics) {
    metrics.push_back({"failures.count", scope, static_cast<double>(totals.failures), ""});
    metrics.push_back(
        {"failures.interruptions", scope, static_cast<double>(totals.interruptions), ""});
    metrics.push_back({"work.lost_gpu_h", scope, gpu_hours(totals.lost_gpu_us), "GPUh"});
}

// More may be lost than was allocated in a window that begins late in a long job.
void report_useful(const GpuTime& time,
                   Int128 lost_gpu_us,
                   const std::string& scope,
                   Metrics& metrics) {
    const Int128 available = time.installed - time.down;
    const Int128 useful = std::max<Int128>(0, time.allocated - lost_gpu_us);
    if (available > 0) {
        metrics.push_back({"gpu.useful", scope,
                           static_cast<double>(useful) / static_cast<double>(available), ""});
    }
}

void report_power(const PowerUse& use,
                  std::int64_t window_us,
                  const std::string& scope,
                  Metrics& metrics) {
    const auto energy = static_cast<double>(use.energy_pj);
    metrics.push_back({"energy.it_kwh", scope, energy / kPicojoulesInKilowattHour, "kWh"});
    if (window_us > 0) {
        metrics.push_back({"power.mean_kw", scope,
                           energy / static_cast<double>(window_us) / kMicrowattsInKilowatt, "kW"});
    }
    if (use.peak_uw >= 0) {
        metrics.push_back({"power.peak_kw", scope,
                           static_cast<double>(use.peak_uw) / kMicrowattsInKilowatt, "kW"});
    }
}

}  // namespace headroom::sim
