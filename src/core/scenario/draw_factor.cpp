#include "src/core/scenario/draw_factor.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/entity.hpp"
#include "sim/base/philox.hpp"

namespace headroom::scenario {
namespace {

void draw_one(const Range& range,
              const std::string& path,
              std::optional<TrialSeed> trial,
              Number& number,
              std::vector<std::pair<std::string, double>>& factors) {
    if (!number.distribution) {
        return;
    }
    if (trial) {
        const double uniform = draw_uniform({.seed = trial->seed,
                                             .stream = Stream::kFactor,
                                             .entity = entity_of(path, 0),
                                             .index = 0,
                                             .trial = trial->trial});
        number.value = std::clamp(draw(*number.distribution, uniform), range.lowest, range.highest);
        if (range.is_whole) {
            number.value = std::round(number.value);
        }
    }
    factors.emplace_back(path, number.value);
}

}  // namespace

void draw_factors(const Field& field,
                  const std::string& path,
                  std::optional<TrialSeed> trial,
                  FieldValue& value,
                  std::vector<std::pair<std::string, double>>& factors) {
    if (field.variation != Variation::kFactor) {
        return;
    }
    if (field.kind != FieldKind::kGrowth) {
        draw_one(field.range, path, trial, value.number, factors);
        return;
    }
    auto& growth = value.demand.growth;
    draw_one(field.range, path + ".arrivals", trial, growth.arrivals.yearly, factors);
    draw_one(field.range, path + ".size", trial, growth.size.yearly, factors);
    draw_one(field.range, path + ".runtime", trial, growth.runtime.yearly, factors);
}

}  // namespace headroom::scenario
