#pragma once

// Simulates points of a grid over the cores, each once, with the same trials for all.

#include <map>
#include <optional>
#include <vector>

#include "src/study/evaluate/parallel.hpp"
#include "src/study/size/size_report.hpp"

namespace headroom::study {

class PointProber {
public:
    // All three outlive it.
    PointProber(const WhatIf& base, const SizePlan& plan, const StudyControl& control);

    // Whether the targets hold at each point, in order. Nothing where it was stopped or a point
    // cannot be simulated; what was done until then is kept.
    [[nodiscard]] std::optional<std::vector<bool>> probe(const std::vector<std::int64_t>& points);

    [[nodiscard]] const std::map<std::int64_t, TriedPoint>& tried() const { return tried_; }
    [[nodiscard]] const std::optional<LoadFailure>& failure() const { return failure_; }
    [[nodiscard]] const std::vector<scenario::MetricName>& metrics() const { return metrics_; }
    [[nodiscard]] const std::vector<std::string>& warnings() const { return warnings_; }

private:
    struct Batch;
    bool probe_batch(const std::vector<std::int64_t>& points);
    void run_task(Batch& batch, std::size_t task, bool& is_done);
    void keep(Batch& batch);

    const WhatIf& base_;
    const SizePlan& plan_;
    const StudyControl& control_;
    std::vector<scenario::MetricName> metrics_;
    std::map<std::int64_t, TriedPoint> tried_;
    std::optional<LoadFailure> failure_;
    std::vector<std::string> warnings_;  // of the first point that was simulated
};

}  // namespace headroom::study
