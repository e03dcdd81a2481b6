#pragma once

// What a study is about, without a number of its trials: enough to write its report on a machine
// that has neither the scenario nor its traces.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "src/core/result/result.hpp"
#include "src/core/scenario/describe_draws.hpp"
#include "src/study/evaluate/what_if.hpp"

namespace headroom::study {

struct StudyClaim {
    std::string metric;  // as written: "wait.p95[partition=long]"
    std::string wanted;  // "<= 4 h"

    friend bool operator==(const StudyClaim&, const StudyClaim&) = default;
};

struct StudyCorrelation {
    std::string pair;  // "fleet.h100.nodes ~ demand.slurm.scale"
    double asked = 0;
    double used = 0;  // another value where those asked for contradict each other

    friend bool operator==(const StudyCorrelation&, const StudyCorrelation&) = default;
};

struct StudyHead {
    std::string scenario;
    std::string currency;
    bool is_antithetic = false;
    std::vector<scenario::Draw> draws;
    std::vector<StudyCorrelation> correlations;
    std::vector<StudyClaim> claims;
    report::Provenance origin;  // without device, host and timing
};

// Without draws. Both read the inputs of the scenario once for their checksums.
[[nodiscard]] StudyHead describe_head(const scenario::Scenario& scenario,
                                      const scenario::ReadOptions& options);
[[nodiscard]] expected<StudyHead, LoadFailure> describe_study(const WhatIf& what_if);

[[nodiscard]] std::string encode_head(const StudyHead& head);
[[nodiscard]] std::optional<StudyHead> decode_head(std::string_view bytes);

}  // namespace headroom::study
