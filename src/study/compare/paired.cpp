#include "src/study/compare/paired.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/base/contract.hpp"
#include "sim/base/statistics.hpp"

namespace headroom::study {
namespace {

Estimate estimate_of(const Moments& moments, double level) {
    return {moments.count(), moments.mean(), confidence_half_width(moments, level)};
}

// Both of `n` values.
double welch_half_width(const Moments& a, const Moments& b, double level) {
    if (a.count() < 2)
        return std::numeric_limits<double>::infinity();
    const double freedom_of_one = static_cast<double>(a.count() - 1);
    const double share_a = a.variance() / static_cast<double>(a.count());
    const double share_b = b.variance() / static_cast<double>(b.count());
    const double sum = share_a + share_b;
    if (!(sum > 0))
        return 0;
    // As shares of the sum, so that the squares of tiny variances do not vanish.
    const double a_part = share_a / sum;
    const double b_part = share_b / sum;
    const double freedom = freedom_of_one / (a_part * a_part + b_part * b_part);
    return student_t_quantile(0.5 + 0.5 * level, freedom) * std::sqrt(sum);
}

// The third moment over the 3/2-th power of the second, both about the mean.
double skewness_of(const std::vector<double>& values, double mean) {
    double squares = 0;
    double cubes = 0;
    for (const double value : values) {
        const double apart = value - mean;
        squares += apart * apart;
        cubes += apart * apart * apart;
    }
    const double root_of_n = std::sqrt(static_cast<double>(values.size()));
    return squares > 0 ? root_of_n * cubes / (squares * std::sqrt(squares)) : 0;
}

bool is_better(double value, double than, sim::Better better) {
    return better == sim::Better::kLower ? value < than : value > than;
}

BetterShare share_of(std::size_t wins, std::size_t ties, std::size_t n, double level) {
    BetterShare better{wins, ties, n, 0, {0, 1}};
    if (n == 0)
        return better;
    better.share =
        (static_cast<double>(wins) + 0.5 * static_cast<double>(ties)) / static_cast<double>(n);
    better.interval = wilson_interval(better.share, n, level);
    return better;
}

// [alternative][trial], only of trials in which all have a value.
std::vector<std::vector<double>> regrets_of(std::span<const std::span<const double>> values,
                                            sim::Better better) {
    std::vector<std::vector<double>> regrets(values.size());
    for (std::size_t trial = 0; trial < values[0].size(); ++trial) {
        const bool is_whole = std::none_of(values.begin(), values.end(), [&](const auto& column) {
            return std::isnan(column[trial]);
        });
        if (!is_whole)
            continue;
        double best = values[0][trial];
        for (const auto& column : values)
            best = is_better(column[trial], best, better) ? column[trial] : best;
        for (std::size_t i = 0; i < values.size(); ++i)
            regrets[i].push_back(std::fabs(values[i][trial] - best));
    }
    return regrets;
}

std::vector<std::size_t> least(const std::vector<Regret>& regrets, double Regret::*which) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < regrets.size(); ++i) {
        if (!found.empty() && regrets[i].*which < regrets[found[0]].*which)
            found.clear();
        if (found.empty() || regrets[i].*which == regrets[found[0]].*which)
            found.push_back(i);
    }
    return found;
}

}  // namespace

Estimate estimate_mean(std::span<const double> values, double level) {
    Moments moments;
    for (const double value : values)
        if (!std::isnan(value))
            moments.add(value);
    return estimate_of(moments, level);
}

std::optional<double> PairedDifference::narrowing() const {
    const double paired = difference.half_width;
    if (!std::isfinite(paired) || (paired == 0 && unpaired_half_width == 0))
        return std::nullopt;
    return unpaired_half_width / paired;
}

PairedDifference compare_pairs(std::span<const double> base,
                               std::span<const double> other,
                               sim::Better better,
                               double level) {
    HEADROOM_REQUIRE(base.size() == other.size(), std::to_string(base.size()));
    Moments ours, theirs, differences;
    std::vector<double> kept;
    std::size_t wins = 0;
    std::size_t ties = 0;
    for (std::size_t trial = 0; trial < base.size(); ++trial) {
        if (std::isnan(base[trial]) || std::isnan(other[trial]))
            continue;
        ours.add(base[trial]);
        theirs.add(other[trial]);
        kept.push_back(other[trial] - base[trial]);
        differences.add(kept.back());
        wins += is_better(other[trial], base[trial], better) ? 1U : 0U;
        ties += other[trial] == base[trial] ? 1U : 0U;
    }
    PairedDifference result;
    result.difference = estimate_of(differences, level);
    result.skewness = skewness_of(kept, differences.mean());
    result.unpaired_half_width = welch_half_width(ours, theirs, level);
    if (better != sim::Better::kNeither)
        result.better = share_of(wins, ties, differences.count(), level);
    return result;
}

std::optional<RegretTable> tabulate_regret(std::span<const std::span<const double>> values,
                                           sim::Better better) {
    if (better == sim::Better::kNeither || values.empty())
        return std::nullopt;
    std::vector<std::vector<double>> regrets = regrets_of(values, better);
    if (regrets[0].empty())
        return std::nullopt;
    RegretTable table;
    table.trials = regrets[0].size();
    for (std::vector<double>& column : regrets) {
        Moments moments;
        for (const double regret : column)
            moments.add(regret);
        std::sort(column.begin(), column.end());
        table.regrets.push_back(
            {moments.mean(), nearest_rank<double>(column, 0.95), column.back()});
    }
    table.least_expected = least(table.regrets, &Regret::expected);
    table.least_worst = least(table.regrets, &Regret::worst);
    return table;
}

}  // namespace headroom::study
