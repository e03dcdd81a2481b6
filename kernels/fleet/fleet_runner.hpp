#pragma once

// Runs blocks of trials of one plan on one device: the CPU's threads, one thread, or a GPU. The
// same bits from each. Knows nothing of how many trials are wanted: run_fleet_plan.hpp does.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "kernels/fleet/fan_counts.hpp"
#include "sim/base/expected.hpp"

namespace headroom::mc {

constexpr std::uint32_t kBlockTrials = 4096;

struct TrialBlock {
    std::uint32_t first = 0;
    std::uint32_t count = 0;  // at most kBlockTrials
};

// Whether trials note what each step comes to, which costs a block of 8 bytes × trials × rows, and
// 51 KB a row for the counts.
enum class Fans : std::uint8_t { kNone, kCounted };

class FleetRunner {
public:
    virtual ~FleetRunner() = default;
    FleetRunner() = default;
    FleetRunner(const FleetRunner&) = delete;
    FleetRunner& operator=(const FleetRunner&) = delete;

    // "cpu-tbb": for reports.
    [[nodiscard]] virtual std::string_view name() const = 0;
    [[nodiscard]] virtual const FleetPlan& plan() const = 0;

    virtual void run(TrialBlock block) = 0;

    // Of the last block. [trial][total]; [trial] of one row of the fans.
    virtual void copy_totals(double* out) const = 0;
    virtual void copy_fan(std::uint32_t row, double* out) const = 0;

    // Adds the last block to the counts; takes them out, leaving none.
    virtual void count_fans() = 0;
    [[nodiscard]] virtual FanCounts take_counts() = 0;
};

[[nodiscard]] std::unique_ptr<FleetRunner> make_sequential_runner(const FleetPlan& plan, Fans fans);
// On the threads of the task arena that calls it.
[[nodiscard]] std::unique_ptr<FleetRunner> make_tbb_runner(const FleetPlan& plan, Fans fans);
// Or why there is no such device.
[[nodiscard]] expected<std::unique_ptr<FleetRunner>, std::string> make_cuda_runner(
    const FleetPlan& plan, Fans fans);

}  // namespace headroom::mc
