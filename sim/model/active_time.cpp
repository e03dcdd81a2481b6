#include "sim/model/active_time.hpp"

#include <algorithm>

#include "sim/model/attempts.hpp"

namespace headroom::sim {

ActiveTime& ActiveTime::operator+=(const ActiveTime& part) {
    measured += part.measured;
    assumed += part.assumed;
    unknown += part.unknown;
    active_ppm += part.active_ppm;
    return *this;
}

std::vector<ActiveTime> add_up_activity(const World& world, const RunRecord& record) {
    if (world.activity.empty()) {
        return {};
    }
    std::vector<ActiveTime> by_fleet(world.fleets.size());
    for_each_attempt(record, [&](std::size_t job, const Attempt& attempt) {
        const std::int64_t end_us = attempt.end_us >= 0 ? attempt.end_us : record.stopped_at_us;
        const std::int64_t inside_us = end_us - std::max(attempt.start_us, world.warmup_us);
        if (inside_us <= 0) {
            return;
        }
        const Int128 gpu_us = static_cast<Int128>(inside_us) * world.jobs[job].gpus;
        const JobActivity activity = world.activity[job];
        ActiveTime& time = by_fleet[static_cast<std::size_t>(attempt.fleet)];
        if (activity.ppm < 0) {
            time.unknown += gpu_us;
            return;
        }
        (activity.is_assumed ? time.assumed : time.measured) += gpu_us;
        time.active_ppm += gpu_us * activity.ppm;
    });
    return by_fleet;
}

}  // namespace headroom::sim
