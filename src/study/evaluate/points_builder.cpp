#include "src/study/evaluate/points_builder.hpp"

#include <cmath>
#include <utility>

namespace headroom::study {

void PointsBuilder::begin(std::string variant, std::string point) {
    variant_ = std::move(variant);
    point_ = std::move(point);
}

void PointsBuilder::add(std::string_view metric,
                        std::string_view statistic,
                        double value,
                        std::string_view unit) {
    if (std::isnan(value))
        return;
    variants_.push_back(variant_);
    points_.push_back(point_);
    metrics_.push_back(metric);
    statistics_.push_back(statistic);
    values_.push_back(value);
    units_.push_back(unit);
}

report::Table PointsBuilder::build() {
    return {"points",
            "Points",
            {variants_.build("variant"), points_.build("point"), metrics_.build("metric"),
             statistics_.build("statistic"), report::real_column("value", "", std::move(values_)),
             units_.build("unit")}};
}

}  // namespace headroom::study
