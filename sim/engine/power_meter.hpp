#pragma once

// The highest power of each fleet, each hall and the whole run, of those of whose nodes the power
// is known. Energy needs no meter: it follows from the integrals of the GPUs in use.

#include <cstdint>
#include <vector>

#include "sim/model/run_record.hpp"
#include "sim/world/world.hpp"

namespace headroom::sim {

// The highest level that was held for a positive time after `from_us`.
class PeakLevel {
public:
    void change(std::int64_t now_us, std::int64_t from_us, Int128 by) {
        hold_until(now_us, from_us);
        level_ += by;
    }
    // -1: none was held.
    [[nodiscard]] Int128 peak_until(std::int64_t now_us, std::int64_t from_us) {
        hold_until(now_us, from_us);
        return peak_;
    }

private:
    void hold_until(std::int64_t now_us, std::int64_t from_us) {
        if (now_us > since_us_ && now_us > from_us && level_ > peak_)
            peak_ = level_;
        since_us_ = now_us;
    }

    Int128 level_ = 0;
    Int128 peak_ = -1;
    std::int64_t since_us_ = 0;
};

class PowerMeter {
public:
    explicit PowerMeter(const World& world);

    // Is the power of any fleet known, and no facility modelled that meters it?
    [[nodiscard]] bool is_on() const { return is_on_; }
    // A fleet has more nodes that are up, more GPUs allocated, or fewer.
    void change(std::int64_t now_us, FleetId fleet, std::int64_t nodes, std::int64_t gpus);
    [[nodiscard]] PowerPeaks peaks(std::int64_t now_us);

private:
    const World& world_;
    bool is_on_ = false;
    std::vector<PeakLevel> fleets_;
    std::vector<PeakLevel> halls_;
    PeakLevel run_;
    std::vector<std::uint8_t> knows_hall_;
    bool knows_run_ = false;
};

}  // namespace headroom::sim
