#pragma once

// Statistics over the trials of a study, by the names that follow @ in a metric.

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace headroom::study {

// "mean", "stderr" (of the mean) or a percentile "p5" … "p99" (nearest rank) of the values that are
// there; none where no value is, or of an unknown name. O(n log n).
[[nodiscard]] std::optional<double> statistic(std::span<const double> values,
                                              std::string_view name);

// The names, in the order of tables.
[[nodiscard]] std::span<const std::string_view> statistic_names();

struct Interval {
    double low = 0;
    double high = 0;
};

// Wilson's interval of a share seen in n trials, n > 0, at `level` (E. B. Wilson, Journal of the
// American Statistical Association 22, 1927).
[[nodiscard]] Interval wilson_interval(double share, std::size_t n, double level);

// The share of successes among n, with its Wilson interval at `level`.
struct Share {
    std::size_t successes = 0;
    std::size_t n = 0;
    Interval interval;

    [[nodiscard]] double value() const;  // NaN of none
};
[[nodiscard]] Share make_share(std::size_t successes, std::size_t n, double level = 0.95);

}  // namespace headroom::study
