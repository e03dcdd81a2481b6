#pragma once

// A rising curve through given points, with one number to bend it between them: what gives a made
// series the percentiles and the mean that were published.

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace headroom::climate {

struct BendPoint {
    double from = 0;
    double to = 0;
};

class Bend {
public:
    // At least two points, both of their numbers rising. 0 < bow; 1 is straight between the points,
    // less is higher.
    Bend(std::vector<BendPoint> points, double bow) : points_(std::move(points)), bow_(bow) {}

    // u/(u + bow·(1 - u)) of the way from point to point; beyond the first and last with half
    // the slope from end to end: extremes are held back.
    [[nodiscard]] double operator()(double value) const;

private:
    std::vector<BendPoint> points_;
    double bow_;
};

// The bow with which `mean_of` is `mean`; it falls as the bow grows. None if no bow from 1/64 to 64
// is near enough (1e-6).
[[nodiscard]] std::optional<double> solve_bow(const std::function<double(double bow)>& mean_of,
                                              double mean);

}  // namespace headroom::climate
