#include "sim/model/power/energy_store.hpp"

#include <algorithm>
#include <limits>
#include <string>

#include "sim/base/contract.hpp"

namespace headroom::sim {
namespace {

void require_sane(const Battery& battery, const PeakShaving& use) {
    const auto is_share = [](double share) {
        return share > 0 && share <= 1;
    };
    HEADROOM_REQUIRE(is_share(battery.charge_efficiency) && is_share(battery.discharge_efficiency),
                     std::to_string(battery.charge_efficiency) + " " +
                         std::to_string(battery.discharge_efficiency));
    HEADROOM_REQUIRE(use.charge_below_w <= use.import_limit_w,
                     std::to_string(use.charge_below_w) + " W above the limit");
}

double generation_at(std::span<const double> generation_w, std::size_t step) {
    if (generation_w.empty())
        return 0;
    return generation_w.size() == 1 ? generation_w[0] : generation_w[step];
}

}  // namespace

StoreStep dispatch_store(const Battery& battery,
                         const PeakShaving& use,
                         double load_w,
                         double generation_w,
                         double seconds,
                         double stored_j) {
    const double net_w = load_w - generation_w;
    StoreStep step{.stored_j = stored_j};
    if (net_w > use.import_limit_w) {
        const double left_j = std::max(0.0, stored_j - battery.least_charge * battery.capacity_j);
        step.discharge_w = std::min({net_w - use.import_limit_w, battery.discharge_limit_w,
                                     left_j * battery.discharge_efficiency / seconds});
        const double taken_w = step.discharge_w / battery.discharge_efficiency;
        step.loss_w = taken_w - step.discharge_w;
        step.stored_j -= taken_w * seconds;
    } else if (net_w < use.charge_below_w) {
        const double room_j = std::max(0.0, battery.capacity_j - stored_j);
        step.charge_w = std::min({use.charge_below_w - net_w, battery.charge_limit_w,
                                  room_j / (battery.charge_efficiency * seconds)});
        const double kept_w = step.charge_w * battery.charge_efficiency;
        step.loss_w = step.charge_w - kept_w;
        step.stored_j += kept_w * seconds;
    }
    const double grid_w = net_w + step.charge_w - step.discharge_w;
    step.import_w = std::max(0.0, grid_w);
    step.export_w = std::max(0.0, -grid_w);
    step.unmet_w = std::max(0.0, step.import_w - use.import_limit_w);
    return step;
}

StoreCourse dispatch_store(const Battery& battery,
                           const PeakShaving& use,
                           std::span<const double> load_w,
                           std::span<const double> generation_w,
                           double seconds) {
    require_sane(battery, use);
    HEADROOM_REQUIRE(seconds > 0, std::to_string(seconds) + " s");
    HEADROOM_REQUIRE(generation_w.size() <= 1 || generation_w.size() == load_w.size(),
                     std::to_string(generation_w.size()) + " steps of generation");
    StoreCourse course;
    course.steps.reserve(load_w.size());
    double stored_j = battery.initial_charge * battery.capacity_j;
    double taken_j = 0;
    for (std::size_t i = 0; i < load_w.size(); ++i) {
        const StoreStep step = dispatch_store(battery, use, load_w[i],
                                              generation_at(generation_w, i), seconds, stored_j);
        taken_j += step.discharge_w / battery.discharge_efficiency * seconds;
        course.unmet_j += step.unmet_w * seconds;
        course.highest_import_w = std::max(course.highest_import_w, step.import_w);
        stored_j = step.stored_j;
        course.steps.push_back(step);
    }
    course.cycles = battery.usable_j() > 0 ? taken_j / battery.usable_j() : 0;
    return course;
}

double autonomy_s(const Battery& battery, double load_w, double charge) {
    if (load_w > battery.discharge_limit_w)
        return 0;
    const double left_j = std::max(0.0, charge - battery.least_charge) * battery.capacity_j;
    return load_w > 0 ? left_j * battery.discharge_efficiency / load_w
                      : std::numeric_limits<double>::infinity();
}

}  // namespace headroom::sim
