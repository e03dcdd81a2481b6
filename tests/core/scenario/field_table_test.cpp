#include "src/core/scenario/field_table.hpp"

#include <set>
#include <string>

#include <gtest/gtest.h>

#include "src/core/scenario/describe_fields.hpp"
#include "src/core/scenario/parse_toml.hpp"
#include "src/core/scenario/read_field.hpp"
#include "src/core/scenario/schema_tree.hpp"

namespace headroom::scenario {
namespace {

// Reads a value as its field would; a test failure where it is refused.
std::optional<FieldValue> read_as(const Field& field, std::string_view toml) {
    SourceFiles files;
    Problems problems(files);
    const PlaceRef place = files.add_setting({"test", 0, 0}, std::string(toml));
    const std::optional<Value> value = parse_toml_value(toml, place);
    if (!value) {
        ADD_FAILURE() << field.path << ": not TOML: " << toml;
        return std::nullopt;
    }
    const std::optional<ReadValue> read =
        read_field(*value, field, std::string(field.path), files, problems);
    EXPECT_TRUE(read) << format_diagnostics(problems.take());
    return read ? std::optional(read->field) : std::nullopt;
}

bool is_in_words(const Field& field) {
    return field.default_text.starts_with('[');
}

TEST(FieldTable, NamesEachPathOnce) {
    std::set<std::string_view> paths;
    for (const Field& field : field_table()) {
        EXPECT_TRUE(paths.insert(field.path).second) << field.path;
    }
    for (const std::string_view path : not_modelled_yet()) {
        EXPECT_TRUE(paths.insert(path).second) << path;
    }
}

TEST(FieldTable, EveryFieldHasHelpAndAStore) {
    for (const Field& field : field_table()) {
        EXPECT_FALSE(field.help.empty()) << field.path;
        EXPECT_NE(field.store, nullptr) << field.path;
        EXPECT_FALSE(field.help.ends_with('.')) << field.path;
    }
}

TEST(FieldTable, EveryFieldIsRequiredOrHasADefault) {
    for (const Field& field : field_table()) {
        if (field.kind != FieldKind::kTable) {
            EXPECT_NE(field.is_required, !field.default_text.empty()) << field.path;
        }
    }
}

TEST(FieldTable, EveryExampleIsAccepted) {
    for (const Field& field : field_table()) {
        if (field.kind != FieldKind::kTable) {
            EXPECT_TRUE(read_as(field, field.example)) << field.path;
        }
    }
}

// The structs hold the defaults and the table tells them: writing a default changes nothing.
TEST(FieldTable, TheDefaultsItTellsAreThoseOfTheStructs) {
    Scenario told;
    told.sites.emplace_back();
    told.halls.emplace_back();
    told.clusters.emplace_back();
    told.fleets.emplace_back();
    told.partitions.emplace_back();
    told.tenants.emplace_back();
    told.workloads.emplace_back().second.generate.emplace().classes.emplace_back();
    told.demands.emplace_back();
    told.purchases.emplace_back();
    told.variants.emplace_back();
    for (const Field& field : field_table()) {
        if (field.kind != FieldKind::kTable && !field.is_required && !is_in_words(field)) {
            field.store(told, 0, read_as(field, field.default_text).value());
        }
    }
    EXPECT_EQ(told.name, Scenario{}.name);
    EXPECT_EQ(told.warmup, Scenario{}.warmup);
    EXPECT_EQ(told.seed, Scenario{}.seed);
    EXPECT_EQ(told.output.step_s, Output{}.step_s);
    EXPECT_EQ(told.sites[0].second.title, Site{}.title);
    EXPECT_EQ(told.halls[0].second.title, Hall{}.title);
    const Scheduler& scheduler = told.clusters[0].second.scheduler;
    EXPECT_EQ(scheduler.policy, Scheduler{}.policy);
    EXPECT_EQ(scheduler.placement, Scheduler{}.placement);
    EXPECT_EQ(scheduler.backfill_depth, Scheduler{}.backfill_depth);
    EXPECT_EQ(scheduler.kill_at_limit, Scheduler{}.kill_at_limit);
    EXPECT_EQ(told.fleets[0].second.nodes.value, Fleet{}.nodes.value);
    EXPECT_EQ(told.fleets[0].second.gpus_per_node, Fleet{}.gpus_per_node);
    EXPECT_EQ(told.partitions[0].second.priority, Partition{}.priority);
    const Generator& generator = *told.workloads[0].second.generate;
    EXPECT_EQ(generator.gpus.value, Generator{}.gpus.value);
    EXPECT_EQ(generator.overestimate.value, Generator{}.overestimate.value);
    EXPECT_EQ(generator.burst.value, Generator{}.burst.value);
    EXPECT_EQ(generator.burst_gap_s.value, Generator{}.burst_gap_s.value);
    EXPECT_EQ(generator.user_skew, Generator{}.user_skew);
    EXPECT_EQ(generator.session_jobs.value, Generator{}.session_jobs.value);
    EXPECT_EQ(generator.think_time_s.value, Generator{}.think_time_s.value);
    EXPECT_EQ(generator.likeness, Generator{}.likeness);
    EXPECT_EQ(generator.estimate_max_share, Generator{}.estimate_max_share);
    EXPECT_EQ(generator.failed, Generator{}.failed);
    EXPECT_EQ(generator.cancelled, Generator{}.cancelled);
    EXPECT_EQ(generator.classes[0].second.share, JobClass{}.share);
    EXPECT_EQ(told.demands[0].second.growth.arrivals.yearly.value, 0);
    EXPECT_EQ(told.workloads[0].second.align, Workload{}.align);
    EXPECT_EQ(told.workloads[0].second.format, "auto");
    EXPECT_TRUE(told.variants[0].second.set.empty());
    EXPECT_EQ(told.sites[0].second.facility.utc_offset_s, SiteFacility{}.utc_offset_s);
    EXPECT_EQ(told.workloads[0].second.facility.may_wait_s, WorkloadFacility{}.may_wait_s);
}

// The halls hold the structs of the simulation itself, whose defaults are those of a chain that is
// not there and of a plant.
TEST(FieldTable, TheDefaultsOfChainsAndCoolingAreThoseOfTheSimulation) {
    Scenario told;
    told.halls.emplace_back();
    for (const Field& field : field_table()) {
        if (field.path.starts_with("hall.*.") && field.kind != FieldKind::kTable &&
            !is_in_words(field)) {
            field.store(told, 0, read_as(field, field.default_text).value());
        }
    }
    const HallFacility& hall = told.halls[0].second.facility;
    ASSERT_TRUE(hall.power_chain);
    const sim::PowerChain chain;
    EXPECT_EQ(hall.power_chain->node.loss_w, chain.node.loss_w);
    EXPECT_EQ(hall.power_chain->node.efficiency, chain.node.efficiency);
    EXPECT_EQ(hall.power_chain->chassis_w, chain.chassis_w);
    EXPECT_EQ(hall.power_chain->rectifier.per_chassis, chain.rectifier.per_chassis);
    EXPECT_EQ(hall.power_chain->rectifier.each.loss_w, chain.rectifier.each.loss_w);
    EXPECT_EQ(hall.power_chain->rectifier.each.efficiency, chain.rectifier.each.efficiency);
    EXPECT_EQ(hall.power_chain->rectifier.shares_smartly, chain.rectifier.shares_smartly);
    EXPECT_EQ(hall.power_chain->pdu_efficiency, chain.pdu_efficiency);
    EXPECT_EQ(hall.power_chain->ups.rating_w, chain.ups.rating_w);
    EXPECT_EQ(hall.power_chain->ups.units, chain.ups.units);
    EXPECT_EQ(hall.power_chain->ups.redundancy, chain.ups.redundancy);
    EXPECT_EQ(hall.power_chain->ups.is_eco, chain.ups.is_eco);
    EXPECT_EQ(hall.power_chain->transformer_efficiency, chain.transformer_efficiency);
    ASSERT_TRUE(hall.cooling);
    const sim::CoolingPlant plant;
    EXPECT_EQ(hall.cooling->plant.kind, plant.kind);
    EXPECT_EQ(hall.cooling->plant.liquid_sink, plant.liquid_sink);
    EXPECT_EQ(hall.cooling->plant.liquid_share, plant.liquid_share);
    EXPECT_EQ(hall.cooling->plant.has_economiser, plant.has_economiser);
    EXPECT_EQ(hall.cooling->plant.cdu.pump_w, plant.cdu.pump_w);
    EXPECT_EQ(hall.cooling->plant.water.cycles_of_concentration,
              plant.water.cycles_of_concentration);
}

TEST(SchemaTree, LeadsToEveryField) {
    for (const Field& field : field_table()) {
        const SchemaNode* node = &schema_tree();
        std::string_view path = field.path;
        while (node != nullptr && !path.empty()) {
            const std::size_t dot = path.find('.');
            node = node->find(path.substr(0, dot));
            path = dot == std::string_view::npos ? "" : path.substr(dot + 1);
        }
        ASSERT_NE(node, nullptr) << field.path;
        EXPECT_EQ(node->field, &field);
    }
}

TEST(DescribeFields, TellsEveryKeyThatWorksAndNoOther) {
    const std::string text = describe_fields();
    for (const Field& field : field_table()) {
        const std::string key(field.path.substr(field.path.rfind('.') + 1));
        if (field.kind != FieldKind::kTable) {
            EXPECT_NE(text.find("  " + key + " = " + std::string(field.example)), std::string::npos)
                << field.path;
        }
    }
    EXPECT_EQ(text.find("book_value"), std::string::npos);
}

TEST(DescribeRange, SpeaksInWords) {
    EXPECT_EQ(describe_range({}), "");
    EXPECT_EQ(describe_range({.lowest = 0}), "at least 0");
    EXPECT_EQ(describe_range({.lowest = 0, .excludes_lowest = true}), "more than 0");
    EXPECT_EQ(describe_range({.highest = 5}), "at most 5");
    EXPECT_EQ(describe_range({.lowest = -1e6, .highest = 1e6}), "-1,000,000 to 1,000,000");
    EXPECT_EQ(describe_range({.lowest = 1, .highest = 1}), "1");
}

}  // namespace
}  // namespace headroom::scenario
