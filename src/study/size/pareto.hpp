#pragma once

// The points that no other beats in every objective. Pure.

#include <cstddef>
#include <vector>

namespace headroom::study {

// Of points as [point][objective], less being better and NaN the worst: those that no other point
// equals or betters in every objective and betters in one, sorted by the first objective, then the
// next. Of equal points the first. O(n log n + n × front).
[[nodiscard]] std::vector<std::size_t> pareto_front(const std::vector<std::vector<double>>& points);

}  // namespace headroom::study
