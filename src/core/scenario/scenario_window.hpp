#pragma once

// Horizon, warm-up and dates against the calendar. Asked twice: by the reader where no trace can
// bring a date, else by compile_world, which knows the traces.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "src/core/scenario/scenario.hpp"

namespace headroom::scenario {

// Each step of a series takes some tens of bytes a fleet.
constexpr std::int64_t kMostSeriesSteps = 10'000'000;

// Microseconds since the start.
struct Window {
    std::optional<std::int64_t> horizon_us;
    std::int64_t warmup_us = 0;
};

struct WindowProblem {
    std::string path;
    std::string problem;
    std::string wanted;
};

// `start` is the calendar time of 0; none where neither scenario nor trace has a date. Problems are
// appended.
[[nodiscard]] Window find_window(const Scenario& scenario,
                                 std::optional<Instant> start,
                                 std::vector<WindowProblem>& problems);

}  // namespace headroom::scenario
