#pragma once

// Which quantile of its distribution each factor of a scenario takes: none (its mean), that of a
// trial, or a given one. Knows no distribution.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "src/core/scenario/factor_correlation.hpp"
#include "src/core/scenario/scenario.hpp"
#include "src/core/scenario/value.hpp"

namespace headroom::scenario {

// What decides the draws of one trial.
struct TrialSeed {
    std::uint64_t seed = 1;
    std::uint32_t trial = 0;
    bool is_antithetic = false;
};

class FactorDraws {
public:
    FactorDraws() = default;  // means
    FactorDraws(const TrialSeed& trial, const std::vector<NamedNumber>& correlations);

    // Seed, correlations and antithetic trials as the document says; what is wrong there is told
    // where it is read.
    [[nodiscard]] static FactorDraws of(const Value& root, const ReadOptions& options);

    // In (0, 1); none: the mean. Without a correlation a pure function of (seed, path, trial), so
    // that two scenarios share it.
    [[nodiscard]] std::optional<double> uniform(const std::string& path) const;

private:
    std::optional<TrialSeed> trial_;
    std::map<std::string, double> fixed_;  // correlated or given
};

}  // namespace headroom::scenario
