#pragma once

// The named numbers of one run (DESIGN.md §5 names are a stable contract), pure functions of its
// record.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/model/run_record.hpp"
#include "sim/world/world.hpp"

namespace headroom::sim {

struct Metric {
    std::string name;   // "wait.p95_s"
    std::string scope;  // "partition=long", empty for the whole run
    double value = 0;
    std::string unit;  // "s", "GPUh", "" for a pure number

    // "wait.p95_s[partition=long]"
    [[nodiscard]] std::string full_name() const {
        return scope.empty() ? name : name + "[" + scope + "]";
    }
};

// Whole run first, then scopes (cluster, hall, fleet, partition, tenant, month), in a fixed order.
using Metrics = std::vector<Metric>;

[[nodiscard]] Metrics measure(const World& world, const RunRecord& record);

// What a metric is, for whoever compares two values of it.
enum class MetricKind : std::uint8_t {
    kCount,  // a whole number of things that happened: the same or not the same
    kLevel,  // a measured quantity: compared with a tolerance
};
// Which of two values a planner would rather have.
enum class Better : std::uint8_t { kNeither, kLower, kHigher };

// Name, unit and one sentence for each metric, for `--list-metrics` and the manual.
struct MetricDescription {
    std::string_view name;
    std::string_view unit;
    std::string_view help;
    MetricKind kind = MetricKind::kLevel;
    Better better = Better::kNeither;
};
[[nodiscard]] const std::vector<MetricDescription>& metric_descriptions();

// The description of "wait.p95_s", or nullptr.
[[nodiscard]] const MetricDescription* find_description(std::string_view name);

}  // namespace headroom::sim
