#include "src/study/size/pareto.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace headroom::study {

std::vector<std::size_t> pareto_front(const std::vector<std::vector<double>>& points) {
    std::vector<std::vector<double>> costs = points;
    for (std::vector<double>& cost : costs)
        for (double& value : cost)
            if (std::isnan(value))
                value = std::numeric_limits<double>::infinity();
    std::vector<std::size_t> order(costs.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return costs[a] < costs[b]; });
    // Whatever beats a point, or equals it and comes first, stands before it in this order; and it
    // is on the front or beaten by one that is.
    std::vector<std::size_t> front;
    for (const std::size_t i : order) {
        const bool is_beaten = std::any_of(front.begin(), front.end(), [&](std::size_t other) {
            return std::equal(costs[other].begin(), costs[other].end(), costs[i].begin(),
                              [](double a, double b) { return a <= b; });
        });
        if (!is_beaten)
            front.push_back(i);
    }
    return front;
}

}  // namespace headroom::study
