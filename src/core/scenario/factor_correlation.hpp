#pragma once

// Which factors move together, as a matrix that draws can be made from: a Gaussian copula (R. B.
// Nelsen, An Introduction to Copulas, 2nd edition 2006, §2.3). Draws no random number itself.

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "src/core/scenario/study_settings.hpp"

namespace headroom::scenario {

// The two paths of "fleet.h100.nodes ~ demand.slurm.scale", each as factors are named; empty where
// the text is no pair.
[[nodiscard]] std::pair<std::string, std::string> split_pair(std::string_view text);

class FactorCorrelation {
public:
    // Pairs that are not given are 0. What is no pair, or of one factor with itself, is left out.
    // Correlations that contradict each other are replaced by the nearest matrix that is one (N. J.
    // Higham, IMA Journal of Numerical Analysis 22, 2002). O(names³), a repair some hundred times
    // that.
    [[nodiscard]] static FactorCorrelation of(const std::vector<NamedNumber>& pairs);

    // Ascending, so that the order of the pairs does not matter.
    [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
    [[nodiscard]] double between(std::size_t i, std::size_t j) const {
        return matrix_[i * names_.size() + j];
    }

    // The Cholesky factor, j <= i: scores that move together are its product with independent ones.
    [[nodiscard]] double lower(std::size_t i, std::size_t j) const {
        return lower_[i * names_.size() + j];
    }

    // The largest change of a correlation by the repair; 0 where none was needed.
    [[nodiscard]] double largest_change() const { return largest_change_; }

    // Independent uniforms in (0, 1), one a name, to uniforms that move together.
    [[nodiscard]] std::vector<double> correlate(const std::vector<double>& uniforms) const;

private:
    std::vector<std::string> names_;
    std::vector<double> matrix_;  // [name][name], as used
    std::vector<double> lower_;   // its Cholesky factor
    double largest_change_ = 0;
};

}  // namespace headroom::scenario
