#pragma once

// What a scenario says of its own studies: how many trials, how precise, what moves together. No
// trial is drawn here.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "src/core/scenario/source_files.hpp"

namespace headroom::scenario {

// "fleet.h100.nodes ~ demand.slurm.scale" = 0.6
struct NamedNumber {
    std::string name;  // as written
    double value = 0;
    PlaceRef written{};  // while the files are at hand
};

struct MonteCarlo {
    std::optional<std::int64_t> trials;
    bool antithetic = false;             // trial 2k + 1 mirrors the factors of trial 2k
    std::vector<NamedNumber> precision;  // metrics, and half the width of their 90 % interval
};

}  // namespace headroom::scenario
