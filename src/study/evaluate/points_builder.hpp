#pragma once

// points.csv, which every study writes: variant, point, metric, statistic, value, unit, a line a
// value (DESIGN.md §5).

#include <string>
#include <string_view>
#include <vector>

#include "src/core/table/table.hpp"

namespace headroom::study {

class PointsBuilder {
public:
    // What the next values are of.
    void begin(std::string variant, std::string point);

    // A value that is none (NaN) has no line.
    void add(std::string_view metric,
             std::string_view statistic,
             double value,
             std::string_view unit);

    [[nodiscard]] report::Table build();

private:
    std::string variant_, point_;
    report::TextBuilder variants_, points_, metrics_, statistics_, units_;
    std::vector<double> values_;
};

}  // namespace headroom::study
