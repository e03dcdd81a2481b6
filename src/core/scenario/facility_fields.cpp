#include "src/core/scenario/field_lists.hpp"
#include "src/core/scenario/store_field.hpp"

// A table of data: one record a key, in the order in which help and manual list them.
// clang-format off

namespace headroom::scenario {
namespace {

constexpr Range kPower{.lowest = 0, .highest = 1e11, .excludes_lowest = true};
constexpr Range kLoss{.lowest = 0, .highest = 1e6};
constexpr Range kEfficiency{.lowest = 0.5, .highest = 1};
constexpr Range kShare{.lowest = 0, .highest = 1};
constexpr Range kCarbon{.lowest = 0, .highest = 1e-3};
constexpr std::string_view kPolicyHelp =
    "How the cap is kept. uniform: all GPUs at one level; priority: deferrable work is slowed "
    "first; admission: no job starts that would need more";

std::vector<Field> facility_of_sites() {
    return {
        {.path = "facility", .kind = FieldKind::kTable,
         .help = "How power, cooling and heat are simulated",
         .store = store_nothing},
        {.path = "facility.step", .kind = FieldKind::kQuantity,
         .help = "Time between two looks at temperatures, where a hall has some; between them "
                 "nothing slows a rack that gets hot. 10 s for halls near their limits",
         .example = "\"10 s\"", .default_text = "[60 s]",
         .store = store_member<&Scenario::facility, &FacilitySettings::step_s>,
         .dimension = Dimension::kTime, .range = {.lowest = 1, .highest = 86400}},
        {.path = "site.*.climate", .kind = FieldKind::kText,
         .help = "A climate of the catalog, from whose statistics hours are made",
         .example = "\"frankfurt\"", .default_text = "[none]",
         .store = store_in<&Scenario::sites, &Site::facility, &SiteFacility::climate>},
        {.path = "site.*.weather", .kind = FieldKind::kPath,
         .help = "Its own weather by the hour: an EPW file, or a CSV of time, dry_bulb and "
                 "wet_bulb or relative_humidity",
         .example = "\"frankfurt.epw\"", .default_text = "[none]",
         .store = store_in<&Scenario::sites, &Site::facility, &SiteFacility::weather>},
        {.path = "site.*.utc_offset", .kind = FieldKind::kQuantity,
         .help = "Its clock's lead over UTC, by which the weekdays and hours of its cap calendars "
                 "and the days of a climate go; without daylight saving time",
         .example = "\"1 h\"", .default_text = "\"0 h\"",
         .store = store_in<&Scenario::sites, &Site::facility, &SiteFacility::utc_offset_s>,
         .dimension = Dimension::kTime, .range = {.lowest = -50400, .highest = 50400}},
        {.path = "site.*.power_limit", .kind = FieldKind::kQuantity,
         .help = "What all its halls may draw together, with cooling and other load. Reported",
         .example = "\"20 MW\"", .default_text = "[none]",
         .store = store_in<&Scenario::sites, &Site::facility, &SiteFacility::power_limit_w>,
         .dimension = Dimension::kPower, .range = kPower},
        {.path = "site.*.power_cap", .kind = FieldKind::kQuantity,
         .help = "The same, enforced: GPUs are slowed or jobs wait",
         .example = "\"20 MW\"", .default_text = "[none]",
         .store = store_in<&Scenario::sites, &Site::facility, &SiteFacility::cap,
                           &CapSettings::cap_w>,
         .dimension = Dimension::kPower, .range = kPower},
        {.path = "site.*.cap_policy", .kind = FieldKind::kChoice, .help = kPolicyHelp,
         .example = "\"priority\"", .default_text = "\"uniform\"",
         .store = store_in<&Scenario::sites, &Site::facility, &SiteFacility::cap,
                           &CapSettings::policy>,
         .choices = {"uniform", "priority", "admission"}},
        {.path = "site.*.cap_calendar", .kind = FieldKind::kPath,
         .help = "A CSV of caps for a while, of which the lowest holds: columns from, to, cap, or "
                 "weekday, hour, cap",
         .example = "\"grid-events.csv\"", .default_text = "[none]",
         .store = store_in<&Scenario::sites, &Site::facility, &SiteFacility::cap,
                           &CapSettings::calendar>},
        {.path = "site.*.grid", .kind = FieldKind::kText,
         .help = "A grid of the catalog, for its carbon intensity: by the hour where the catalog "
                 "knows its hours, else its annual mean",
         .example = "\"ciso\"", .default_text = "[none]",
         .store = store_in<&Scenario::sites, &Site::facility, &SiteFacility::grid>},
        {.path = "site.*.carbon", .kind = FieldKind::kQuantity,
         .help = "Carbon intensity of its electricity, the same at all hours",
         .example = "\"330 g/kWh\"", .default_text = "[none]",
         .store = store_in<&Scenario::sites, &Site::facility, &SiteFacility::carbon_kg_per_j>,
         .dimension = Dimension::kMassPerEnergy, .variation = Variation::kFactor,
         .range = kCarbon},
        {.path = "site.*.carbon_table", .kind = FieldKind::kPath,
         .help = "Carbon intensity by the hour: a CSV of time and carbon_intensity or "
                 "marginal_intensity with its unit",
         .example = "\"intensity.csv\"", .default_text = "[none]",
         .store = store_in<&Scenario::sites, &Site::facility, &SiteFacility::carbon_table>},
        {.path = "site.*.carbon_contract", .kind = FieldKind::kTable,
         .help = "Energy under contract, for market-based carbon",
         .store = store_in<&Scenario::sites, &Site::facility, &SiteFacility::contract>},
        {.path = "site.*.carbon_contract.share", .kind = FieldKind::kQuantity,
         .help = "Of the energy of each hour",
         .example = "\"60 %\"",
         .store = store_in<&Scenario::sites, &Site::facility, &SiteFacility::contract,
                           &CarbonContract::share>,
         .is_required = true, .dimension = Dimension::kFraction, .variation = Variation::kFactor,
         .range = kShare},
        {.path = "site.*.carbon_contract.intensity", .kind = FieldKind::kQuantity,
         .help = "Of the energy under contract",
         .example = "\"0 g/kWh\"", .default_text = "\"0 g/kWh\"",
         .store = store_in<&Scenario::sites, &Site::facility, &SiteFacility::contract,
                           &CarbonContract::kg_per_j>,
         .dimension = Dimension::kMassPerEnergy, .variation = Variation::kFactor,
         .range = kCarbon},
        {.path = "site.*.import_limit", .kind = FieldKind::kQuantity,
         .help = "What the grid should give at most, by quarters of an hour: the battery gives "
                 "what is needed above it, and charges below it",
         .example = "\"18 MW\"", .default_text = "[none: the battery stays full]",
         .store = store_in<&Scenario::sites, &Site::facility, &SiteFacility::import_limit_w>,
         .dimension = Dimension::kPower, .range = kPower},
        {.path = "site.*.battery", .kind = FieldKind::kTable,
         .help = "A battery at the grid connection",
         .store = store_in<&Scenario::sites, &Site::facility, &SiteFacility::battery>},
        {.path = "site.*.battery.capacity", .kind = FieldKind::kQuantity,
         .help = "What it holds; a tenth of it stays in it",
         .example = "\"8 MWh\"",
         .store = store_in<&Scenario::sites, &Site::facility, &SiteFacility::battery,
                           &BatterySettings::capacity_j>,
         .is_required = true, .dimension = Dimension::kEnergy, .variation = Variation::kFactor,
         .range = {.lowest = 0, .highest = 1e15}},
        {.path = "site.*.battery.power", .kind = FieldKind::kQuantity,
         .help = "What it takes or gives at most",
         .example = "\"4 MW\"",
         .store = store_in<&Scenario::sites, &Site::facility, &SiteFacility::battery,
                           &BatterySettings::power_w>,
         .is_required = true, .dimension = Dimension::kPower, .variation = Variation::kFactor,
         .range = {.lowest = 0, .highest = 1e11}},
        {.path = "site.*.battery.efficiency", .kind = FieldKind::kQuantity,
         .help = "Of what it took, what it gives back",
         .example = "\"88 %\"", .default_text = "\"90 %\"",
         .store = store_in<&Scenario::sites, &Site::facility, &SiteFacility::battery,
                           &BatterySettings::round_trip>,
         .dimension = Dimension::kFraction, .range = {.lowest = 0.3, .highest = 1}},
        {.path = "site.*.generation", .kind = FieldKind::kNumberList,
         .help = "What the site generates itself in each hour of the day, by its own clock; what "
                 "nobody takes is exported",
         .example = "[\"0 kW\", \"0 kW\", \"0 kW\", \"0 kW\", \"0 kW\", \"0 kW\", \"100 kW\", "
                    "\"400 kW\", \"800 kW\", \"1 MW\", \"1 MW\", \"1 MW\", \"1 MW\", \"1 MW\", "
                    "\"1 MW\", \"800 kW\", \"400 kW\", \"100 kW\", \"0 kW\", \"0 kW\", \"0 kW\", "
                    "\"0 kW\", \"0 kW\", \"0 kW\"]",
         .default_text = "[none]",
         .store = store_in<&Scenario::sites, &Site::facility, &SiteFacility::generation_w>,
         .dimension = Dimension::kPower, .range = {.lowest = 0, .highest = 1e11}, .length = 24},
    };
}

std::vector<Field> limits_of_halls() {
    return {
        {.path = "hall.*.power_cap", .kind = FieldKind::kQuantity,
         .help = "What the hall's feed carries at most, enforced: GPUs are slowed or jobs wait. "
                 "Cooling has a feed of its own",
         .example = "\"3.5 MW\"", .default_text = "[none]",
         .store = store_in<&Scenario::halls, &Hall::facility, &HallFacility::cap,
                           &CapSettings::cap_w>,
         .dimension = Dimension::kPower, .range = kPower},
        {.path = "hall.*.cap_policy", .kind = FieldKind::kChoice, .help = kPolicyHelp,
         .example = "\"priority\"", .default_text = "\"uniform\"",
         .store = store_in<&Scenario::halls, &Hall::facility, &HallFacility::cap,
                           &CapSettings::policy>,
         .choices = {"uniform", "priority", "admission"}},
        {.path = "hall.*.cap_calendar", .kind = FieldKind::kPath,
         .help = "A CSV of caps of the hall for a while, of which the lowest holds: columns from, "
                 "to, cap, or weekday, hour, cap",
         .example = "\"night-caps.csv\"", .default_text = "[none]",
         .store = store_in<&Scenario::halls, &Hall::facility, &HallFacility::cap,
                           &CapSettings::calendar>},
        {.path = "hall.*.racks_per_row", .kind = FieldKind::kCount,
         .help = "Racks in a row, in the order of the fleets; the last row may be shorter",
         .example = "10", .default_text = "[no rows]",
         .store = store_in<&Scenario::halls, &Hall::facility, &HallFacility::racks_per_row>,
         .range = {.lowest = 1, .highest = 1e6}},
        {.path = "hall.*.row_limit", .kind = FieldKind::kQuantity,
         .help = "What each row may draw. Reported",
         .example = "\"400 kW\"", .default_text = "[none]",
         .store = store_in<&Scenario::halls, &Hall::facility, &HallFacility::row_limit_w>,
         .dimension = Dimension::kPower, .range = kPower},
        {.path = "hall.*.row_cap", .kind = FieldKind::kQuantity,
         .help = "The same, enforced",
         .example = "\"400 kW\"", .default_text = "[none]",
         .store = store_in<&Scenario::halls, &Hall::facility, &HallFacility::row_cap_w>,
         .dimension = Dimension::kPower, .range = kPower},
        {.path = "hall.*.rack_cap", .kind = FieldKind::kQuantity,
         .help = "What each rack draws at most, enforced",
         .example = "\"40 kW\"", .default_text = "[none]",
         .store = store_in<&Scenario::halls, &Hall::facility, &HallFacility::rack_cap_w>,
         .dimension = Dimension::kPower, .range = kPower},
    };
}

template <auto... Members>
constexpr Store store_chain =
    store_in<&Scenario::halls, &Hall::facility, &HallFacility::power_chain, Members...>;

std::vector<Field> chains_of_halls() {
    using sim::Converter, sim::PowerChain, sim::RectifierStage, sim::UpsStage;
    return {
        {.path = "hall.*.power_chain", .kind = FieldKind::kTable,
         .help = "The way of power to the boards. A converter takes in (output + loss) / "
                 "efficiency; each stage is off by default",
         .store = store_in<&Scenario::halls, &Hall::facility, &HallFacility::power_chain>},
        {.path = "hall.*.power_chain.node_loss", .kind = FieldKind::kQuantity,
         .help = "Steady loss of the converter of a node",
         .example = "\"13 W\"", .default_text = "\"0 W\"",
         .store = store_chain<&PowerChain::node, &Converter::loss_w>,
         .dimension = Dimension::kPower, .range = kLoss},
        {.path = "hall.*.power_chain.node_efficiency", .kind = FieldKind::kQuantity,
         .help = "Of the converter of a node",
         .example = "\"98 %\"", .default_text = "\"100 %\"",
         .store = store_chain<&PowerChain::node, &Converter::efficiency>,
         .dimension = Dimension::kFraction, .range = kEfficiency},
        {.path = "hall.*.power_chain.chassis_power", .kind = FieldKind::kQuantity,
         .help = "What a chassis draws besides its nodes; see nodes_per_chassis of its fleets",
         .example = "\"1 kW\"", .default_text = "\"0 W\"",
         .store = store_chain<&PowerChain::chassis_w>,
         .dimension = Dimension::kPower, .range = kLoss},
        {.path = "hall.*.power_chain.rectifiers", .kind = FieldKind::kCount,
         .help = "Rectifiers of a chassis, which share its load; 0: none",
         .example = "4", .default_text = "0",
         .store = store_chain<&PowerChain::rectifier, &RectifierStage::per_chassis>,
         .range = {.lowest = 0, .highest = 1000}},
        {.path = "hall.*.power_chain.rectifier_loss", .kind = FieldKind::kQuantity,
         .help = "Steady loss of a rectifier",
         .example = "\"17 W\"", .default_text = "\"0 W\"",
         .store = store_chain<&PowerChain::rectifier, &RectifierStage::each, &Converter::loss_w>,
         .dimension = Dimension::kPower, .range = kLoss},
        {.path = "hall.*.power_chain.rectifier_efficiency", .kind = FieldKind::kQuantity,
         .help = "Of a rectifier",
         .example = "\"96 %\"", .default_text = "\"100 %\"",
         .store =
             store_chain<&PowerChain::rectifier, &RectifierStage::each, &Converter::efficiency>,
         .dimension = Dimension::kFraction, .range = kEfficiency},
        {.path = "hall.*.power_chain.smart_rectifiers", .kind = FieldKind::kBoolean,
         .help = "Whether only as many of a chassis are on as its load needs, one for 13.67 kW",
         .example = "true", .default_text = "false",
         .store = store_chain<&PowerChain::rectifier, &RectifierStage::shares_smartly>},
        {.path = "hall.*.power_chain.pdu_efficiency", .kind = FieldKind::kQuantity,
         .help = "Of the power distribution units",
         .example = "\"98.5 %\"", .default_text = "\"100 %\"",
         .store = store_chain<&PowerChain::pdu_efficiency>,
         .dimension = Dimension::kFraction, .range = kEfficiency},
        {.path = "hall.*.power_chain.ups_rating", .kind = FieldKind::kQuantity,
         .help = "Output of one UPS; its losses are 6, 4, 3.5 and 4 % at a quarter, a half, three "
                 "quarters and all of it",
         .example = "\"1.5 MW\"", .default_text = "[no UPS]",
         .store = store_chain<&PowerChain::ups, &UpsStage::rating_w>,
         .dimension = Dimension::kPower, .range = kPower},
        {.path = "hall.*.power_chain.ups_units", .kind = FieldKind::kCount,
         .help = "N: as many as the load needs",
         .example = "4", .default_text = "1",
         .store = store_chain<&PowerChain::ups, &UpsStage::units>,
         .range = {.lowest = 1, .highest = 10000}},
        {.path = "hall.*.power_chain.ups_redundancy", .kind = FieldKind::kChoice,
         .help = "N+1: one more than needed, 2N: twice as many; all of them share the load",
         .example = "\"N+1\"", .default_text = "\"N\"",
         .store = store_chain<&PowerChain::ups, &UpsStage::redundancy>,
         .choices = {"N", "N+1", "2N"}},
        {.path = "hall.*.power_chain.ups_eco", .kind = FieldKind::kBoolean,
         .help = "Whether the load runs past the converters of the UPS, at 99 %",
         .example = "true", .default_text = "false",
         .store = store_chain<&PowerChain::ups, &UpsStage::is_eco>},
        {.path = "hall.*.power_chain.transformer_efficiency", .kind = FieldKind::kQuantity,
         .help = "Of the transformer",
         .example = "\"98.5 %\"", .default_text = "\"100 %\"",
         .store = store_chain<&PowerChain::transformer_efficiency>,
         .dimension = Dimension::kFraction, .range = kEfficiency},
        {.path = "hall.*.power_chain.feed_rating", .kind = FieldKind::kQuantity,
         .help = "Breaker of one feed; 80 % of it may flow for hours. With it or ups_rating, what "
                 "the hall draws is compared with what it may with one feed or unit lost",
         .example = "\"4 MW\"", .default_text = "[no limit]",
         .store = store_chain<&PowerChain::feed_rating_w>,
         .dimension = Dimension::kPower, .range = kPower},
    };
}

template <auto... Members>
constexpr Store store_cooling =
    store_in<&Scenario::halls, &Hall::facility, &HallFacility::cooling, Members...>;
template <auto... Members>
constexpr Store store_plant = store_cooling<&CoolingSettings::plant, Members...>;
template <auto... Members>
constexpr Store store_thermal =
    store_in<&Scenario::halls, &Hall::facility, &HallFacility::thermal, Members...>;

std::vector<Field> cooling_of_halls() {
    using sim::CduLaw, sim::CoolingPlant, sim::WaterUse;
    return {
        {.path = "hall.*.cooling", .kind = FieldKind::kTable,
         .help = "What carries the heat away; needs a climate or the weather of its site",
         .store = store_in<&Scenario::halls, &Hall::facility, &HallFacility::cooling>},
        {.path = "hall.*.cooling.kind", .kind = FieldKind::kChoice,
         .help = "air: chilled water and cooling towers; air-direct: air-cooled chillers; liquid: "
                 "cold plates, and air for the rest",
         .example = "\"liquid\"", .default_text = "\"air\"",
         .store = store_plant<&CoolingPlant::kind>, .choices = {"air", "air-direct", "liquid"}},
        {.path = "hall.*.cooling.supply", .kind = FieldKind::kQuantity,
         .help = "Of the water to cold plates where the kind is liquid, else of the air to the "
                 "servers",
         .example = "\"32 °C\"", .default_text = "[32 °C of liquid, 24 °C of air]",
         .store = store_cooling<&CoolingSettings::supply_c>,
         .dimension = Dimension::kTemperature, .range = {.lowest = 5, .highest = 60}},
        {.path = "hall.*.cooling.air_supply", .kind = FieldKind::kQuantity,
         .help = "Of the air to the servers where the kind is liquid",
         .example = "\"24 °C\"", .default_text = "[24 °C]",
         .store = store_cooling<&CoolingSettings::air_supply_c>,
         .dimension = Dimension::kTemperature, .range = {.lowest = 5, .highest = 45}},
        {.path = "hall.*.cooling.design_heat", .kind = FieldKind::kQuantity,
         .help = "What the machines are sized for",
         .example = "\"3 MW\"", .default_text = "[the hall with all nodes at their busy power]",
         .store = store_cooling<&CoolingSettings::design_heat_w>,
         .dimension = Dimension::kPower, .range = kPower},
        {.path = "hall.*.cooling.economiser", .kind = FieldKind::kBoolean,
         .help = "Whether cold weather cools without the chiller; liquid always can",
         .example = "false", .default_text = "true",
         .store = store_plant<&CoolingPlant::has_economiser>},
        {.path = "hall.*.cooling.liquid_share", .kind = FieldKind::kQuantity,
         .help = "Share of the heat that goes into the liquid",
         .example = "\"80 %\"", .default_text = "\"94.5 %\"",
         .store = store_plant<&CoolingPlant::liquid_share>,
         .dimension = Dimension::kFraction, .range = kShare},
        {.path = "hall.*.cooling.sink", .kind = FieldKind::kChoice,
         .help = "Where liquid cooling leaves its heat: tower evaporates water, dry uses none",
         .example = "\"tower\"", .default_text = "\"dry\"",
         .store = store_plant<&CoolingPlant::liquid_sink>, .choices = {"tower", "dry"}},
        {.path = "hall.*.cooling.cdus", .kind = FieldKind::kCount,
         .help = "Coolant distribution units",
         .example = "25", .default_text = "[pumps sized from the flow]",
         .store = store_plant<&CoolingPlant::cdu, &CduLaw::count>,
         .range = {.lowest = 1, .highest = 100000}},
        {.path = "hall.*.cooling.cdu_pump", .kind = FieldKind::kQuantity,
         .help = "What the pumps of one of the cdus draw",
         .example = "\"8.5 kW\"", .default_text = "\"8473.47 W\"",
         .store = store_plant<&CoolingPlant::cdu, &CduLaw::pump_w>,
         .dimension = Dimension::kPower, .range = kLoss},
        {.path = "hall.*.cooling.cycles", .kind = FieldKind::kQuantity,
         .help = "How often tower water goes round before it is drained: cycles of concentration",
         .example = "4", .default_text = "5",
         .store = store_plant<&CoolingPlant::water, &WaterUse::cycles_of_concentration>,
         .range = {.lowest = 1.1, .highest = 20}},
        {.path = "hall.*.thermal", .kind = FieldKind::kTable,
         .help = "Temperatures of GPUs, racks and rows; GPUs that grow too hot are slowed. Needs "
                 "racks and cooling",
         .store = store_in<&Scenario::halls, &Hall::facility, &HallFacility::thermal>},
        {.path = "hall.*.thermal.gpu_resistance", .kind = FieldKind::kQuantity,
         .help = "From the junction of a GPU to its air, or to its coolant, in K/W",
         .example = "0.05", .default_text = "[0.065 to air, 0.03 to a cold plate]",
         .store = store_thermal<&ThermalSettings::gpu_k_per_w>,
         .range = {.lowest = 0.001, .highest = 10}},
        {.path = "hall.*.thermal.gpu_capacity", .kind = FieldKind::kQuantity,
         .help = "Heat capacity of a GPU with its heat sink or cold plate, in J/K",
         .example = "500", .default_text = "[400]",
         .store = store_thermal<&ThermalSettings::gpu_j_per_k>,
         .range = {.lowest = 1, .highest = 1e6}},
        {.path = "hall.*.thermal.rack_capacity", .kind = FieldKind::kQuantity,
         .help = "Heat capacity of a rack with all in it but the GPUs, in J/K",
         .example = "300000", .default_text = "[400000]",
         .store = store_thermal<&ThermalSettings::rack_j_per_k>,
         .range = {.lowest = 1000, .highest = 1e9}},
        {.path = "hall.*.thermal.gpu_heat_share", .kind = FieldKind::kQuantity,
         .help = "Share of the power of the racks that the GPUs turn into heat",
         .example = "\"75 %\"", .default_text = "[of its GPUs at training, else 80 %]",
         .store = store_thermal<&ThermalSettings::gpu_heat_share>,
         .dimension = Dimension::kFraction, .range = kShare},
        {.path = "hall.*.thermal.slow_at", .kind = FieldKind::kQuantity,
         .help = "Temperature beyond which the GPUs of a rack are slowed; 8 K more count as "
                 "overheated",
         .example = "\"85 °C\"", .default_text = "[87 °C]",
         .store = store_thermal<&ThermalSettings::slow_at_c>,
         .dimension = Dimension::kTemperature, .range = {.lowest = 40, .highest = 110}},
    };
}

std::vector<Field> facility_of_jobs() {
    return {
        {.path = "fleet.*.nodes_per_rack", .kind = FieldKind::kCount,
         .help = "Nodes in a rack; the last one may have fewer",
         .example = "4", .default_text = "[not known]",
         .store = store_in<&Scenario::fleets, &Fleet::facility, &FleetFacility::nodes_per_rack>,
         .range = {.lowest = 1, .highest = 1e6}},
        {.path = "fleet.*.nodes_per_chassis", .kind = FieldKind::kCount,
         .help = "Nodes that share chassis_power and rectifiers of their hall's power chain",
         .example = "16", .default_text = "[no chassis]",
         .store = store_in<&Scenario::fleets, &Fleet::facility, &FleetFacility::nodes_per_chassis>,
         .range = {.lowest = 1, .highest = 1e6}},
        {.path = "fleet.*.gpu_idle_power", .kind = FieldKind::kQuantity,
         .help = "What one of its GPUs draws when idle",
         .example = "\"75 W\"", .default_text = "[of the catalog's GPU, else 12 % of its limit]",
         .store = store_in<&Scenario::fleets, &Fleet::facility, &FleetFacility::gpu_idle_power_w>,
         .dimension = Dimension::kPower, .range = {.lowest = 0, .highest = 1e5}},
        {.path = "fleet.*.gpu_power_limit", .kind = FieldKind::kQuantity,
         .help = "Power limit (TDP) of one of its GPUs, of which caps are shares",
         .example = "\"700 W\"", .default_text = "[of the catalog's GPU]",
         .store = store_in<&Scenario::fleets, &Fleet::facility, &FleetFacility::gpu_power_limit_w>,
         .dimension = Dimension::kPower,
         .range = {.lowest = 0, .highest = 1e5, .excludes_lowest = true}},
        {.path = "fleet.*.embodied", .kind = FieldKind::kQuantity,
         .help = "CO2e of making one node, spread over its life, or over 5 years where no life is "
                 "given",
         .example = "\"2500 kg\"", .default_text = "[not known]",
         .store = store_in<&Scenario::fleets, &Fleet::facility, &FleetFacility::embodied_kg>,
         .dimension = Dimension::kMass, .range = {.lowest = 0, .highest = 1e7}},
        {.path = "workload.*.phase", .kind = FieldKind::kChoice,
         .help = "What the GPUs of its jobs do, as far as their power tells the difference",
         .example = "\"decode\"", .default_text = "\"training\"",
         .store = store_in<&Scenario::workloads, &Workload::facility, &WorkloadFacility::phase>,
         .choices = {"training", "prefill", "decode", "inference", "communication"}},
        {.path = "workload.*.deferrable", .kind = FieldKind::kBoolean,
         .help = "Whether its jobs are slowed first where a cap_policy is priority",
         .example = "true", .default_text = "false",
         .store =
             store_in<&Scenario::workloads, &Workload::facility, &WorkloadFacility::is_deferrable>},
        {.path = "workload.*.gpu_cap", .kind = FieldKind::kQuantity,
         .help = "Power cap of each GPU while its jobs run there, as a share of the GPU's limit",
         .example = "\"70 %\"", .default_text = "[none]",
         .store = store_in<&Scenario::workloads, &Workload::facility, &WorkloadFacility::gpu_cap>,
         .dimension = Dimension::kFraction, .range = {.lowest = 0.4, .highest = 1}},
        {.path = "workload.*.may_wait", .kind = FieldKind::kQuantity,
         .help = "How much later a job may begin to queue, so that it runs in hours of less carbon "
                 "at the site of the first fleet that it may run on",
         .example = "\"12 h\"", .default_text = "\"0 h\"",
         .store =
             store_in<&Scenario::workloads, &Workload::facility, &WorkloadFacility::may_wait_s>,
         .dimension = Dimension::kTime, .range = {.lowest = 0, .highest = 3.2e7}},
    };
}

}  // namespace

std::vector<Field> facility_fields() {
    std::vector<Field> fields = facility_of_sites();
    for (const auto& more :
         {limits_of_halls(), chains_of_halls(), cooling_of_halls(), facility_of_jobs()}) {
        fields.insert(fields.end(), more.begin(), more.end());
    }
    return fields;
}

}  // namespace headroom::scenario
