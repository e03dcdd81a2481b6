#pragma once

// The exact time integral of a level that changes in steps (GPUs in use, jobs waiting), cut at a
// grid.

#include <cstdint>
#include <utility>
#include <vector>

#include "sim/model/run_record.hpp"

namespace headroom::sim {

class StepIntegral {
public:
    explicit StepIntegral(std::int64_t step_us) : step_us_(step_us), bin_end_us_(step_us) {}

    [[nodiscard]] std::int64_t level() const { return level_; }

    void change(std::int64_t now_us, std::int64_t by) {
        advance(now_us);
        level_ += by;
    }

    void set(std::int64_t now_us, std::int64_t level) {
        if (level != level_)
            change(now_us, level - level_);
    }

    // Level × µs from 0 to now.
    [[nodiscard]] Int128 total(std::int64_t now_us) {
        advance(now_us);
        return closed_ + open_;
    }

    // The bins from 0 to now, the last one possibly short.
    [[nodiscard]] std::vector<std::int64_t> take_bins(std::int64_t now_us) {
        advance(now_us);
        if (now_us > bin_end_us_ - step_us_)
            bins_.push_back(open_);
        return std::move(bins_);
    }

private:
    void advance(std::int64_t now_us) {
        if (now_us >= bin_end_us_) [[unlikely]]
            close_bins(now_us);
        open_ += level_ * (now_us - last_us_);
        last_us_ = now_us;
    }

    void close_bins(std::int64_t now_us) {
        while (now_us >= bin_end_us_) {
            open_ += level_ * (bin_end_us_ - last_us_);
            last_us_ = bin_end_us_;
            bins_.push_back(open_);
            closed_ += open_;
            open_ = 0;
            bin_end_us_ += step_us_;
        }
    }

    std::int64_t step_us_;
    std::int64_t bin_end_us_;
    std::int64_t last_us_ = 0;
    std::int64_t level_ = 0;
    std::int64_t open_ = 0;
    Int128 closed_ = 0;
    std::vector<std::int64_t> bins_;
};

}  // namespace headroom::sim
