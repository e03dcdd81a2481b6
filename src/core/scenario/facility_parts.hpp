#pragma once

// The parts of compile_facility, in the order in which they run. Each adds its problems and
// warnings to those of the whole.

#include <optional>
#include <string>

#include "src/core/scenario/compile_world.hpp"

namespace headroom::scenario {

struct FacilityContext {
    const Scenario& scenario;
    std::optional<Instant> start;
    CompiledWorld& compiled;
    Diagnostics& problems;

    [[nodiscard]] sim::World& world() const { return compiled.world; }
    [[nodiscard]] sim::Facility& facility() const { return compiled.world.facility; }
};

[[nodiscard]] std::int64_t whole_uw(double power_w);

// A cap of a site or a hall; the hours of its calendar go by a clock that is `utc_offset_s` ahead.
[[nodiscard]] sim::PowerCap compile_cap(const FacilityContext& context,
                                        const CapSettings& settings,
                                        const std::string& path,
                                        double utc_offset_s);

// Weather, carbon and limits of the sites.
void compile_sites(const FacilityContext& context);

// Chains, cooling and limits of the halls; the racks and rows of the fleets.
void compile_halls(const FacilityContext& context);

// The kinds of jobs and what caps do to each on each fleet.
void compile_load_kinds(const FacilityContext& context);

// When the jobs that may wait enter their queues.
void compile_releases(const FacilityContext& context);

}  // namespace headroom::scenario
