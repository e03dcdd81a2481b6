#pragma once

// What is published of a year of carbon intensity, computed the plain way.

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "sim/base/statistics.hpp"

namespace headroom::carbon {

struct SeriesStatistics {
    double mean = 0, min = 0, p10 = 0, p50 = 0, p90 = 0, max = 0;
    double deviation = 0;    // of the population
    double correlation = 0;  // of an hour with the next
};

inline SeriesStatistics statistics_of(std::vector<double> values) {
    const auto n = static_cast<double>(values.size());
    SeriesStatistics result;
    result.mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
    double squares = 0, products = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double rest = values[i] - result.mean;
        squares += rest * rest;
        products += i > 0 ? rest * (values[i - 1] - result.mean) : 0;
    }
    result.deviation = std::sqrt(squares / n);
    result.correlation = products / squares;
    std::sort(values.begin(), values.end());
    result.min = values.front();
    result.p10 = nearest_rank<double>(values, 0.1);
    result.p50 = nearest_rank<double>(values, 0.5);
    result.p90 = nearest_rank<double>(values, 0.9);
    result.max = values.back();
    return result;
}

}  // namespace headroom::carbon
