#include "sim/engine/cohorts.hpp"

#include <algorithm>

namespace headroom::sim {
namespace {

// For heaps with the first end on top; of equal readings the job that started first.
bool is_later(const Cohort::End& a, const Cohort::End& b) {
    return a.reading != b.reading ? a.reading > b.reading : a.sequence > b.sequence;
}

}  // namespace

Cohorts::Cohorts(const Facility& facility, std::size_t fleets, std::int64_t from_us)
    : facility_(facility), from_us_(from_us), slowed_q20_(fleets, 0) {}

std::uint32_t Cohorts::open(std::int64_t now_us, std::uint32_t ladder) {
    if (closed_.empty()) {
        closed_.push_back(static_cast<std::uint32_t>(cohorts_.size()));
        cohorts_.emplace_back();
    }
    const std::uint32_t index = closed_.back();
    closed_.pop_back();
    const std::size_t kinds = facility_.kinds.size();
    Cohort& cohort = cohorts_[index];
    cohort.ladder = ladder;
    cohort.fleet = static_cast<std::uint32_t>(ladder / kinds);
    cohort.is_deferrable = facility_.kinds[ladder % kinds].is_deferrable;
    cohort.rack_ceiling = kNoCapLevel;
    cohort.ceiling = kNoCapLevel;
    cohort.level = kNoCapLevel;
    cohort.ends.clear();
    cohort.racks.clear();
    cohort.rows.clear();
    cohort.clock.set_speed(now_us, facility_.ladders[ladder].back().speed_q20);
    cohort.counted_us = now_us;
    return index;
}

void Cohorts::enter(std::int64_t now_us,
                    std::uint32_t index,
                    std::uint32_t slot,
                    std::int64_t work_us,
                    std::int64_t gpus) {
    Cohort& cohort = cohorts_[index];
    change_gpus(now_us, cohort, gpus);
    const Wide reading = cohort.clock.at(now_us) + (static_cast<Wide>(work_us) << kSpeedBits);
    if (slot >= running_.size())
        running_.resize(slot + 1, kNoStart);
    running_[slot] = sequence_;
    cohort.ends.push_back({reading, sequence_++, slot});
    std::push_heap(cohort.ends.begin(), cohort.ends.end(), is_later);
    find_first_end(index);
}

// The end of a job that is cut short stays in the heap until it is on top.
void Cohorts::leave(std::int64_t now_us,
                    std::uint32_t index,
                    std::uint32_t slot,
                    std::int64_t gpus) {
    change_gpus(now_us, cohorts_[index], -gpus);
    running_[slot] = kNoStart;
    find_first_end(index);
}

void Cohorts::set_level(std::int64_t now_us, std::uint32_t index, std::int16_t level) {
    Cohort& cohort = cohorts_[index];
    if (cohort.level == level)
        return;
    count_slowness(now_us, cohort);
    cohort.level = level;
    const CapLadder& ladder = facility_.ladders[cohort.ladder];
    cohort.clock.set_speed(now_us, ladder[static_cast<std::size_t>(level)].speed_q20);
    find_first_end(index);
}

void Cohorts::find_first_end(std::uint32_t index) {
    Cohort& cohort = cohorts_[index];
    while (!cohort.ends.empty() &&
           running_[cohort.ends.front().slot] != cohort.ends.front().sequence) {
        std::pop_heap(cohort.ends.begin(), cohort.ends.end(), is_later);
        cohort.ends.pop_back();
    }
    earliest_.set(index,
                  cohort.ends.empty() ? kNever : cohort.clock.time_of(cohort.ends.front().reading));
}

void Cohorts::change_gpus(std::int64_t now_us, Cohort& cohort, std::int64_t by) {
    count_slowness(now_us, cohort);
    cohort.gpus += by;
}

void Cohorts::count_slowness(std::int64_t now_us, Cohort& cohort) {
    const std::int64_t from_us = std::max(cohort.counted_us, from_us_);
    cohort.counted_us = now_us;
    const std::int64_t lost_q20 = kReferenceSpeedQ20 - cohort.clock.speed_q20();
    if (now_us > from_us && lost_q20 != 0 && cohort.gpus > 0)
        slowed_q20_[cohort.fleet] += static_cast<Wide>(cohort.gpus) * lost_q20 * (now_us - from_us);
}

const std::vector<Wide>& Cohorts::slowed_q20(std::int64_t now_us) {
    for (Cohort& cohort : cohorts_)
        count_slowness(now_us, cohort);
    return slowed_q20_;
}

}  // namespace headroom::sim
