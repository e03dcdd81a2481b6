#pragma once

// What one generated job is like: its class, size, run time, estimate and final state. Every draw
// is a pure function of (seed, stream, workload and class, arrival, position in the arrival), so
// that a change of one law, class or share leaves all other draws as they were.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/philox.hpp"
#include "src/core/scenario/generator.hpp"
#include "src/core/workload/calendar.hpp"
#include "src/core/workload/growth_curve.hpp"
#include "src/core/workload/law.hpp"

namespace headroom::workload {

// What a generator must know of the rest of the scenario.
struct GenerateContext {
    std::uint64_t seed = 1;
    std::uint32_t trial = 0;
    std::optional<Instant> start;  // none: time 0 is a Monday at 0:00
    std::optional<std::int64_t> horizon_us;
    scenario::Demand demand;
    std::string partition;                     // that the workload sends all jobs to; may be empty
    std::map<std::string, double> max_time_s;  // of the partitions that have one
};

enum class FinalState : std::uint8_t { kCompleted, kFailed, kCancelled };

struct DrawnJob {
    std::size_t job_class = 0;  // 0 where the generator has none
    std::uint32_t gpus = 1;
    std::int64_t runtime_us = 0;
    std::int64_t estimate_us = 0;
    FinalState state = FinalState::kCompleted;
};

// Which job of a workload: the arrival, counted from 0, and the place in its burst or session.
struct JobPlace {
    std::uint32_t arrival = 0;
    std::uint32_t position = 0;
};

// A uniform for each (stream, arrival, position) of one table of the scenario in one trial.
class Uniforms {
public:
    Uniforms(std::uint64_t seed, std::string table, std::uint32_t trial = 0);
    [[nodiscard]] double at(Stream stream, JobPlace place);

private:
    std::uint64_t seed_;
    std::string table_;
    std::uint32_t trial_;
    std::vector<std::uint32_t> entities_;  // [position]
};

class JobDrawer {
public:
    JobDrawer(const std::string& workload,
              const scenario::Generator& generator,
              const GenerateContext& context);

    // Tens of ns a draw.
    [[nodiscard]] DrawnJob draw(JobPlace place, std::int64_t submit_us);

private:
    struct Kind {
        Kind(Uniforms draws, Law runtime, Law gpus, Law overestimate);
        Uniforms uniforms;
        Law runtime, gpus, overestimate;
        double share = 1;
        double failed = 0;
        double cancelled = 0;
        std::int64_t longest_us = 0;  // that one may ask for; 0: no limit
    };
    [[nodiscard]] Kind make_kind(const scenario::JobClass& one, const std::string& table) const;
    [[nodiscard]] std::size_t choose_kind(JobPlace place);
    [[nodiscard]] double draw_runtime(Kind& kind, JobPlace place);
    [[nodiscard]] std::int64_t estimate(Kind& kind, JobPlace place, std::int64_t runtime_us);
    [[nodiscard]] FinalState final_state(Kind& kind, JobPlace place);

    const scenario::Generator& generator_;
    const GenerateContext& context_;
    Calendar calendar_;
    GrowthCurve size_growth_, runtime_growth_;
    Uniforms uniforms_;
    std::vector<Kind> kinds_;
    std::vector<std::int64_t> steps_us_;
};

}  // namespace headroom::workload
