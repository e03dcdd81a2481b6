#include "src/study/evaluate/sample.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "sim/base/detmath.hpp"
#include "sim/base/statistics.hpp"
#include "src/core/scenario/statistic_names.hpp"

namespace headroom::study {
namespace {

using scenario::kStatisticNames;

}  // namespace

std::optional<double> statistic(std::span<const double> values, std::string_view name) {
    std::vector<double> there;
    std::copy_if(values.begin(), values.end(), std::back_inserter(there),
                 [](double value) { return !std::isnan(value); });
    if (there.empty() ||
        std::find(kStatisticNames.begin(), kStatisticNames.end(), name) == kStatisticNames.end())
        return std::nullopt;
    if (name == "mean" || name == "stderr") {
        Moments moments;
        for (const double value : there)
            moments.add(value);
        return name == "mean" ? moments.mean() : moments.standard_error();
    }
    int percent = 0;
    std::from_chars(name.data() + 1, name.data() + name.size(), percent);
    const std::size_t rank = nearest_rank_index(there.size(), percent / 100.0);
    std::nth_element(there.begin(), there.begin() + static_cast<std::ptrdiff_t>(rank), there.end());
    return there[rank];
}

std::span<const std::string_view> statistic_names() {
    return kStatisticNames;
}

double Share::value() const {
    return n == 0 ? std::numeric_limits<double>::quiet_NaN()
                  : static_cast<double>(successes) / static_cast<double>(n);
}

Interval wilson_interval(double share, std::size_t n, double level) {
    const auto count = static_cast<double>(n);
    const double z = detmath::inverse_normal_cdf(0.5 + level / 2);
    const double middle = (share + z * z / (2 * count)) / (1 + z * z / count);
    const double half = z / (1 + z * z / count) *
                        std::sqrt(share * (1 - share) / count + z * z / (4 * count * count));
    return {std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

Share make_share(std::size_t successes, std::size_t n, double level) {
    Share share{successes, n, {0, 1}};
    if (n > 0)
        share.interval = wilson_interval(share.value(), n, level);
    return share;
}

}  // namespace headroom::study
