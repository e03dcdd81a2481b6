#pragma once

// The seeded trace of the reference numbers (REFERENCE.md §1), made here so that tests need neither
// its script nor Python: sizes 1 … 256, lognormal run times, Poisson arrivals scaled to an exact
// load.

#include <cstdint>
#include <string>
#include <vector>

namespace headroom::tests {

struct ReferenceTrace {
    std::int64_t seed = 0;
    double load = 0;
    std::int64_t nodes = 0;
    std::int64_t gpus_per_node = 0;
    // By job, in seconds; sorted by submit.
    std::vector<std::int64_t> submit_s;
    std::vector<std::int64_t> gpus;
    std::vector<std::int64_t> runtime_s;
    std::vector<std::int64_t> estimate_s;
};

// The same integers as the script makes for this seed with CPython up to 3.11. seed >= 0, 0 < load.
[[nodiscard]] ReferenceTrace make_reference_trace(std::int64_t jobs,
                                                  std::int64_t seed,
                                                  double load = 0.85,
                                                  std::int64_t nodes = 256,
                                                  std::int64_t gpus_per_node = 8);

// The same bytes as the script's files. Throw if the file cannot be written.
void write_csv(const ReferenceTrace& trace, const std::string& file);
void write_swf(const ReferenceTrace& trace, const std::string& file);

}  // namespace headroom::tests
