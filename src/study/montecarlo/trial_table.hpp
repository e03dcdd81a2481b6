#pragma once

// The raw outcome of consecutive trials: what each drew and what each measured. Not summarised.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/model/metrics.hpp"
#include "src/study/evaluate/replicate.hpp"

namespace headroom::study {

// Rows are trials first … first + trials - 1. A value that a trial has none of is kNoValue.
struct TrialTable {
    Trial first = 0;
    std::size_t trials = 0;
    std::vector<std::string> factors;   // paths
    std::vector<double> factor_values;  // [trial][factor]
    sim::Metrics metrics;               // name, scope, unit; their values mean nothing
    std::vector<double> values;         // [trial][metric]
    std::vector<std::uint8_t> reruns;   // [trial] 1: overflowed a backend, simulated again

    [[nodiscard]] std::size_t end() const { return first + trials; }
    [[nodiscard]] std::vector<double> factor(std::size_t index) const;  // [trial]
    [[nodiscard]] std::vector<double> metric(std::size_t index) const;  // [trial]
    // The index of "wait.p95_s" and scope, or metrics.size(). O(metrics).
    [[nodiscard]] std::size_t find(std::string_view name, std::string_view scope = "") const;
    [[nodiscard]] std::size_t rerun_count() const;
};

// Puts `more`, whose first trial is the next one, behind `all`. Metrics keep the order in which
// trials named them first, so that it does not matter how trials were split. O(values of `more`),
// unless one of the two has metrics that the other lacks.
void append(TrialTable& all, const TrialTable& more);

// The first `trials` of them.
[[nodiscard]] TrialTable take_front(const TrialTable& table, std::size_t trials);

// Collects trials one by one.
class TrialTableBuilder {
public:
    explicit TrialTableBuilder(Trial first) { table_.first = first; }
    void add(const std::vector<std::pair<std::string, double>>& factors,
             const sim::Metrics& metrics,
             bool is_rerun = false);
    [[nodiscard]] TrialTable take() { return std::move(table_); }

private:
    TrialTable table_;
};

}  // namespace headroom::study
