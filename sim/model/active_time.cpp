#include "sim/model/active_time.hpp"

#include <algorithm>

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
    for (std::size_t job = 0; job < world.jobs.size(); ++job) {
        if (record.start_us[job] < 0) {
            continue;
        }
        const std::int64_t end_us =
            record.end_us[job] >= 0 ? record.end_us[job] : record.stopped_at_us;
        const std::int64_t inside_us = end_us - std::max(record.start_us[job], world.warmup_us);
        if (inside_us <= 0) {
            continue;
        }
        const Int128 gpu_us = static_cast<Int128>(inside_us) * world.jobs[job].gpus;
        const JobActivity activity = world.activity[job];
        ActiveTime& time = by_fleet[static_cast<std::size_t>(record.fleet[job])];
        if (activity.ppm < 0) {
            time.unknown += gpu_us;
            continue;
        }
        (activity.is_assumed ? time.assumed : time.measured) += gpu_us;
        time.active_ppm += gpu_us * activity.ppm;
    }
    return by_fleet;
}

}  // namespace headroom::sim
