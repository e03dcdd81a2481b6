#include "kernels/summary/variance_reduction.hpp"

#include <string>

#include "sim/base/contract.hpp"
#include "sim/base/detmath.hpp"

namespace headroom::mc {

Moments pair_means(std::span<const double> values) {
    Moments moments;
    for (std::size_t i = 0; i + 1 < values.size(); i += 2) {
        const double mean = values[i] / 2 + values[i + 1] / 2;
        if (mean == mean)
            moments.add(mean);
    }
    return moments;
}

ControlledMean control_variate(std::span<const double> y,
                               std::span<const double> x,
                               double true_mean_of_x) {
    HEADROOM_REQUIRE(y.size() == x.size() && y.size() > 2, std::to_string(y.size()));
    Moments of_y, of_x;
    for (std::size_t i = 0; i < y.size(); ++i) {
        of_y.add(y[i]);
        of_x.add(x[i]);
    }
    double products = 0, squares = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
        products += (x[i] - of_x.mean()) * (y[i] - of_y.mean());
        squares += (x[i] - of_x.mean()) * (x[i] - of_x.mean());
    }
    ControlledMean result;
    result.slope = squares > 0 ? products / squares : 0;
    result.mean = of_y.mean() - result.slope * (of_x.mean() - true_mean_of_x);
    double unexplained = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
        const double rest = y[i] - of_y.mean() - result.slope * (x[i] - of_x.mean());
        unexplained += rest * rest;
    }
    result.variance = unexplained / static_cast<double>(y.size() - 2);
    return result;
}

KimNelson kim_nelson(std::size_t k, std::size_t first, double alpha) {
    HEADROOM_REQUIRE(k > 1 && first > 1 && alpha > 0 && alpha < 1, std::to_string(k));
    const auto freedom = static_cast<double>(first - 1);
    const double base = 2 * alpha / static_cast<double>(k - 1);
    KimNelson constants;
    constants.eta = 0.5 * (detmath::pow(base, -2 / freedom) - 1);
    constants.h_squared = 2 * constants.eta * freedom;
    return constants;
}

}  // namespace headroom::mc
