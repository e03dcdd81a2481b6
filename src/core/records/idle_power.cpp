#include "src/core/records/idle_power.hpp"

#include <algorithm>

namespace headroom::records {

namespace {

// SplitMix64's finaliser (https://prng.di.unimi.it/splitmix64.c): every bit depends on every bit.
std::uint64_t mix(std::uint64_t value) {
    value = (value ^ (value >> 30u)) * 0xBF58476D1CE4E5B9u;
    value = (value ^ (value >> 27u)) * 0x94D049BB133111EBu;
    return value ^ (value >> 31u);
}

// All GPUs keep the same instants, so that partners are kept or left together.
bool is_kept(std::int64_t time_us, int level) {
    return (mix(static_cast<std::uint64_t>(time_us)) & ((std::uint64_t{1} << level) - 1)) == 0;
}

}  // namespace

std::size_t IdlePower::Hash::operator()(const Key& key) const {
    return mix(static_cast<std::uint64_t>(key.time_us) +
               key.gpu * std::uint64_t{0x9E3779B97F4A7C15u});
}

void IdlePower::add_activity(std::uint32_t gpu, std::int64_t time_us, bool is_idle) {
    add(gpu, time_us, is_idle ? kIdle : kBusy);
}

void IdlePower::add_power(std::uint32_t gpu, std::int64_t time_us, std::int64_t power_mw) {
    add(gpu, time_us, static_cast<std::int32_t>(power_mw));
}

void IdlePower::count(Gpu& gpu, std::int32_t one, std::int32_t other) {
    const std::int32_t power = std::max(one, other);
    const std::int32_t activity = std::min(one, other);
    if (activity == kIdle && power >= 0) {
        gpu.idle.power_mw += power;
        ++gpu.idle.samples;
    }
}

// The latest sample of a GPU mostly finds its partner next; only others go to the table.
void IdlePower::add(std::uint32_t gpu, std::int64_t time_us, std::int32_t value) {
    if (gpu >= gpus_.size()) {
        gpus_.resize(gpu + std::size_t{1});
    }
    Gpu& state = gpus_[gpu];
    const bool is_power = value >= 0;
    if (state.is_waiting && state.time_us == time_us && (state.value >= 0) != is_power) {
        count(state, value, state.value);
        state.is_waiting = false;
        return;
    }
    if (!waiting_.empty() && is_kept(time_us, level_)) {
        const auto partner = waiting_.find({gpu, time_us});
        if (partner != waiting_.end()) {
            if ((partner->second >= 0) != is_power) {
                count(state, value, partner->second);
                waiting_.erase(partner);
            }
            return;
        }
    }
    if (state.is_waiting) {
        keep_for_later({gpu, state.time_us}, state.value);
    }
    state.time_us = time_us;
    state.value = value;
    state.is_waiting = true;
}

void IdlePower::keep_for_later(const Key& key, std::int32_t value) {
    if (!is_kept(key.time_us, level_)) {
        return;
    }
    waiting_.try_emplace(key, value);
    while (waiting_.size() > most_waiting_) {
        thin_out();
    }
}

void IdlePower::thin_out() {
    ++level_;
    for (auto entry = waiting_.begin(); entry != waiting_.end();) {
        entry = is_kept(entry->first.time_us, level_) ? std::next(entry) : waiting_.erase(entry);
    }
}

}  // namespace headroom::records
