#pragma once

// One run from file to result: read, compile, simulate, measure. What the command line, a study and
// the desktop's worker have in common; writes no file.

#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "sim/engine/simulation.hpp"
#include "src/core/result/result.hpp"
#include "src/core/scenario/compile_world.hpp"
#include "src/core/scenario/document.hpp"

namespace headroom {

struct LoadFailure {
    enum class Cause : std::uint8_t { kScenario, kInput };  // invalid scenario; unreadable trace
    Cause cause = Cause::kScenario;
    Diagnostics problems;
};

// A scenario with its workloads, ready to be simulated.
struct LoadedRun {
    scenario::ReadOptions options;
    scenario::Scenario scenario;
    std::vector<trace::TraceFile> traces;
    scenario::CompiledWorld compiled;
    report::Timing timing;  // started and read_s
};

[[nodiscard]] expected<LoadedRun, LoadFailure> load_run(const std::string& file,
                                                        const scenario::ReadOptions& options);

// The same of a file that was read. `store` keeps what was read of traces, for the next call.
[[nodiscard]] expected<LoadedRun, LoadFailure> load_run(const scenario::Document& document,
                                                        const scenario::ReadOptions& options,
                                                        trace::TraceStore* store = nullptr);

struct RunControl {
    std::stop_token stop;
    std::function<void(const sim::Progress&)> on_progress;
};

// Simulates until the end, the horizon or a stop request; the last gives a valid partial result.
[[nodiscard]] report::Result run_loaded(const LoadedRun& run, const RunControl& control = {});

}  // namespace headroom
