#include <array>

#include "src/study/validate/model_report.hpp"

namespace headroom::study {
namespace {

// In the order of the report.
constexpr std::array kParts{
    power_checks,       //
    machine_checks,     //
    cooling_checks,     //
    thermal_checks,     //
    climate_checks,     //
    carbon_checks,      //
    queueing_checks,    //
    checkpoint_checks,  //
    process_checks,     //
};

}  // namespace

std::vector<ModelCheck> all_model_checks() {
    std::vector<ModelCheck> rows;
    for (const auto& part : kParts)
        for (ModelCheck& check : part())
            rows.push_back(std::move(check));
    // Two parts may have rows of one model.
    std::vector<ModelCheck> grouped;
    for (const std::string& model : model_names(rows))
        for (ModelCheck& check : select_model(rows, model))
            grouped.push_back(std::move(check));
    return grouped;
}

}  // namespace headroom::study
