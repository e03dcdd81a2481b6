#include "src/core/scenario/draw_factor.hpp"

#include <algorithm>
#include <cmath>

namespace headroom::scenario {
namespace {

void draw_one(const Range& range,
              const std::string& path,
              const FactorDraws& draws,
              Number& number,
              std::vector<std::pair<std::string, double>>& factors) {
    if (!number.distribution) {
        return;
    }
    if (const std::optional<double> uniform = draws.uniform(path)) {
        number.value =
            std::clamp(draw(*number.distribution, *uniform), range.lowest, range.highest);
        if (range.is_whole) {
            number.value = std::round(number.value);
        }
    }
    factors.emplace_back(path, number.value);
}

}  // namespace

void draw_factors(const Field& field,
                  const std::string& path,
                  const FactorDraws& draws,
                  FieldValue& value,
                  std::vector<std::pair<std::string, double>>& factors) {
    if (field.variation != Variation::kFactor) {
        return;
    }
    if (field.kind != FieldKind::kGrowth) {
        draw_one(field.range, path, draws, value.number, factors);
        return;
    }
    auto& growth = value.demand.growth;
    draw_one(field.range, path + ".arrivals", draws, growth.arrivals.yearly, factors);
    draw_one(field.range, path + ".size", draws, growth.size.yearly, factors);
    draw_one(field.range, path + ".runtime", draws, growth.runtime.yearly, factors);
}

}  // namespace headroom::scenario
