#include "src/core/workload/grow_trace.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "src/core/workload/draw_job.hpp"
#include "src/core/workload/generate_trace.hpp"
#include "src/core/workload/growth_curve.hpp"
#include "src/core/workload/pick_rows.hpp"

namespace headroom::workload {
namespace {

// One row of the grown trace: which row it was and which of its copies it is.
struct Copy {
    std::uint32_t row = 0;
    std::uint32_t copy = 0;
    std::int64_t shift_us = 0;
};

class Growing {
public:
    Growing(const trace::Trace& trace,
            const scenario::Demand& demand,
            const Calendar& calendar,
            Uniforms uniforms)
        : trace_(trace),
          calendar_(calendar),
          arrivals_(demand.growth.arrivals, demand.scale.value),
          size_(demand.growth.size),
          runtime_(demand.growth.runtime),
          uniforms_(std::move(uniforms)) {}

    [[nodiscard]] bool is_flat() const {
        return arrivals_.is_flat() && size_.is_flat() && runtime_.is_flat();
    }

    // False if there would be too many.
    bool copy_rows() {
        constexpr double kGoldenRatio = 1.618033988749894848;
        const double offset = uniforms_.at(Stream::kArrivalGrowth, {0, 0});
        for (std::uint32_t row = 0; row < trace_.size(); ++row) {
            const double at = offset + kGoldenRatio * row;
            const double factor = arrivals_.factor(month_of(trace_.submit_us[row]));
            const double times = std::floor(factor + (at - std::floor(at)));
            if (static_cast<double>(copies_.size()) + times > static_cast<double>(kMostJobs)) {
                return false;
            }
            for (std::uint32_t copy = 0; copy < static_cast<std::uint32_t>(times); ++copy) {
                copies_.push_back({row, copy, copy == 0 ? 0 : draw_delay(row, copy)});
            }
        }
        std::stable_sort(copies_.begin(), copies_.end(),
                         [&](const Copy& a, const Copy& b) { return submit_of(a) < submit_of(b); });
        return true;
    }

    trace::Trace take() {
        std::vector<std::uint32_t> rows;
        std::vector<std::int64_t> shifts_us;
        for (const Copy& copy : copies_) {
            rows.push_back(copy.row);
            shifts_us.push_back(copy.shift_us);
        }
        trace::Trace grown = pick_rows(trace_, rows, shifts_us);
        for (std::size_t i = 0; i < copies_.size(); ++i) {
            grow_job(grown, i);
        }
        return grown;
    }

private:
    [[nodiscard]] std::size_t month_of(std::int64_t submit_us) const {
        return calendar_.month_of(submit_us);
    }

    [[nodiscard]] std::int64_t submit_of(const Copy& copy) const {
        return trace_.submit_us[copy.row] + copy.shift_us;
    }

    std::int64_t draw_delay(std::uint32_t row, std::uint32_t copy) {
        const std::int64_t zero_us = trace_.zero ? trace_.zero->unix_us : 0;
        const std::int64_t into_hour_us =
            ((trace_.submit_us[row] + zero_us) % kHour_us + kHour_us) % kHour_us;
        const auto left_us = static_cast<double>(kHour_us - into_hour_us);
        return static_cast<std::int64_t>(left_us * uniforms_.at(Stream::kCopyTime, {row, copy}));
    }

    void grow_job(trace::Trace& grown, std::size_t i) {
        const std::size_t month = month_of(grown.submit_us[i]);
        if (!size_.is_flat()) {
            const JobPlace place{copies_[i].row, copies_[i].copy};
            grown.gpus[i] = grow_size(grown.gpus[i], size_.factor(month),
                                      uniforms_.at(Stream::kSizeGrowth, place));
        }
        if (runtime_.is_flat()) {
            return;
        }
        const double factor = runtime_.factor(month);
        const std::int64_t before_us = grown.runtime_us[i];
        grown.runtime_us[i] = to_us(static_cast<double>(before_us) * factor);
        if (!grown.estimate_us.empty() && grown.estimate_us[i] != trace::kUnknown) {
            grown.estimate_us[i] = to_us(static_cast<double>(grown.estimate_us[i]) * factor);
        }
        if (!grown.end_us.empty() && grown.end_us[i] != trace::kUnknown) {
            grown.end_us[i] += grown.runtime_us[i] - before_us;
        }
    }

    const trace::Trace& trace_;
    const Calendar& calendar_;
    GrowthCurve arrivals_, size_, runtime_;
    Uniforms uniforms_;
    std::vector<Copy> copies_;
};

}  // namespace

std::optional<trace::Trace> grow_trace(const trace::Trace& trace,
                                       const scenario::Demand& demand,
                                       const Calendar& calendar,
                                       const std::string& workload,
                                       Seed seed) {
    Growing growing(trace, demand, calendar,
                    Uniforms(seed.seed, "workload." + workload, seed.trial));
    if (growing.is_flat()) {
        return trace;
    }
    if (!growing.copy_rows()) {
        return std::nullopt;
    }
    return growing.take();
}

}  // namespace headroom::workload
