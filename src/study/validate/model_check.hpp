#pragma once

// One value that a source gives for a model, and what our model gives: a row of the report of
// `headroom validate-models`, and a test of its own.

#include <string>
#include <vector>

namespace headroom::study {

// What stands behind a reference value.
enum class Evidence : char {
    kPrimary,    // the primary source was read
    kSecondary,  // quoted by another source
    kDerived,    // arithmetic from such values
};

struct ModelCheck {
    std::string model;    // "chiller"
    std::string subject;  // "COP at 18 °C chilled water, wet bulb 15 °C"
    std::string unit;     // "W", "°C", "" for a pure number
    double reference = 0;
    double ours = 0;
    double tolerance = 0;      // of |ours - reference|: a share of |reference|, or absolute
    bool is_absolute = false;  // the tolerance is in `unit`
    Evidence evidence = Evidence::kDerived;
    std::string source;  // who says the reference value, with year
    std::string fitted;  // which parameters were fitted on which rows; empty: none was

    [[nodiscard]] double error() const { return ours - reference; }
    [[nodiscard]] bool holds() const {
        const double scale = is_absolute ? 1 : (reference < 0 ? -reference : reference);
        const double gap = error() < 0 ? -error() : error();
        return gap <= tolerance * scale;  // false for NaN
    }
};

// The rows of one subject, in a fixed order.
[[nodiscard]] std::vector<ModelCheck> power_checks();
[[nodiscard]] std::vector<ModelCheck> machine_checks();
[[nodiscard]] std::vector<ModelCheck> cooling_checks();
[[nodiscard]] std::vector<ModelCheck> thermal_checks();
[[nodiscard]] std::vector<ModelCheck> climate_checks();
[[nodiscard]] std::vector<ModelCheck> carbon_checks();
[[nodiscard]] std::vector<ModelCheck> queueing_checks();
[[nodiscard]] std::vector<ModelCheck> checkpoint_checks();
[[nodiscard]] std::vector<ModelCheck> process_checks();

}  // namespace headroom::study
