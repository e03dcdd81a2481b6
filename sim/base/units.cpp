#include "sim/base/units.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <optional>

#include "sim/base/detmath.hpp"
#include "sim/base/number_text.hpp"
#include "sim/base/unit_table.hpp"

namespace headroom {
namespace {

// What messages call a dimension, and how it is written.
struct DimensionText {
    std::string_view noun;
    std::string_view example;
};

DimensionText text_of(Dimension dimension) {
    switch (dimension) {
        case Dimension::kCount:
            return {"a plain number", "8"};
        case Dimension::kGpuCount:
            return {"a number of GPUs", "800 GPU"};
        case Dimension::kFraction:
            return {"a share", "35 %"};
        case Dimension::kTime:
            return {"a duration", "8 h"};
        case Dimension::kPower:
            return {"a power", "700 W"};
        case Dimension::kEnergy:
            return {"an energy", "5 MWh"};
        case Dimension::kBytes:
            return {"an amount of data", "80 GB"};
        case Dimension::kByteRate:
            return {"a data rate", "400 Gbit/s"};
        case Dimension::kComputeRate:
            return {"a compute rate", "989 TFLOP/s"};
        case Dimension::kTemperature:
            return {"a temperature", "32 \u00B0C"};
        case Dimension::kMass:
            return {"a mass", "1.5 t"};
        case Dimension::kMassPerEnergy:
            return {"a mass per energy", "330 g/kWh"};
        case Dimension::kMoney:
            return {"an amount of money", "38 M$"};
        case Dimension::kMoneyPerEnergy:
            return {"a price of energy", "0.092 $/kWh"};
        case Dimension::kMoneyPerGpuTime:
            return {"a price of GPU time", "2.10 $/GPUh"};
        case Dimension::kMoneyPerNode:
            return {"a price per node", "390 k$/node"};
        case Dimension::kGrowth:
            return {"a growth", "40 %/y"};
        case Dimension::kGpuTime:
            return {"GPU-time", "500 GPUh"};
    }
    return {"a quantity", "1"};
}

std::string join(std::initializer_list<std::string_view> parts) {
    std::string whole;
    for (const std::string_view part : parts) {
        whole += part;
    }
    return whole;
}

std::string quote(std::string_view text) {
    return join({"'", text, "'"});
}

std::string wanted(Dimension dimension) {
    const DimensionText text = text_of(dimension);
    return join({"wanted ", text.noun, " such as \"", text.example, "\""});
}

std::optional<Dimension> dimension_of(UnitBase base) {
    switch (base) {
        case UnitBase::kFraction:
            return Dimension::kFraction;
        case UnitBase::kGpu:
            return Dimension::kGpuCount;
        case UnitBase::kTime:
            return Dimension::kTime;
        case UnitBase::kPower:
            return Dimension::kPower;
        case UnitBase::kEnergy:
            return Dimension::kEnergy;
        case UnitBase::kBytes:
            return Dimension::kBytes;
        case UnitBase::kOperationRate:
            return Dimension::kComputeRate;
        case UnitBase::kTemperature:
            return Dimension::kTemperature;
        case UnitBase::kMass:
            return Dimension::kMass;
        case UnitBase::kMoney:
            return Dimension::kMoney;
        case UnitBase::kGpuTime:
            return Dimension::kGpuTime;
        case UnitBase::kOperations:
        case UnitBase::kNode:
            return std::nullopt;
    }
    return std::nullopt;
}

std::optional<Dimension> dimension_of_ratio(UnitBase base, UnitBase per) {
    struct Ratio {
        UnitBase base;
        UnitBase per;
        Dimension dimension;
    };
    constexpr Ratio kRatios[] = {
        {UnitBase::kBytes, UnitBase::kTime, Dimension::kByteRate},
        {UnitBase::kOperations, UnitBase::kTime, Dimension::kComputeRate},
        {UnitBase::kMass, UnitBase::kEnergy, Dimension::kMassPerEnergy},
        {UnitBase::kMoney, UnitBase::kEnergy, Dimension::kMoneyPerEnergy},
        {UnitBase::kMoney, UnitBase::kGpuTime, Dimension::kMoneyPerGpuTime},
        {UnitBase::kMoney, UnitBase::kNode, Dimension::kMoneyPerNode},
    };
    for (const Ratio& ratio : kRatios) {
        if (ratio.base == base && ratio.per == per) {
            return ratio.dimension;
        }
    }
    return std::nullopt;
}

// The bases a dimension is made of, to prefer the right word among near misses.
std::optional<UnitBase> base_of(Dimension dimension, bool is_denominator) {
    for (int index = 0; index <= static_cast<int>(UnitBase::kNode); ++index) {
        const auto base = static_cast<UnitBase>(index);
        if (!is_denominator && dimension_of(base) == dimension) {
            return base;
        }
        for (int other = 0; other <= static_cast<int>(UnitBase::kNode); ++other) {
            const auto per = static_cast<UnitBase>(other);
            if (dimension_of_ratio(base, per) == dimension) {
                return is_denominator ? per : base;
            }
        }
    }
    return std::nullopt;
}

expected<UnitWord, std::string> look_up(std::string_view word,
                                        Dimension dimension,
                                        bool is_denominator) {
    if (auto found = find_unit_word(word)) {
        return *found;
    }
    const std::string unknown = join({"unknown unit ", quote(word)});
    if (word == "m" && dimension == Dimension::kTime) {
        return unexpected(join({unknown, "; did you mean 'min' or 'mo'?"}));
    }
    const std::string near = nearest_unit_word(word, base_of(dimension, is_denominator));
    return unexpected(near.empty() ? join({unknown, "; ", wanted(dimension)})
                                   : join({unknown, "; did you mean '", near, "'?"}));
}

// "$ / GPU·h" → "$/GPUh": spaces and product dots mean nothing inside a unit.
std::string without_spaces(std::string_view unit) {
    constexpr std::string_view kDot = "\u00B7";
    std::string plain;
    for (std::size_t i = 0; i < unit.size(); ++i) {
        if (unit.substr(i).starts_with(kDot)) {
            i += kDot.size() - 1;
        } else if (unit[i] != ' ' && unit[i] != '\t') {
            plain += unit[i];
        }
    }
    return plain;
}

// The word that a denominator comes to: "kWh", "node", or "GPU/h" for GPUh.
expected<UnitWord, std::string> look_up_denominator(std::string_view text, Dimension dimension) {
    constexpr std::string_view kPerGpu = "GPU/";
    if (!text.starts_with(kPerGpu)) {
        return look_up(text, dimension, true);
    }
    auto time = look_up(text.substr(kPerGpu.size()), Dimension::kTime, false);
    if (time && time->base == UnitBase::kTime) {
        time->base = UnitBase::kGpuTime;
    }
    return time;
}

std::string wrong_dimension(std::string_view unit, std::string_view noun, Dimension dimension) {
    return join({"'", unit, "' is ", noun, "; ", wanted(dimension)});
}

// The unit as one factor, checked against the dimension wanted.
expected<UnitWord, std::string> interpret_unit(std::string_view text, Dimension dimension) {
    const std::string unit = without_spaces(text);
    const std::size_t slash = std::min(unit.find('/'), unit.size());
    auto word = look_up(std::string_view(unit).substr(0, slash), dimension, false);
    if (!word) {
        return word;
    }
    if (slash == unit.size()) {
        if (dimension_of(word->base) != dimension) {
            return unexpected(wrong_dimension(text, base_noun(word->base), dimension));
        }
        return word;
    }
    auto per = look_up_denominator(std::string_view(unit).substr(slash + 1), dimension);
    if (!per) {
        return per;
    }
    const auto found = dimension_of_ratio(word->base, per->base);
    if (!found) {
        return unexpected(join({quote(text), " divides ", base_noun(word->base), " by ",
                                base_noun(per->base), "; ", wanted(dimension)}));
    }
    if (*found != dimension) {
        return unexpected(wrong_dimension(text, text_of(*found).noun, dimension));
    }
    word->multiplier *= per->divisor;
    word->divisor *= per->multiplier;
    return word;
}

expected<ParsedQuantity, std::string> finish(double value, std::string currency) {
    if (!std::isfinite(value)) {
        return unexpected(std::string("is out of range: too large in SI units"));
    }
    return ParsedQuantity{value, std::move(currency)};
}

expected<ParsedQuantity, std::string> parse_duration(std::string_view text) {
    const auto parts = split_duration(text);
    if (!parts) {
        return unexpected(parts.error());
    }
    double seconds = 0;
    for (const DurationPart& part : *parts) {
        const auto unit = interpret_unit(part.unit, Dimension::kTime);
        if (!unit) {
            return unexpected(unit.error());
        }
        seconds += part.value * unit->multiplier / unit->divisor;
    }
    return finish(seconds, {});
}

// "3 %/mo" is 1.03^12 - 1 a year: what each month adds, the next month adds to as well.
expected<ParsedQuantity, std::string> parse_growth(const ScannedNumber& number) {
    constexpr double kYear_s = 365.2425 * 86400;
    const std::string unit = without_spaces(number.rest);
    const std::size_t slash = unit.find('/');
    if (slash == std::string::npos) {
        return unexpected(
            join({"needs a time, such as \"", unit_example(Dimension::kGrowth), "\""}));
    }
    const std::string share = unit.substr(0, slash);
    const auto period = look_up(std::string_view(unit).substr(slash + 1), Dimension::kTime, false);
    const auto part = share.empty() ? UnitWord{} : look_up(share, Dimension::kFraction, false);
    if (!part || !period) {
        return unexpected(part ? period.error() : part.error());
    }
    if (part->base != UnitBase::kFraction || period->base != UnitBase::kTime) {
        return unexpected(
            join({quote(number.rest), " is no growth; ", wanted(Dimension::kGrowth)}));
    }
    const double added = number.value * part->multiplier / part->divisor;
    if (!(added > -1)) {
        return unexpected(std::string("shrinks below nothing; wanted more than -100 %"));
    }
    const double periods = kYear_s * period->divisor / period->multiplier;
    return finish(detmath::expm1(periods * detmath::log1p(added)), {});
}

bool may_be_bare(Dimension dimension) {
    return dimension == Dimension::kCount || dimension == Dimension::kFraction;
}

}  // namespace

std::string_view unit_example(Dimension dimension) {
    return text_of(dimension).example;
}

expected<ParsedQuantity, std::string> parse_quantity(std::string_view text, Dimension dimension) {
    const auto number = scan_number(text);
    if (!number) {
        return unexpected(join({number.error(), "; ", wanted(dimension)}));
    }
    if (number->rest.empty()) {
        if (may_be_bare(dimension)) {
            return finish(number->value, {});
        }
        return unexpected(join({"needs a unit, such as \"", unit_example(dimension), "\""}));
    }
    if (dimension == Dimension::kTime) {
        return parse_duration(text);
    }
    if (dimension == Dimension::kGrowth) {
        return parse_growth(*number);
    }
    auto unit = interpret_unit(number->rest, dimension);
    if (!unit) {
        return unexpected(unit.error());
    }
    const double value = number->value * unit->multiplier / unit->divisor + unit->offset;
    return finish(value, std::move(unit->currency));
}

}  // namespace headroom
