#pragma once

// The targets of a scenario: its assertions that one run can tell and that say how well the fleet
// does, not how much more it could.

#include <optional>
#include <string>
#include <vector>

#include "sim/model/metrics.hpp"
#include "src/core/scenario/scenario.hpp"

namespace headroom::study {

using Targets = std::vector<scenario::Assertion>;

// Assertions of level error without trials. Those on headroom.* themselves are none, nor are those
// that want more of what more demand brings, such as gpu.allocated >= 70 %: less demand would never
// meet them.
[[nodiscard]] Targets find_targets(const scenario::Scenario& scenario);

// The value of a metric, or none where it was not measured. O(metrics).
[[nodiscard]] std::optional<double> find_value(const sim::Metrics& metrics,
                                               const scenario::MetricName& metric);

// The first target that does not hold, or nullptr; one that is not measured does not hold.
[[nodiscard]] const scenario::Assertion* find_missed(const Targets& targets,
                                                     const sim::Metrics& metrics);

// The first target of which nothing is measured, or nullptr.
[[nodiscard]] const scenario::Assertion* find_unmeasured(const Targets& targets,
                                                         const sim::Metrics& metrics);

// What runs out where this metric is missed: "gpus", "quota", "power", "cooling", "fabric",
// "money".
[[nodiscard]] std::string limit_behind(const std::string& metric);

}  // namespace headroom::study
