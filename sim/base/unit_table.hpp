#pragma once

// The words of units: what "kWh", "M$" and "Gbit" mean on their own. Compounds ("$/kWh") are put
// together by units.cpp.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace headroom {

// What a single unit word measures. A denominator may be kGpuTime, kNode, kTime or kEnergy.
enum class UnitBase : std::uint8_t {
    kFraction,
    kGpu,
    kTime,
    kPower,
    kEnergy,
    kBytes,
    kOperations,  // FLOP
    kOperationRate,
    kTemperature,
    kMass,
    kMoney,
    kGpuTime,
    kNode,
};

// value in SI = (value in the unit · multiplier / divisor) + offset. Two factors, both whole, so
// that "35 %" and "400 Gbit" come out as the nearest double.
struct UnitWord {
    UnitBase base = UnitBase::kFraction;
    double multiplier = 1;
    double divisor = 1;
    double offset = 0;     // °C and °F only
    std::string currency;  // ISO 4217, for kMoney
};

// The word as written, case and all; empty if there is no such unit.
[[nodiscard]] std::optional<UnitWord> find_unit_word(std::string_view word);

// "power", "duration": what a word of this base measures, for messages, with its article.
[[nodiscard]] std::string_view base_noun(UnitBase base);

// The usual unit word that `word` is likely meant to be ("kw" → "kW"), preferring those of
// `wanted`; empty if none is near.
[[nodiscard]] std::string nearest_unit_word(std::string_view word, std::optional<UnitBase> wanted);

}  // namespace headroom
