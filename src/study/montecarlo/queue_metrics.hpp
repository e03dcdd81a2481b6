#pragma once

// The metrics that queue_trial gives: those of sim::measure that follow from its totals, with the
// same names and the same bits.

#include "kernels/queue/trial_outcome.hpp"
#include "sim/model/metrics.hpp"

namespace headroom::study {

// `world`: of any trial of the study; its names alone are used.
[[nodiscard]] sim::Metrics measure_trial(const sim::World& world, const mc::TrialTotals& totals);

// Whether measure_trial knows "wait.p95_s" in a scope such as "fleet=h100"; "" is the whole run.
[[nodiscard]] bool is_queue_metric(std::string_view name, std::string_view scope);

}  // namespace headroom::study
