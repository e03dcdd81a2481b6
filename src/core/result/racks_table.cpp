#include "src/core/result/tabulate.hpp"

namespace headroom::report {
namespace {

constexpr double kMicrowattsInKilowatt = 1e9;
constexpr double kPicojoulesInKilowattHour = 3.6e18;
constexpr double kMicrosecondsInHour = 3.6e9;

}  // namespace

Table racks_table(const RunFacts& facts) {
    const sim::World& world = facts.compiled.world;
    const sim::Facility& facility = world.facility;
    TextBuilder fleets, halls;
    std::vector<std::int64_t> numbers, rows, nodes;
    std::vector<double> energy_kwh, peak_kw, over_limit_h;
    const std::size_t racks = facts.record.facility.is_on ? facility.racks.size() : 0;
    for (std::size_t i = 0; i < racks; ++i) {
        const sim::Rack& rack = facility.racks[i];
        const sim::PowerRecord& record = facts.record.facility.racks[i];
        const auto hall = static_cast<std::size_t>(rack.hall);
        fleets.push_back(world.fleets[rack.fleet].name);
        halls.push_back(rack.hall < 0 ? "" : world.hall_names[hall]);
        numbers.push_back(static_cast<std::int64_t>(i) - facility.fleets[rack.fleet].first_rack);
        rows.push_back(rack.row < 0 ? kMissing
                                    : facility.rows[static_cast<std::size_t>(rack.row)].number);
        nodes.push_back(rack.nodes);
        energy_kwh.push_back(static_cast<double>(record.energy_pj) / kPicojoulesInKilowattHour);
        peak_kw.push_back(static_cast<double>(record.peak_uw) / kMicrowattsInKilowatt);
        over_limit_h.push_back(static_cast<double>(record.over_limit_us) / kMicrosecondsInHour);
    }
    return {
        "racks",
        "Racks",
        {fleets.build("fleet"), integer_column("rack", "", std::move(numbers)), halls.build("hall"),
         integer_column("row", "", std::move(rows)), integer_column("nodes", "", std::move(nodes)),
         real_column("energy_kwh", "kWh", std::move(energy_kwh)),
         real_column("peak_kw", "kW", std::move(peak_kw)),
         real_column("over_limit_h", "h", std::move(over_limit_h))}};
}

}  // namespace headroom::report
