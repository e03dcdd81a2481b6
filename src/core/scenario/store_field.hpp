#pragma once

// How a FieldValue reaches its member: store_member<&Scenario::fleets, &Fleet::nodes> is a Store.
// An optional table on the way comes into being.

#include <optional>
#include <string>
#include <type_traits>

#include "src/core/scenario/field_table.hpp"

namespace headroom::scenario {

inline void assign(std::string& member, const FieldValue& value) {
    member = value.text;
}
inline void assign(std::vector<std::string>& member, const FieldValue& value) {
    member = value.texts;
}
inline void assign(double& member, const FieldValue& value) {
    member = value.number.value;
}
inline void assign(Number& member, const FieldValue& value) {
    member = value.number;
}
inline void assign(std::vector<double>& member, const FieldValue& value) {
    member = value.numbers;
}
inline void assign(int& member, const FieldValue& value) {
    member = static_cast<int>(value.count);
}
inline void assign(std::int64_t& member, const FieldValue& value) {
    member = value.count;
}
inline void assign(std::uint64_t& member, const FieldValue& value) {
    member = static_cast<std::uint64_t>(value.count);
}
inline void assign(bool& member, const FieldValue& value) {
    member = value.boolean;
}
inline void assign(Instant& member, const FieldValue& value) {
    member = value.instant;
}
inline void assign(CalendarSpan& member, const FieldValue& value) {
    member = value.span;
}
inline void assign(std::vector<std::pair<std::string, std::string>>& member,
                   const FieldValue& value) {
    member = value.settings;
}
inline void assign(std::vector<Assertion>& member, const FieldValue& value) {
    member = value.assertions;
}
inline void assign(std::vector<NamedNumber>& member, const FieldValue& value) {
    member = value.named_numbers;
}
inline void assign(Generator&, const FieldValue&) {}
inline void assign(BatterySettings&, const FieldValue&) {}
inline void assign(CarbonContract&, const FieldValue&) {}
inline void assign(CoolingSettings&, const FieldValue&) {}
inline void assign(ThermalSettings&, const FieldValue&) {}
inline void assign(sim::PowerChain&, const FieldValue&) {}

template <class Choice>
requires std::is_enum_v<Choice>
void assign(Choice& member, const FieldValue& value) {
    member = static_cast<Choice>(value.choice);
}

template <class Inner>
void assign(std::optional<Inner>& member, const FieldValue& value) {
    assign(member ? *member : member.emplace(), value);
}

template <class Object>
Object& open(Object& object) {
    return object;
}

template <class Object>
Object& open(std::optional<Object>& object) {
    return object ? *object : object.emplace();
}

template <class Object>
void store_along(Object& object, const FieldValue& value) {
    assign(object, value);
}

template <class Object, class First, class... Rest>
void store_along(Object& object, const FieldValue& value, First first, Rest... rest) {
    if constexpr (sizeof...(rest) == 0) {
        assign(object.*first, value);
    } else {
        store_along(open(object.*first), value, rest...);
    }
}

// A member of the scenario itself.
template <auto... Members>
void store_member(Scenario& scenario, std::size_t, const FieldValue& value) {
    store_along(scenario, value, Members...);
}

// A member of row `row` of a collection of named tables.
template <auto Collection, auto... Members>
void store_in(Scenario& scenario, std::size_t row, const FieldValue& value) {
    store_along((scenario.*Collection)[row].second, value, Members...);
}

// A new named table.
template <auto Collection>
void add_named(Scenario& scenario, std::size_t, const FieldValue& value) {
    auto& collection = scenario.*Collection;
    collection.emplace_back(value.text,
                            typename std::decay_t<decltype(collection)>::value_type::second_type{});
}

// Classes stand inside a workload, which is the last one: it is read to its end before the next.
inline Named<JobClass>& classes_of_last_workload(Scenario& scenario) {
    return open(scenario.workloads.back().second.generate).classes;
}
inline void add_class(Scenario& scenario, std::size_t, const FieldValue& value) {
    classes_of_last_workload(scenario).emplace_back(value.text, JobClass{});
}
template <auto Member>
void store_in_class(Scenario& scenario, std::size_t, const FieldValue& value) {
    assign(classes_of_last_workload(scenario).back().second.*Member, value);
}

inline void store_growth(Scenario& scenario, std::size_t row, const FieldValue& value) {
    scenario.demands[row].second.growth = value.demand.growth;
}

// For keys that the reader itself obeys and for tables that are always there.
inline void store_nothing(Scenario&, std::size_t, const FieldValue&) {}

}  // namespace headroom::scenario
