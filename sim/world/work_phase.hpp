#pragma once

// What a GPU does, as far as its power tells the difference. Not what a job is: a serving job
// alternates between prefill and decode.

#include <array>
#include <cstddef>
#include <cstdint>

namespace headroom::sim {

enum class WorkPhase : std::uint8_t {
    kIdle,
    kTraining,
    kPrefill,
    kDecode,
    kInference,      // prefill and decode mixed, as a server batches them
    kCommunication,  // the boundary of an iteration: waiting for other GPUs
};

inline constexpr std::size_t kWorkPhases = 6;

// What one GPU of a model draws in each phase without a cap.
struct GpuPower {
    double tdp_w = 0;                           // its limit as sold; caps are shares of it
    std::array<double, kWorkPhases> phase_w{};  // by WorkPhase

    [[nodiscard]] double at_w(WorkPhase phase) const {
        return phase_w[static_cast<std::size_t>(phase)];
    }
    [[nodiscard]] double idle_w() const { return at_w(WorkPhase::kIdle); }
};

}  // namespace headroom::sim
