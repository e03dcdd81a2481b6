#pragma once

// The exact integral of a power that changes in steps, its peak and how long it was above a limit,
// after the warm-up; and its means over the steps of a grid.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "sim/base/wide.hpp"
#include "sim/world/facility.hpp"

namespace headroom::sim {

class PowerIntegral {
public:
    explicit PowerIntegral(std::int64_t from_us, std::int64_t limit_uw = kNoLimit)
        : from_us_(from_us), limit_uw_(limit_uw) {}

    void set(std::int64_t now_us, std::int64_t level_uw) {
        advance(now_us);
        level_uw_ = level_uw;
    }
    void advance(std::int64_t now_us) {
        const std::int64_t held_us = now_us - std::max(since_us_, from_us_);
        since_us_ = now_us;
        if (held_us <= 0)
            return;
        energy_pj_ += static_cast<Wide>(level_uw_) * held_us;
        peak_uw_ = std::max(peak_uw_, level_uw_);
        if (level_uw_ > limit_uw_)
            over_us_ += held_us;
    }

    [[nodiscard]] std::int64_t level_uw() const { return level_uw_; }
    [[nodiscard]] Wide energy_pj() const { return energy_pj_; }
    // The highest level held for a positive time; -1: none was.
    [[nodiscard]] std::int64_t peak_uw() const { return peak_uw_; }
    [[nodiscard]] std::int64_t over_us() const { return over_us_; }

private:
    std::int64_t from_us_;
    std::int64_t limit_uw_;
    std::int64_t since_us_ = 0;
    std::int64_t level_uw_ = 0;
    std::int64_t peak_uw_ = -1;
    std::int64_t over_us_ = 0;
    Wide energy_pj_ = 0;
};

// The largest change between two powers that were both held for a time, from an instant on.
class LargestStep {
public:
    explicit LargestStep(std::int64_t from_us) : from_us_(from_us) {}

    void set(std::int64_t now_us, std::int64_t level_uw) {
        advance(now_us);
        level_uw_ = level_uw;
    }
    void advance(std::int64_t now_us) {
        if (now_us == since_us_)
            return;
        if (was_held_ && since_us_ >= from_us_)
            largest_uw_ = std::max(largest_uw_, std::abs(level_uw_ - before_uw_));
        before_uw_ = level_uw_;
        was_held_ = true;
        since_us_ = now_us;
    }

    [[nodiscard]] std::int64_t uw() const { return largest_uw_; }

private:
    std::int64_t from_us_;
    std::int64_t since_us_ = 0;
    std::int64_t level_uw_ = 0;
    std::int64_t before_uw_ = 0;  // held until the last change
    std::int64_t largest_uw_ = 0;
    bool was_held_ = false;  // was anything?
};

// Means over the steps of a grid that begins with the run, W.
class PowerMeans {
public:
    explicit PowerMeans(std::int64_t step_us) : step_us_(step_us), end_us_(step_us) {}

    void set(std::int64_t now_us, std::int64_t level_uw) {
        advance(now_us);
        level_uw_ = level_uw;
    }
    void advance(std::int64_t now_us) {
        for (; now_us >= end_us_; end_us_ += step_us_) {
            add_until(end_us_);
            close(step_us_);
        }
        add_until(now_us);
    }
    // The steps until now, the last one possibly short.
    [[nodiscard]] std::vector<double> take(std::int64_t now_us) {
        advance(now_us);
        if (const std::int64_t begin_us = end_us_ - step_us_; now_us > begin_us)
            close(now_us - begin_us);
        return std::move(means_w_);
    }

private:
    void add_until(std::int64_t time_us) {
        open_pj_ += static_cast<Wide>(level_uw_) * (time_us - since_us_);
        since_us_ = time_us;
    }
    void close(std::int64_t length_us) {
        constexpr double kMicrowatts = 1e6;
        means_w_.push_back(static_cast<double>(open_pj_) / static_cast<double>(length_us) /
                           kMicrowatts);
        open_pj_ = 0;
    }

    std::int64_t step_us_;
    std::int64_t end_us_;
    std::int64_t since_us_ = 0;
    std::int64_t level_uw_ = 0;
    Wide open_pj_ = 0;
    std::vector<double> means_w_;
};

}  // namespace headroom::sim
