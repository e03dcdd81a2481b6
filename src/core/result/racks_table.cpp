#include "src/core/result/tabulate.hpp"

namespace headroom::report {
namespace {

constexpr double kMicrowattsInKilowatt = 1e9;
constexpr double kPicojoulesInKilowattHour = 3.6e18;
constexpr double kMicrosecondsInHour = 3.6e9;

struct RackColumns {
    TextBuilder fleets, halls;
    std::vector<std::int64_t> numbers, rows, nodes;
    std::vector<double> energy_kwh, peak_kw, over_limit_h, over_cap_h;
};

Table table_of(RackColumns racks) {
    return {"racks",
            "Racks",
            {racks.fleets.build("fleet"), integer_column("rack", "", std::move(racks.numbers)),
             racks.halls.build("hall"), integer_column("row", "", std::move(racks.rows)),
             integer_column("nodes", "", std::move(racks.nodes)),
             real_column("energy_kwh", "kWh", std::move(racks.energy_kwh)),
             real_column("peak_kw", "kW", std::move(racks.peak_kw)),
             real_column("over_limit_h", "h", std::move(racks.over_limit_h)),
             real_column("over_cap_h", "h", std::move(racks.over_cap_h))}};
}

}  // namespace

Table no_racks_table() {
    return table_of({});
}

Table racks_table(const RunFacts& facts) {
    const sim::World& world = facts.compiled.world;
    const sim::Facility& facility = world.facility;
    RackColumns columns;
    const std::size_t racks = facts.record.facility.is_on ? facility.racks.size() : 0;
    for (std::size_t i = 0; i < racks; ++i) {
        const sim::Rack& rack = facility.racks[i];
        const sim::PowerRecord& record = facts.record.facility.racks[i];
        const auto hall = static_cast<std::size_t>(rack.hall);
        columns.fleets.push_back(world.fleets[rack.fleet].name);
        columns.halls.push_back(rack.hall < 0 ? "" : world.hall_names[hall]);
        columns.numbers.push_back(static_cast<std::int64_t>(i) -
                                  facility.fleets[rack.fleet].first_rack);
        columns.rows.push_back(
            rack.row < 0 ? kMissing : facility.rows[static_cast<std::size_t>(rack.row)].number);
        columns.nodes.push_back(rack.nodes);
        columns.energy_kwh.push_back(static_cast<double>(record.energy_pj) /
                                     kPicojoulesInKilowattHour);
        columns.peak_kw.push_back(static_cast<double>(record.peak_uw) / kMicrowattsInKilowatt);
        columns.over_limit_h.push_back(static_cast<double>(record.over_limit_us) /
                                       kMicrosecondsInHour);
        columns.over_cap_h.push_back(static_cast<double>(record.over_cap_us) / kMicrosecondsInHour);
    }
    return table_of(std::move(columns));
}

}  // namespace headroom::report
